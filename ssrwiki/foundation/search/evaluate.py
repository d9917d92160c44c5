"""The fast path: a plan over one snapshot, whole posting lists at a time.

Gives what `stock` gives (a property-based test holds them together), many times faster. Rights
are a mask like any filter and come before everything that is counted or shown.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ssrwiki.foundation.search import bitsets, phrases
from ssrwiki.foundation.search.plan import Leaf, Phrase, Plan, Term
from ssrwiki.foundation.search.port import Facet, FacetCount, Hits, hit_of
from ssrwiki.foundation.search.scoring import Scorer, Wanted
from ssrwiki.foundation.search.segments import SegmentView
from ssrwiki.foundation.search.snapshots import Placed, Snapshot


@dataclass(frozen=True, slots=True)
class _Matched:
    """What of one segment matches: with all filters, and per filtered facet without its own."""

    placed: Placed
    all: int
    freed: dict[Facet, int]
    phrases: dict[Phrase, int]


@dataclass(frozen=True, slots=True)
class _Found:
    """One document: its number in the segment `view`, and `place` in the snapshot."""

    score: float
    updated: int
    place: int
    view: SegmentView
    number: int

    @property
    def rank(self) -> tuple[float, int, int]:
        """Best first. Of equals the newer: the order of arrival tells of withheld comments."""
        return -self.score, -self.updated, self.place


def search(plan: Plan, snapshot: Snapshot, readers: frozenset[str], page: int, size: int) -> Hits:
    """One page of what these readers may find. Raises: Corrupt."""
    matched = [_match(plan, placed, readers) for placed in snapshot.segments]
    most = page * size
    scorer = Scorer(snapshot)
    found = (one for each in matched for one in _best(plan, each, scorer, most))
    best = sorted(found, key=lambda one: one.rank)
    return Hits(
        sum(each.all.bit_count() for each in matched),
        tuple(hit_of(each.view.name(each.number), each.score) for each in best[most - size : most]),
        tuple(_counts(matched)),
    )


def readable(placed: Placed, readers: frozenset[str]) -> int:
    """The living documents of a segment that share a token with the readers."""
    allowed = 0
    for token in readers:
        allowed |= placed.view.bits("readers", token)
    return allowed & placed.alive


def _match(plan: Plan, placed: Placed, readers: frozenset[str]) -> _Matched:
    view = placed.view
    found = readable(placed, readers) & _in_time(plan, view)
    memory: dict[Phrase, int] = {}
    # Phrases are dear: they come last and see only what the words have left.
    for group in sorted(plan.wanted, key=lambda group: isinstance(group[0], Phrase)):
        if found:
            found &= _any_of(group, view, found, memory)
    if found and plan.excluded:
        found &= ~_any_of(plan.excluded, view, found, {})
    allowed_by = {
        each.facet: _union(view.bits(each.facet, value) for value in each.values)
        for each in plan.filters
    }
    freed = dict.fromkeys(allowed_by, found)
    for facet, allowed in allowed_by.items():
        found &= allowed
        freed = {other: bits if other is facet else bits & allowed for other, bits in freed.items()}
    return _Matched(placed, found, freed, memory)


def _any_of(
    leaves: Iterable[Leaf], view: SegmentView, candidates: int, memory: dict[Phrase, int]
) -> int:
    found = 0
    for leaf in leaves:
        if isinstance(leaf, Phrase):
            memory[leaf] = phrases.bits(view, leaf, candidates)
            found |= memory[leaf]
        else:
            found |= view.bits(leaf.field, leaf.text)
    return found


def _union(sets: Iterable[int]) -> int:
    union = 0
    for each in sets:
        union |= each
    return union


def _in_time(plan: Plan, view: SegmentView) -> int:
    """The documents within the plan's span of time."""
    if plan.since is None and plan.until is None:
        return bitsets.everything(view.size)
    since = plan.since if plan.since is not None else -(2**63)
    until = plan.until if plan.until is not None else 2**63
    within = (number for number, at in enumerate(view.updated) if since <= at < until)
    return bitsets.of(within, view.size)


def _best(plan: Plan, matched: _Matched, scorer: Scorer, most: int) -> Iterator[_Found]:
    """The best of a segment, and all that are as good as the last of them."""
    if not matched.all:
        return
    view, base = matched.placed.view, matched.placed.base
    wanted = Wanted(matched.all, view.size)
    score: Callable[[int], float] = (
        _scores(plan, matched, wanted, scorer) if plan.is_ranked else view.updated
    ).__getitem__
    least = min(map(score, heapq.nlargest(most, wanted.documents, key=score)))
    for number in wanted.documents:
        if score(number) >= least:
            updated = view.updated[number]
            yield _Found(float(score(number)), updated, base + number, view, number)


def _scores(plan: Plan, matched: _Matched, wanted: Wanted, scorer: Scorer) -> list[float]:
    """Per document of the segment the sum of what each wanted leaf adds."""
    view = matched.placed.view
    scores = [0.0] * view.size
    for leaf in (leaf for group in plan.wanted for leaf in group):
        if isinstance(leaf, Term):
            scorer.add(scores, view, leaf.field, leaf.text, leaf.boost, wanted)
        elif having := matched.phrases.get(leaf, 0) & matched.all:
            only = Wanted(having, view.size)
            for text in leaf.texts:
                scorer.add(scores, view, leaf.field, text, leaf.boost, only)
    return scores


def _counts(matched: list[_Matched]) -> Iterator[FacetCount]:
    counts: defaultdict[Facet, Counter[str]] = defaultdict(Counter)
    for each in matched:
        for facet in Facet:
            within = each.freed.get(facet, each.all)
            if within:
                for value, bits in each.placed.view.facet(facet):
                    counts[facet][value] += (within & bits).bit_count()
    for facet in Facet:
        ordered = sorted(counts[facet].items(), key=lambda item: (-item[1], item[0]))
        yield from (FacetCount(facet, value, count) for value, count in ordered if count)
