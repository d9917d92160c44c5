"""Did you mean: nearby words from titles, headings and abstracts that the readers may see."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ssrwiki.foundation.search import characters, evaluate
from ssrwiki.foundation.search.analysis import Analyser
from ssrwiki.foundation.search.plan import plan
from ssrwiki.foundation.search.port import Clause, ClauseKind, Query
from ssrwiki.foundation.search.schema import SPELLING_SEPARATOR
from ssrwiki.foundation.search.snapshots import Snapshot

SHORTEST = 4
# Two slips are looked for only in words long enough for two slips.
SHORTEST_FOR_TWO = 6


def suggest(
    query: Query, analyser: Analyser, snapshot: Snapshot, readers: frozenset[str]
) -> Query | None:
    """The query with each unfound word replaced; None when that wouldn't find anything either."""
    clauses = tuple(
        _nearest(clause, analyser, snapshot, readers) or clause for clause in query.clauses
    )
    if clauses == query.clauses:
        return None
    meant = replace(query, clauses=clauses)
    hits = evaluate.search(plan(meant, analyser, snapshot), snapshot, readers, page=1, size=1)
    return meant if hits.total else None


def _nearest(
    clause: Clause, analyser: Analyser, snapshot: Snapshot, readers: frozenset[str]
) -> Clause | None:
    """The clause with another word; None when its own is found, or none is near."""
    word = characters.fold_prefix(clause.text)
    if clause.kind is not ClauseKind.WORD or clause.is_excluded or len(word) < SHORTEST:
        return None
    alone = plan(Query((clause,)), analyser, snapshot)
    if evaluate.search(alone, snapshot, readers, page=1, size=1).total:
        return None
    for slips in (1, 2) if len(word) >= SHORTEST_FOR_TWO else (1,):
        counts = Counter[str]()
        for spelling, count in _spellings(word, slips, snapshot, readers):
            counts[spelling] += count
        if counts:
            best = min(counts, key=lambda spelling: (-counts[spelling], spelling))
            return Clause(ClauseKind.WORD, best)
    return None


def _spellings(
    word: str, slips: int, snapshot: Snapshot, readers: frozenset[str]
) -> Iterator[tuple[str, int]]:
    """Words so near that begin alike, with the number of readable entries that have them."""
    for placed in snapshot.segments:
        allowed = evaluate.readable(placed, readers)
        for entry in placed.view.terms("spelling", word[0]) if allowed else ():
            folded, _, surface = entry.partition(SPELLING_SEPARATOR)
            if is_within(word, folded, slips):
                count = (placed.view.bits("spelling", entry) & allowed).bit_count()
                if count:
                    yield surface or folded, count


def is_within(one: str, other: str, slips: int) -> bool:
    """Whether so many slips (a letter more, less, other, or two swapped) lead from one to other."""
    one, other = _different_parts(one, other)
    longest = max(len(one), len(other))
    # Most words of a dictionary end here: one slip leaves no longer difference than a swap.
    if abs(len(one) - len(other)) > slips or (slips == 1 and longest > 2):
        return False
    before, above = list[int](), list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        line = [row]
        for column, sign in enumerate(other, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (char != sign))
            is_swap = row > 1 < column and char == other[column - 2] and one[row - 2] == sign
            line.append(min(cost, before[column - 2] + 1) if is_swap else cost)
        before, above = above, line
    return above[-1] <= slips


def _different_parts(one: str, other: str) -> tuple[str, str]:
    """Both without what they begin and end with in common."""
    shortest = min(len(one), len(other))
    start = 0
    while start < shortest and one[start] == other[start]:
        start += 1
    end = 0
    while end < shortest - start and one[~end] == other[~end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]
