"""Which part of the old text became which part of the new one.

Parts with equal keys are matched along the longest run that keeps their order; between those,
parts that share at least half their words are pairs, in order again. The pairs that are tried
grow with the length of the texts and not with its square, and end with the effort that is given.
Source: wiki anchors 3.3.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ssrwiki.foundation.matching import Effort

PAIR_RATIO = 0.5
MOVE_RATIO = 0.8
_FEWEST_WORDS_TO_MOVE_CHANGED = 5
_LARGEST_FULL_SEARCH = 2_500  # pairs tried in one gap; beyond, only neighbours are
_REACH = 25
_UNITS_FOR_A_PAIR = 20
_UNITS_FOR_A_WORD = 4  # of the old part, each once

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Part:
    """A block, a row or an item. Equal keys mean that nothing in it changed."""

    key: str
    words: Counter[str]
    word_count: int


@dataclass(frozen=True, slots=True)
class Match:
    """Places in the old and in the new text."""

    old: int
    new: int


def part(key: str, text: str) -> Part:
    """A part from what identifies it and the words it shows."""
    words = _WORD.findall(text)
    return Part(key, Counter(words), len(words))


def ratio(one: Part, other: Part) -> float:
    """How many words they share, from 0 to 1, each counted as often as it stands in both."""
    total = one.word_count + other.word_count
    return 2 * (one.words & other.words).total() / total if total else 0.0


def in_order(old: Sequence[Part], new: Sequence[Part], effort: Effort) -> list[Match]:
    """The parts that stayed, changed or not; no two matches cross."""
    kept = _longest_rising(_equal(old, new))
    borders = [Match(-1, -1), *kept, Match(len(old), len(new))]
    matches = list(kept)
    for before, after in pairwise(borders):
        gap_old = range(before.old + 1, after.old)
        gap_new = range(before.new + 1, after.new)
        matches += _similar_in_gap(old, new, gap_old, gap_new, effort)
    return sorted(matches, key=lambda match: match.old)


def moved(
    old: Sequence[Part], new: Sequence[Part], stayed: Iterable[Match], effort: Effort
) -> list[Match]:
    """Parts that stand elsewhere now, unchanged or nearly so."""
    stayed = list(stayed)
    gone = sorted(set(range(len(old))) - {match.old for match in stayed})
    come = sorted(set(range(len(new))) - {match.new for match in stayed})
    matches = _equal_among(old, new, gone, come)
    gone = sorted(set(gone) - {match.old for match in matches})
    come = sorted(set(come) - {match.new for match in matches})
    if len(gone) * len(come) > _LARGEST_FULL_SEARCH * _REACH:
        return matches
    ranked = sorted(
        (-found, i, j)
        for i in gone
        if old[i].word_count >= _FEWEST_WORDS_TO_MOVE_CHANGED
        for j in come
        if (found := _tried(old[i], new[j], MOVE_RATIO, effort)) >= MOVE_RATIO
    )
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, i, j in ranked:
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            matches.append(Match(i, j))
    return matches


def _equal(old: Sequence[Part], new: Sequence[Part]) -> list[Match]:
    return _equal_among(old, new, range(len(old)), range(len(new)))


def _equal_among(
    old: Sequence[Part], new: Sequence[Part], gone: Iterable[int], come: Iterable[int]
) -> list[Match]:
    """The first of equal parts with the first, the second with the second, by old place."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j in come:
        places[new[j].key].append(j)
    for found in places.values():
        found.reverse()
    return [Match(i, places[old[i].key].pop()) for i in gone if places.get(old[i].key)]


def _longest_rising(matches: Sequence[Match]) -> list[Match]:
    """The most matches whose new places rise with their old ones (patience sorting)."""
    ends: list[int] = []
    end_places: list[int] = []
    previous: list[int] = []
    for place, match in enumerate(matches):
        length = bisect_left(ends, match.new)
        previous.append(end_places[length - 1] if length else -1)
        ends[length : length + 1] = [match.new]
        end_places[length : length + 1] = [place]
    run: list[Match] = []
    place = end_places[-1] if end_places else -1
    while place >= 0:
        run.append(matches[place])
        place = previous[place]
    return run[::-1]


def _similar_in_gap(
    old: Sequence[Part], new: Sequence[Part], gap_old: range, gap_new: range, effort: Effort
) -> list[Match]:
    """Pairs of one gap, the most alike first, as long as they don't cross."""
    ranked = sorted(
        (-found, abs((i - gap_old.start) - (j - gap_new.start)), i, j)
        for i, j in _candidates(gap_old, gap_new)
        if (found := _tried(old[i], new[j], PAIR_RATIO, effort)) >= PAIR_RATIO
    )
    accepted: list[tuple[int, int]] = []
    for _, _, i, j in ranked:
        place = bisect_right(accepted, (i, j))
        is_after = place == 0 or (accepted[place - 1][0] < i and accepted[place - 1][1] < j)
        is_before = place == len(accepted) or (accepted[place][0] > i and accepted[place][1] > j)
        if is_after and is_before:
            insort(accepted, (i, j))
    return [Match(i, j) for i, j in accepted]


def _tried(one: Part, other: Part, at_least: float, effort: Effort) -> float:
    """How alike two parts are; 0 where that can't be enough, or the effort has come to its end."""
    if one.key == other.key:
        return 1.0
    shorter, longer = sorted((one.word_count, other.word_count))
    if 2 * shorter < at_least * (shorter + longer):
        return 0.0
    cost = _UNITS_FOR_A_PAIR + _UNITS_FOR_A_WORD * len(one.words)
    return ratio(one, other) if effort.affords(cost) else 0.0


def _candidates(gap_old: range, gap_new: range) -> Iterator[tuple[int, int]]:
    if len(gap_old) * len(gap_new) <= _LARGEST_FULL_SEARCH:
        yield from ((i, j) for i in gap_old for j in gap_new)
        return
    for place, i in enumerate(gap_old):
        middle = gap_new.start + place * len(gap_new) // len(gap_old)
        first, last = max(gap_new.start, middle - _REACH), min(gap_new.stop, middle + _REACH)
        yield from ((i, j) for j in range(first, last))
