"""A query in terms of the index: which terms in which fields, ready for either evaluator."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from ssrwiki.foundation.search import characters
from ssrwiki.foundation.search.analysis import Analyser
from ssrwiki.foundation.search.port import Clause, ClauseKind, Facet, Filter, Order, Query
from ssrwiki.foundation.search.schema import TEXT_FIELDS
from ssrwiki.foundation.search.snapshots import Snapshot

MOST_EXPANSIONS = 200
# A prefix of two letters may begin thousands of terms; looking at all would be slow.
_MOST_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class Term:
    """One term in one field."""

    field: str
    text: str
    boost: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that follow each other in one field."""

    field: str
    texts: tuple[str, ...]
    boost: float


Leaf = Term | Phrase


@dataclass(frozen=True, slots=True)
class Plan:
    """Of each group in `wanted` at least one leaf, of `excluded` none, all filters, in time.

    `since` is included, `until` isn't; both in seconds since 1970.
    """

    wanted: tuple[tuple[Leaf, ...], ...]
    excluded: tuple[Leaf, ...]
    filters: tuple[Filter, ...]
    since: int | None
    until: int | None
    is_ranked: bool


def plan(query: Query, analyser: Analyser, snapshot: Snapshot) -> Plan:
    """The plan of a query; a clause without any letter or digit asks for nothing."""
    wanted, excluded = list[tuple[Leaf, ...]](), list[Leaf]()
    for clause in query.clauses:
        leaves = tuple(_leaves(clause, analyser, snapshot))
        if clause.is_excluded:
            excluded.extend(leaves)
        elif leaves:
            wanted.append(leaves)
    return Plan(
        tuple(dict.fromkeys(wanted)),
        tuple(excluded),
        tuple(_merged(query.filters)),
        _second(query.updated_from),
        _second(query.updated_before),
        bool(wanted) and query.order is Order.RELEVANCE,
    )


def _merged(filters: tuple[Filter, ...]) -> Iterator[Filter]:
    """One filter per facet: both of two on the same facet must hold."""
    values: dict[Facet, frozenset[str]] = {}
    for each in filters:
        values[each.facet] = values.get(each.facet, each.values) & each.values
    yield from (Filter(facet, allowed) for facet, allowed in values.items())


def _leaves(clause: Clause, analyser: Analyser, snapshot: Snapshot) -> Iterator[Leaf]:
    if clause.kind is ClauseKind.PREFIX or characters.is_single_sign(clause.text):
        leaves = _expansions(clause.text, snapshot)
        # "policin*" begins no stem: look for the word itself then.
        yield from leaves or _words(clause.text, analyser)
    else:
        yield from _words(clause.text, analyser)


def _words(text: str, analyser: Analyser) -> Iterator[Leaf]:
    """A word; more of them, as in "state-building" or Chinese, must stand together."""
    for reading in analyser.readings(text):
        for field in TEXT_FIELDS:
            if len(reading) == 1:
                yield Term(field.name, reading[0], field.boost)
            else:
                yield Phrase(field.name, reading, field.boost)


def _expansions(text: str, snapshot: Snapshot) -> tuple[Term, ...]:
    """The most frequent terms that begin so."""
    prefix = characters.fold_prefix(text)
    found = set(_terms_that_begin(prefix, snapshot)) if prefix else set()
    if len(found) > MOST_EXPANSIONS:
        found = set(
            heapq.nlargest(
                MOST_EXPANSIONS,
                found,
                key=lambda term: (snapshot.document_frequency(term.field, term.text), term.text),
            )
        )
    return tuple(sorted(found, key=lambda term: (term.field, term.text)))


def _terms_that_begin(prefix: str, snapshot: Snapshot) -> Iterable[Term]:
    for placed in snapshot.segments:
        for field in TEXT_FIELDS:
            for text in placed.view.terms(field.name, prefix, _MOST_LOOKED_AT):
                yield Term(field.name, text, field.boost)


def _second(day: date | None) -> int | None:
    """The first second of a day in UTC."""
    return None if day is None else int(datetime.combine(day, time(), UTC).timestamp())
