"""Did you mean."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.search import parse
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.suggest import is_within
from tests.foundation.search.shelf import Write

PUBLIC = frozenset({"public"})


@pytest.fixture
def meant(index: SearchIndex, write: Write) -> Callable[[str], str | None]:
    write("a", "the body", title="Police accountability")
    write("b", "the body", title="Police and gendarmerie")
    write("c", "polite bodyword", title="Polite words of Sécurité", lang="fr")

    def meant(typed: str) -> str | None:
        query = index.suggest(parse.parse(typed), PUBLIC)
        return None if query is None else parse.render(query)

    return meant


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("polixe", "police"),
        ("poilce", "police"),
        ("accountabillity", "accountability"),
        ("gendramrie", "gendarmerie"),
        ("securitte", "sécurité"),
        ("police acountability", "police accountability"),
        ("polixe kind:pages -army", "police -army kind:pages"),
        ("police", None),
        ("policing", None),
        ("bodywort", None),
        ("pol", None),
        ("1235", None),
        ('"polixe"', None),
        ("xxxxxxxxx", None),
        ("polixe kind:cases", None),
    ],
)
def test_the_nearest_word_that_finds_something(
    meant: Callable[[str], str | None], typed: str, expected: str | None
) -> None:
    assert meant(typed) == expected


def slips_between(one: str, other: str) -> int:
    """The textbook recursion: a letter more, less, other, or two neighbours swapped."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        slips_between(one[1:], other) + 1,
        slips_between(one, other[1:]) + 1,
        slips_between(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if len(one) > 1 < len(other) and one[0] == other[1] and one[1] == other[0]:
        best = min(best, slips_between(one[2:], other[2:]) + 1)
    return best


@given(st.text("ab", max_size=5), st.text("abc", max_size=5), st.sampled_from((1, 2)))
def test_slips_are_counted_right(one: str, other: str, slips: int) -> None:
    assert is_within(one, other, slips) == (slips_between(one, other) <= slips)
