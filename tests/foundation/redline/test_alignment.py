"""Which part became which."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.matching import Effort
from ssrwiki.foundation.redline import alignment
from ssrwiki.foundation.redline.alignment import Match, Part

ENOUGH = 1_000_000
TEXTS = st.lists(st.text(alphabet="abc ", max_size=8), max_size=15)


def parts(texts: Sequence[str]) -> list[Part]:
    return [alignment.part(text, text) for text in texts]


def in_order(old: Sequence[Part], new: Sequence[Part]) -> list[Match]:
    return alignment.in_order(old, new, Effort(ENOUGH))


def moved(old: Sequence[Part], new: Sequence[Part], stayed: Sequence[Match]) -> list[Match]:
    return alignment.moved(old, new, stayed, Effort(ENOUGH))


def test_equal_parts_stay_along_the_longest_run_that_keeps_their_order() -> None:
    found = in_order(parts(["x", "a", "b", "c", "d"]), parts(["a", "b", "c", "d", "x"]))
    assert found == [Match(1, 0), Match(2, 1), Match(3, 2), Match(4, 3)]


def test_the_more_similar_neighbour_is_the_partner() -> None:
    old = parts(["one two three four"])
    new = parts(["one two nine nine", "one two three five"])
    assert in_order(old, new) == [Match(0, 1)]


def test_parts_that_share_less_than_half_their_words_are_no_pair() -> None:
    assert in_order(parts(["a b c d"]), parts(["a x y z"])) == []


def test_equal_parts_elsewhere_have_moved_each_once() -> None:
    old, new = parts(["a", "m", "m", "b"]), parts(["m", "a", "b", "m"])
    stayed = in_order(old, new)
    elsewhere = moved(old, new, stayed)
    assert len(stayed) + len(elsewhere) == 4
    assert len({match.new for match in [*stayed, *elsewhere]}) == 4


def test_a_short_part_that_changed_is_not_said_to_have_moved() -> None:
    old, new = parts(["a b c d", "k"]), parts(["k", "a b c e"])
    assert moved(old, new, [Match(1, 0)]) == []


@given(TEXTS, TEXTS)
def test_matches_never_cross_and_use_each_part_once(old: list[str], new: list[str]) -> None:
    found = in_order(parts(old), parts(new))
    assert [match.new for match in found] == sorted({match.new for match in found})
    assert [match.old for match in found] == sorted({match.old for match in found})
    elsewhere = moved(parts(old), parts(new), found)
    every = [*found, *elsewhere]
    assert len({match.old for match in every}) == len({match.new for match in every}) == len(every)


@given(TEXTS)
def test_a_text_beside_itself_stays_as_it_is(texts: list[str]) -> None:
    found = in_order(parts(texts), parts(texts))
    assert found == [Match(place, place) for place in range(len(texts))]


def test_without_effort_only_equal_parts_are_paired() -> None:
    old, new = parts(["same", "one two three four five"]), parts(["same", "one two three four six"])
    effort = Effort(10)
    assert alignment.in_order(old, new, effort) == [Match(0, 0)]
    assert effort.is_exceeded
