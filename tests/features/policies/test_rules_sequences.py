"""What kept its place among others."""

from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.features.policies.rules import sequences


@given(st.lists(st.integers(0, 50), unique=True, max_size=8))
def test_what_is_in_order_is_the_longest_rising_run(places: list[int]) -> None:
    run = [places[at] for at in sorted(sequences.in_order(places))]
    some_runs = (
        [place for at, place in enumerate(places) if chosen >> at & 1]
        for chosen in range(2 ** len(places))
    )
    assert run == sorted(run)
    assert len(run) == max(len(each) for each in some_runs if each == sorted(each))
