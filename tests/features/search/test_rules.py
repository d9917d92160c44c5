"""Addresses say what is asked, and nothing else."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.features.search import rules
from ssrwiki.features.search.rules import Asked, Narrowing

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(WORDS, st.integers(min_value=2, max_value=rules.LAST_PAGE), st.booleans())
def test_an_address_reads_back_as_what_was_asked(words: str, page: int, newest: bool) -> None:
    asked = Asked(words, (Narrowing("kind", "page"),), page, newest)

    read = parse_qs(urlsplit(asked.address).query, keep_blank_values=True)

    expected = {"q": [words], "kind": ["page"], "page": [str(page)]}
    assert read == expected | ({"sort": ["newest"]} if newest else {})


def test_what_is_not_asked_leaves_no_trace() -> None:
    assert Asked().address == "/search"
    assert Asked("vetting").address == "/search?q=vetting"


def test_another_filter_begins_at_the_first_page_and_the_same_one_is_replaced() -> None:
    asked = Asked("vetting", (Narrowing("kind", "page"),), page=4)

    narrowed = asked.narrowed("kind", "policy").narrowed("lang", "fr")

    assert narrowed == Asked("vetting", (Narrowing("kind", "policy"), Narrowing("lang", "fr")))
    assert narrowed.narrowed("kind", "").narrowed("lang", "") == Asked("vetting")
    assert narrowed.value_of("lang") == "fr"
    assert narrowed.value_of("topic") == ""


@pytest.mark.parametrize(
    ("text", "page"),
    [("", 1), ("3", 3), ("0", 1), ("-2", 1), ("two", 1), ("٣", 1), ("9" * 400, rules.LAST_PAGE)],
)
def test_any_text_is_some_page(text: str, page: int) -> None:
    assert rules.page_number(text) == page


def test_pages_hold_every_result() -> None:
    assert [rules.page_count(total, 20) for total in (0, 1, 20, 21)] == [1, 1, 1, 2]
