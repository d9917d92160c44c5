"""Whatever is typed becomes a query."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.search.parse import MOST_TERMS, parse, render
from ssrwiki.foundation.search.port import Clause, ClauseKind, Facet, Filter, Query

WORD, PHRASE, PREFIX = ClauseKind.WORD, ClauseKind.PHRASE, ClauseKind.PREFIX


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("police reform", [Clause(WORD, "police"), Clause(WORD, "reform")]),
        ('"police  reform"', [Clause(PHRASE, "police reform")]),
        ("“police reform”", [Clause(PHRASE, "police reform")]),
        ('"not closed', [Clause(PHRASE, "not closed")]),
        ("-army", [Clause(WORD, "army", is_excluded=True)]),
        ('-"the army"', [Clause(PHRASE, "the army", is_excluded=True)]),
        ("polic*", [Clause(PREFIX, "polic")]),
        ("p*", [Clause(WORD, "p*")]),
        ("state-build*", [Clause(WORD, "state-build*")]),
        ("AND OR NOT", [Clause(WORD, "AND"), Clause(WORD, "OR"), Clause(WORD, "NOT")]),
        ("what:ever", [Clause(WORD, "what:ever")]),
        ("kind:", [Clause(WORD, "kind:")]),
        ("after:2026-13-40", [Clause(WORD, "after:2026-13-40")]),
        ("-kind:page", [Clause(WORD, "kind:page", is_excluded=True)]),
        ("* - -- () ^~ ?", []),
        ("", []),
    ],
)
def test_words_and_signs(typed: str, clauses: list[Clause]) -> None:
    assert parse(typed) == Query(tuple(clauses))


def test_filters_and_dates() -> None:
    query = parse("KIND:Policy topic:police topic:justice,army after:2026-01-31 before:2026-03-01")
    assert query.clauses == ()
    assert query.filters == (
        Filter(Facet.KIND, frozenset({"policy"})),
        Filter(Facet.TOPIC, frozenset({"police", "justice", "army"})),
    )
    assert (query.updated_from, query.updated_before) == (date(2026, 1, 31), date(2026, 3, 1))


def test_more_than_twelve_terms_and_two_hundred_characters_are_left_out() -> None:
    assert len(parse("a b c d e f g h i j k l m n o").clauses) == MOST_TERMS
    assert parse("x" * 300).clauses == (Clause(WORD, "x" * 200),)


@given(st.text() | st.text(alphabet='"-*: kindafter0é改_,/', max_size=60))
def test_nothing_that_is_typed_raises(typed: str) -> None:
    assert len(parse(typed).clauses) <= MOST_TERMS


@given(st.text(alphabet='ab1é改"-*: _.,', max_size=60) | st.text(max_size=40))
def test_what_is_rendered_means_the_same(typed: str) -> None:
    query = parse(typed)
    assert parse(render(query)) == query


def test_a_query_can_be_narrowed_and_freed() -> None:
    query = parse("police kind:page").narrowed(Facet.KIND, "Policy").narrowed(Facet.LANG, "fr")
    assert query.chosen(Facet.KIND) == {"policy"}
    assert query.narrowed(Facet.KIND).narrowed(Facet.LANG) == parse("police")
    assert parse("?").is_empty
    assert not query.is_empty
