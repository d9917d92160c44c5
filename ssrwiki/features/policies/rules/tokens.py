"""Texts as words and marks, how alike two of them are, and which words live on in a new text.

What is compared costs a bounded effort, whatever the words are; beyond it, words count as changed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ssrwiki.foundation.matching import BoundedMatcher, Effort

UNITS_A_WORD = 150
"""The effort of comparing two texts: sixty changes all over 2,000 words take less."""

# Han and kana have no spaces between words, so each sign counts as one.
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+(?:['’.,/:-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark, and where it stands: `text[start:end]`."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is more than a mark."""
        return self.text[0].isalnum() or self.text[0] == "_"


def tokens(text: str) -> tuple[Token, ...]:
    """The words and marks of a text; `12.5`, `2026-03-31` and `don't` are one each."""
    return tuple(
        Token(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text)
    )


def words(text: str) -> tuple[str, ...]:
    """The same without their places."""
    return tuple(_TOKEN.findall(text))


@dataclass(frozen=True, slots=True)
class Change:
    """Old words that gave way to new ones; one of the two may be empty."""

    old: tuple[str, ...]
    new: tuple[str, ...]


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """What differs between two rows of words, from the front to the back."""
    for name, i1, i2, j1, j2 in _compared(old, new).get_opcodes():
        if name != "equal":
            yield Change(tuple(old[i1:i2]), tuple(new[j1:j2]))


@dataclass(frozen=True, slots=True)
class Run:
    """So many words of an old row that stand in a new one just so; where it begins in either."""

    old: int
    new: int
    size: int


def runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """What two rows have in common, longest runs found first, given in order."""
    for i, j, size in _compared(old, new).get_matching_blocks():
        if size:
            yield Run(i, j, size)


def survivors(old: Sequence[str], new: Sequence[str]) -> Mapping[int, int]:
    """Where the words that live on stand now: old index to new index, in order."""
    shared = min(len(old), len(new))
    front = next((i for i in range(shared) if old[i] != new[i]), shared)
    rest = shared - front
    back = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    places = {i: i for i in range(front)}
    for run in runs(old[front : len(old) - back], new[front : len(new) - back]):
        places.update({front + run.old + step: front + run.new + step for step in range(run.size)})
    places.update({len(old) - step: len(new) - step for step in range(back, 0, -1)})
    return places


def likeness(old: Sequence[str], new: Sequence[str], at_least: float, effort: Effort) -> float:
    """The share of words that two texts have in common, in order; 0.0 below `at_least`.

    The order is looked at only when the words alone would reach it.
    """
    total = len(old) + len(new)
    if not total or 2 * min(len(old), len(new)) < at_least * total:
        return 0.0
    if 2 * (Counter(old) & Counter(new)).total() < at_least * total:
        return 0.0
    ratio = BoundedMatcher(old, new, effort).ratio()
    return ratio if ratio >= at_least else 0.0


def _compared(old: Sequence[str], new: Sequence[str]) -> BoundedMatcher[str]:
    return BoundedMatcher(old, new, Effort(UNITS_A_WORD * (len(old) + len(new))))
