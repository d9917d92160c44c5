"""What two rows have in common, within the effort that is given."""

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.matching import BoundedMatcher, Effort

ROWS = st.lists(st.sampled_from("abc"), max_size=20)


@given(ROWS, ROWS)
def test_with_effort_enough_it_matches_as_the_standard_library_does(
    old: list[str], new: list[str]
) -> None:
    effort = Effort(20**4)
    expected = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    assert BoundedMatcher(old, new, effort).get_opcodes() == expected
    assert not effort.is_exceeded


@given(ROWS, ROWS, st.integers(0, 200))
def test_with_little_effort_it_still_leads_from_one_row_to_the_other(
    old: list[str], new: list[str], units: int
) -> None:
    made: list[str] = []
    for name, i1, i2, j1, j2 in BoundedMatcher(old, new, Effort(units)).get_opcodes():
        made += old[i1:i2] if name == "equal" else new[j1:j2]
    assert made == new


def test_what_is_left_uncompared_is_said() -> None:
    effort = Effort(100)
    assert BoundedMatcher(["a"] * 20, ["a"] * 20, effort).get_matching_blocks()[0].size == 0
    assert effort.is_exceeded


class Counting(str):
    """A word that counts how often one like it was looked up."""

    looked_up = 0

    def __hash__(self) -> int:
        Counting.looked_up += 1
        return super().__hash__()


def test_the_steps_end_with_the_effort() -> None:
    """Each step looks up every word of its stretch; without a bound there are 250,000 lookups."""
    old = [Counting(word) for n in range(500) for word in ("k", f"u{n}")]
    new = [Counting(word) for n in range(500) for word in ("k", f"v{n}")]
    Counting.looked_up = 0
    BoundedMatcher(old, new, Effort(2_000_000)).get_opcodes()
    assert Counting.looked_up < 20_000
