"""Finding quoted words again: within their own clause, or anywhere in a later text.

Scored as Hypothesis does, and with the threshold that it lacks. Source: anchors/roadtest.md
sections 3.1 and 3.2.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from ssrwiki.features.policies.rules.tokens import Token, tokens
from ssrwiki.foundation.matching import Effort

CONTEXT_LENGTH = 32
LEAST_QUOTE_LIKENESS = 0.7
"""Below, no context can lift a finding over the threshold."""

MOST_SPOTS = 200
MOST_CELLS = 400_000
"""Bounds of the work for one quote in one clause: about a third of a second at worst."""

_UNITS_A_CELL = 16


@dataclass(frozen=True, slots=True)
class Range:
    """Characters of a clause's text, as in `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stood right before and right behind the quote, up to 32 characters each."""

    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that may be the quote's; `context` is the mean likeness of what is around it."""

    clause_id: str
    range: Range
    score: float
    context: float


@dataclass(frozen=True, slots=True)
class _Passage:
    """A clause in the row of all; `offset` is where it begins in the joined text."""

    clause_id: str
    text: str
    offset: int
    tokens: tuple[Token, ...]


class Text:
    """The clauses of a version, ready to be searched."""

    def __init__(self, clauses: Sequence[tuple[str, str]]) -> None:
        self._joined = "\n".join(text for _, text in clauses)
        self._passages: list[_Passage] = []
        self._holders: dict[str, dict[int, int]] = defaultdict(dict)
        offset = 0
        for place, (clause_id, text) in enumerate(clauses):
            row = tokens(text)
            self._passages.append(_Passage(clause_id, text, offset, row))
            for word, count in Counter(token.text for token in row).items():
                self._holders[word][place] = count
            offset += len(text) + 1
        self._offsets = {passage.clause_id: passage.offset for passage in self._passages}

    def spots(self, quote: str) -> Iterator[tuple[_Passage, Range]]:
        """Where the quote stands word for word, within one clause."""
        starts = [passage.offset for passage in self._passages]
        for spot in _spots(quote, self._joined):
            passage = self._passages[bisect_right(starts, spot.start) - 1]
            where = Range(spot.start - passage.offset, spot.end - passage.offset)
            if where.end <= len(passage.text):
                yield passage, where

    def candidates(self, wanted: Sequence[str]) -> Iterator[_Passage]:
        """Clauses that have enough of the wanted words, in whatever order."""
        shared: dict[int, int] = defaultdict(int)
        for word, count in Counter(wanted).items():
            for place, there in self._holders.get(word, {}).items():
                shared[place] += min(count, there)
        for place in sorted(shared):
            if shared[place] >= LEAST_QUOTE_LIKENESS * len(wanted):
                yield self._passages[place]

    def surroundings(self, clause_id: str, where: Range) -> Surroundings:
        """What stands around some words, beyond the borders of their clause too."""
        start = self._offsets[clause_id] + where.start
        end = self._offsets[clause_id] + where.end
        return Surroundings(
            self._joined[max(0, start - CONTEXT_LENGTH) : start],
            self._joined[end : end + CONTEXT_LENGTH],
        )

    def share(self, clause_id: str, start: int) -> float:
        """How far into the whole text this is, 0 to 1."""
        return (self._offsets[clause_id] + start) / max(1, len(self._joined))


def locate(quote: str, around: Surroundings, text: str) -> Range | None:
    """The quoted words in the clause they were taken from; of several, by what is around them.

    Line breaks count as blanks. None: an empty quote, or words that don't stand there.
    """
    if not quote.strip():
        return None
    spots = list(_spots(quote, text))
    if not spots:
        return None
    return max(spots, key=lambda spot: (_context(around, _around(text, spot)), -spot.start))


