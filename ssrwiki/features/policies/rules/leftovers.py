"""Words that left their clause: where those of merged and split clauses stand now.

Source: anchors/roadtest.md section 3.2, whose word diff is one of whole texts. Here the words
that have their place already, in the clause that kept the identity, are taken out first, so that
what is left finds only what is new.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ssrwiki.features.policies.rules.tokens import Run, runs

LEAST_RUN = 3
LEAST_SHARED = 4
"""Fewer words in common, or single ones, say nothing: every text has its "of the country"."""

MOST_RIVALS = 8
"""So many new clauses are compared with an old one word for word: those that share most words."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """The words of a clause that aren't accounted for, with their indexes among all of its."""

    clause_id: str
    indexes: tuple[int, ...]
    words: tuple[str, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A word of a new clause."""

    clause_id: str
    index: int


def leftover(clause_id: str, words: Sequence[str], settled: frozenset[int]) -> Leftover:
    """What is left of a clause without the words at the indexes `settled`."""
    indexes = tuple(index for index in range(len(words)) if index not in settled)
    left = tuple(words[index] for index in indexes)
    return Leftover(clause_id, indexes, left, Counter(left))


def homes(old: Leftover, new: Sequence[Leftover]) -> Mapping[int, Spot]:
    """Where the words of `old` stand now, by their index in the old clause.

    A new clause takes words in only if half of the leftover words of one of the two stand in
    runs that both have; where several want a word, the one with the longest run gets it.
    """
    found: dict[int, Spot] = {}
    offers = [(run, each) for each in _rivals(old, new) for run in _shared(old, each)]
    for run, each in sorted(offers, key=lambda offer: offer[0].size, reverse=True):
        for step in range(run.size):
            spot = Spot(each.clause_id, each.indexes[run.new + step])
            found.setdefault(old.indexes[run.old + step], spot)
    return found


def _rivals(old: Leftover, new: Sequence[Leftover]) -> Sequence[Leftover]:
    """The new clauses that share enough words, in whatever order, to be worth a comparison."""
    shares = []
    for place, each in enumerate(new):
        count = sum(
            min(old.counts[word], each.counts[word]) for word in old.counts if word in each.counts
        )
        if count >= _needed(old, each):
            shares.append((-count / min(len(old.words), len(each.words)), place))
    return [new[place] for _, place in sorted(shares)[:MOST_RIVALS]]


def _shared(old: Leftover, new: Leftover) -> Sequence[Run]:
    """The words that two leftovers have in common, in order; none if the two aren't akin."""
    found = tuple(runs(old.words, new.words))
    in_runs = sum(run.size for run in found if run.size >= LEAST_RUN)
    return found if in_runs >= _needed(old, new) else ()


def _needed(old: Leftover, new: Leftover) -> float:
    return max(LEAST_SHARED, min(len(old.words), len(new.words)) / 2)
