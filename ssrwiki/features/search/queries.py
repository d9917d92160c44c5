"""What is found: by the index, then read again by the features that own the kinds."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.queries import lists, reach
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.search.rules import Asked
from ssrwiki.foundation.feature import Findable, Found
from ssrwiki.foundation.search import parse
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.port import (
    Facet,
    FacetCount,
    Hit,
    IndexUnavailable,
    Order,
    Query,
)
from ssrwiki.foundation.search.snippets import Marker
from ssrwiki.foundation.words import Message

PAGE_SIZE = 20
FEW = 3


@dataclass(frozen=True, slots=True)
class Result:
    """One result as it is shown, the words asked for marked in title and snippet."""

    label: Message
    title: Markup
    snippet: Markup
    found: Found


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `counts` are of what the viewer may read, or empty where that is unsure.

    `query` is what the words and filters were understood as; `meant` the words to try instead.
    Without an index, `is_rebuilding`: the results are then title matches, without total.
    """

    query: Query
    results: tuple[Result, ...] = ()
    total: int = 0
    counts: tuple[FacetCount, ...] = ()
    meant: str = ""
    is_rebuilding: bool = False


Findables = Mapping[str, Findable]


def answer(
    session: Session, *, viewer: Actor, index: SearchIndex, findables: Findables, asked: Asked
) -> Answer:
    """One page of results. Without words and filters nothing is asked and nothing found."""
    typed = parse.parse(asked.words)
    query = _query(typed, asked)
    if query.is_empty:
        return Answer(query)
    readers = reach.tokens_of(viewer)
    marker = Marker(query, index.analyser)
    try:
        hits = index.search(query, readers, asked.page, PAGE_SIZE)
        meant = index.suggest(query, readers) if hits.total < FEW else None
    except IndexUnavailable:
        results = tuple(_titles(session, viewer, findables, query, marker))
        return Answer(query, results, is_rebuilding=True)
    results = tuple(_results(session, viewer, findables, hits.hits, marker))
    lost_count = len(hits.hits) - len(results)
    return Answer(
        query,
        results,
        hits.total - lost_count,
        # Rights have changed since this was indexed: the counts may speak of what is hidden now.
        () if lost_count else hits.counts,
        parse.render(replace(typed, clauses=meant.clauses)) if meant else "",
    )


def _query(typed: Query, asked: Asked) -> Query:
    query = replace(typed, order=Order.NEWEST if asked.is_newest_first else Order.RELEVANCE)
    for each in asked.narrowings:
        query = query.narrowed(Facet(each.facet), each.value)
    return query


def _results(
    session: Session, viewer: Actor, findables: Findables, hits: Sequence[Hit], marker: Marker
) -> Iterator[Result]:
    """The hits in their order, each kind asked once; what may not be read now is left out."""
    by_kind = defaultdict[str, list[Hit]](list)
    for hit in hits:
        by_kind[hit.kind].append(hit)
    found = {
        each.hit: each
        for kind, asked in by_kind.items()
        if kind in findables
        for each in findables[kind].found(session, viewer, asked)
    }
    for hit in hits:
        if hit in found:
            yield _result(findables[hit.kind], found[hit], marker)


def _result(findable: Findable, found: Found, marker: Marker) -> Result:
    title_lang = found.remark.title_lang if found.remark else found.lang
    return Result(
        found.label or findable.label,
        marker.whole(found.title, title_lang),
        marker.snippet(found.text, found.lang),
        found,
    )


def _titles(
    session: Session, viewer: Actor, findables: Findables, query: Query, marker: Marker
) -> Iterator[Result]:
    """Documents whose titles have the words: what works without an index."""
    words = [clause.text for clause in query.clauses if not clause.is_excluded]
    if not words:
        return
    for document in lists.titled(
        session, viewer=viewer, words=words, kinds=query.chosen(Facet.KIND) or findables.keys()
    ):
        if document.kind in findables:
            found = Found(
                hit=Hit(document.kind, document.public_id, "", 0.0),
                title=document.title,
                address=document.address,
                text=document.abstract,
                lang=document.lang,
                revised_on=document.revised_at.date(),
            )
            yield _result(findables[document.kind], found, marker)