def search(
    quote: str, around: Surroundings, expected: float, text: Text, effort: Effort
) -> Finding | None:
    """The best place for a quote in a text, however good; None when nothing is like it.

    Verbatim hits win; without one, runs of words with at most 30 % of them wrong are looked at.
    `expected` is how far into the text the quote stood once. Only the latter take effort.
    """
    if not quote.strip():
        return None
    found = [
        _scored(passage, spot, 1.0, around, expected, text) for passage, spot in text.spots(quote)
    ]
    if not found:
        wanted = [token.text for token in tokens(quote)]
        found = [
            _scored(passage, spot, likeness, around, expected, text)
            for passage in text.candidates(wanted)
            for spot, likeness in _near_spots(wanted, passage, effort)
        ]
    return max(found, key=lambda each: each.score, default=None)


def _spots(quote: str, text: str) -> Iterator[Range]:
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
    for found in islice(pattern.finditer(text), MOST_SPOTS):
        yield Range(found.start(), found.end())


def _near_spots(
    wanted: Sequence[str], passage: _Passage, effort: Effort
) -> Iterator[tuple[Range, float]]:
    """The run of words in a clause that is nearest to the wanted ones, with its likeness."""
    cells = len(wanted) * len(passage.tokens)
    if cells > MOST_CELLS or not effort.affords(_UNITS_A_CELL * cells):
        return
    first, last, errors = _nearest_run(wanted, [token.text for token in passage.tokens])
    likeness = 1 - errors / len(wanted)
    if first <= last and likeness >= LEAST_QUOTE_LIKENESS:
        yield Range(passage.tokens[first].start, passage.tokens[last].end), likeness


def _nearest_run(wanted: Sequence[str], row: Sequence[str]) -> tuple[int, int, int]:
    """First and last index of the run with the fewest wrong words, and how many are wrong.

    Source: P. Sellers, The theory and computation of evolutionary distances, 1980.
    """
    # Column by column: the errors so far at each wanted word, and where in the row its run began.
    errors, starts = list(range(len(wanted) + 1)), [0] * (len(wanted) + 1)
    best = (0, -1, len(wanted))
    for place, word in enumerate(row):
        diagonal, its_start = 0, place
        starts[0] = place + 1
        for index, aim in enumerate(wanted, start=1):
            fewest, start = diagonal + (word != aim), its_start
            diagonal, its_start = errors[index], starts[index]
            if diagonal + 1 < fewest:
                fewest, start = diagonal + 1, its_start
            if errors[index - 1] + 1 < fewest:
                fewest, start = errors[index - 1] + 1, starts[index - 1]
            errors[index], starts[index] = fewest, start
        if errors[-1] < best[2]:
            best = (starts[-1], place, errors[-1])
    return best


def _scored(
    passage: _Passage,
    spot: Range,
    likeness: float,
    around: Surroundings,
    expected: float,
    text: Text,
) -> Finding:
    there = text.surroundings(passage.clause_id, spot)
    prefix = _alike(around.prefix, there.prefix[-len(around.prefix) :])
    suffix = _alike(around.suffix, there.suffix[: len(around.suffix)])
    nearness = 1 - abs(text.share(passage.clause_id, spot.start) - expected)
    score = (50 * likeness + 20 * prefix + 20 * suffix + 2 * nearness) / 92
    return Finding(passage.clause_id, spot, score, (prefix + suffix) / 2)


def _around(text: str, spot: Range) -> Surroundings:
    return Surroundings(
        text[max(0, spot.start - CONTEXT_LENGTH) : spot.start],
        text[spot.end : spot.end + CONTEXT_LENGTH],
    )


def _context(one: Surroundings, other: Surroundings) -> float:
    prefix = _alike(one.prefix[-CONTEXT_LENGTH:], other.prefix[-len(one.prefix) :])
    suffix = _alike(one.suffix[:CONTEXT_LENGTH], other.suffix[: len(one.suffix)])
    return (prefix + suffix) / 2


def _alike(given: str, there: str) -> float:
    """Likeness of two stretches of context; none given fits everywhere."""
    if not given:
        return 1.0
    one, other = " ".join(given.split()), " ".join(there.split())
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
