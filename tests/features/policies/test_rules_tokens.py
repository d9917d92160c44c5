"""Words, their likeness, and which of them live on."""

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.features.policies.rules import tokens
from ssrwiki.foundation.matching import Effort

ROWS = st.lists(st.sampled_from("abc"), max_size=12)


def test_numbers_dates_and_short_forms_are_one_word_each() -> None:
    text = "Don't pay 12.5 % by 2026-03-31."
    assert tokens.words(text) == ("Don't", "pay", "12.5", "%", "by", "2026-03-31", ".")


def test_signs_of_scripts_without_spaces_are_words() -> None:
    assert tokens.words("警察改革") == tuple("警察改革")


@given(st.text())
def test_each_token_stands_where_it_says(text: str) -> None:
    for token in tokens.tokens(text):
        assert text[token.start : token.end] == token.text != ""


@given(ROWS, ROWS)
def test_survivors_are_the_same_words_in_the_same_order(old: list[str], new: list[str]) -> None:
    places = tokens.survivors(old, new)
    assert all(old[was] == new[now] for was, now in places.items())
    assert list(places) == sorted(places)
    assert list(places.values()) == sorted(set(places.values()))


@given(ROWS)
def test_every_word_of_an_unchanged_row_survives(row: list[str]) -> None:
    assert tokens.survivors(row, row) == {at: at for at in range(len(row))}


@given(ROWS, ROWS, st.floats(0.1, 1))
def test_looking_at_the_words_first_changes_no_likeness(
    old: list[str], new: list[str], at_least: float
) -> None:
    ratio = SequenceMatcher(None, old, new, autojunk=False).ratio() if old or new else 0.0
    expected = ratio if ratio >= at_least else 0.0
    assert tokens.likeness(old, new, at_least, Effort(20**4)) == expected


def test_words_beyond_the_effort_count_as_changed() -> None:
    """Each word is in the other row a thousand times; the matcher would look at all of them."""
    old, new = ["a", "b"] * 1_000, ["b", "b", "a"] * 700
    assert not tokens.survivors(old, new)
    assert list(tokens.changes(old, new)) == [tokens.Change(tuple(old), tuple(new))]


def test_many_changes_all_over_a_long_clause_are_compared_to_the_end() -> None:
    old = [f"w{n * n % 1_801}" if n % 16 else "the" for n in range(1_900)]
    new = ["new" if n % 32 == 0 else word for n, word in enumerate(old)]
    assert len(tokens.survivors(old, new)) > 1_800
