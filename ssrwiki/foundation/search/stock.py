"""The slow path: the same plan as Whoosh's own query objects, run by Whoosh's own searcher.

Two uses: it answers when segments have a layout that the fast path can't decode, and it is the
oracle against which the fast path is tested. Opened anew for each search, since Whoosh's searchers
must not be shared between threads.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from whoosh import fields, query
from whoosh.filedb.filestore import FileStorage
from whoosh.searching import Searcher

from ssrwiki.foundation.search import storage
from ssrwiki.foundation.search.plan import Leaf, Phrase, Plan
from ssrwiki.foundation.search.port import Facet, FacetCount, Filter, Hits, hit_of
from ssrwiki.foundation.search.storage import Corrupt


def search(
    plan: Plan, folder: Path, schema: fields.Schema, readers: frozenset[str], page: int, size: int
) -> Hits:
    """One page of what these readers may find. Raises: Corrupt."""
    try:
        return _searched(plan, folder, schema, readers, page, size)
    except Exception as error:  # Whoosh raises bare ones on a posting list it can't read
        raise Corrupt("Whoosh can't read the index either") from error


def _searched(
    plan: Plan, folder: Path, schema: fields.Schema, readers: frozenset[str], page: int, size: int
) -> Hits:
    index = FileStorage(str(folder)).open_index(storage.INDEX_NAME, schema=schema)
    with index.searcher() as searcher:
        found = _found(plan, searcher, _allowed(readers, plan.filters))
        ordered = sorted(found.items(), key=lambda hit: (-hit[1][0], -hit[1][1], hit[0]))
        hits = tuple(
            hit_of(searcher.stored_fields(number)["name"], score)
            for number, (score, _updated) in ordered[(page - 1) * size : page * size]
        )
        return Hits(len(found), hits, tuple(_counts(plan, searcher, readers)))


def _found(plan: Plan, searcher: Searcher, allowed: query.Query) -> dict[int, tuple[float, int]]:
    """Score, which without ranking is the second of the last change, and that second, of each."""
    updated = {
        base + number: second
        for reader, base in searcher.reader().leaf_readers()
        for number, second in enumerate(reader.column_reader("updated"))
    }
    groups = [query.Or([_leaf(leaf) for leaf in group]) for group in plan.wanted]
    asked = query.And(groups) if groups else query.Every()
    # As a mask: Whoosh's AndNot lets a first hit through that it should refuse.
    refused = query.Or([_leaf(leaf) for leaf in plan.excluded])
    return {
        number: (score if plan.is_ranked else float(updated[number]), updated[number])
        for score, number in searcher.search(asked, limit=None, filter=allowed, mask=refused).top_n
        if plan.since is None or plan.since <= updated[number]
        if plan.until is None or updated[number] < plan.until
    }


def _leaf(leaf: Leaf) -> query.Query:
    if isinstance(leaf, Phrase):
        return query.Phrase(leaf.field, list(leaf.texts), boost=leaf.boost)
    return query.Term(leaf.field, leaf.text, boost=leaf.boost)


def _allowed(readers: frozenset[str], filters: Iterable[Filter]) -> query.Query:
    """Rights and filters: no reader token, no hit."""
    may_read = _any("readers", readers)
    return query.And([may_read, *(_any(each.facet, each.values) for each in filters)])


def _any(field: str, values: Iterable[str]) -> query.Query:
    return query.Or([query.Term(field, value) for value in values])


def _counts(plan: Plan, searcher: Searcher, readers: frozenset[str]) -> Iterator[FacetCount]:
    for facet in Facet:
        others = [each for each in plan.filters if each.facet is not facet]
        within = _found(plan, searcher, _allowed(readers, others)).keys()
        counts = {
            value: sum(
                number in within for number in searcher.docs_for_query(query.Term(facet, value))
            )
            for value in set(searcher.reader().field_terms(facet))
        }
        for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            if count:
                yield FacetCount(facet, value, count)
