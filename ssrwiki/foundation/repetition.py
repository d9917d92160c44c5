"""Finding where one text says another again, so that redacting the one reaches the other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SHORTEST_RUN_COUNT = 6
"""So many words in a row aren't the same by chance."""

SHORTEST_TRACE_COUNT = 3
FEWEST_TELLING_LETTERS = 10

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    """What has to go: the texts that say it."""

    texts: tuple[str, ...]

    def is_repeated_in(self, *others: str) -> bool:
        """Whether one of the other texts holds what has to go."""
        return any(repeats(other, said) for other in others for said in self.texts)


class Traces:
    """Three words in a row of what has to go, as long as no text that stands says them too.

    Coarser than `repeats`: for showing to a person, never for deleting.
    """

    def __init__(self, texts: Iterable[str], standing: Iterable[str]) -> None:
        known = {run for text in standing for run in _in_a_row(_words(text), SHORTEST_TRACE_COUNT)}
        self._runs: set[tuple[str, ...]] = set()
        self._whole: list[tuple[str, ...]] = []
        for text in texts:
            words = _words(text)
            if len(words) == SHORTEST_TRACE_COUNT - 1:
                self._whole.append(tuple(words))
            self._runs.update(run for run in _in_a_row(words, SHORTEST_TRACE_COUNT) if _tells(run))
        self._runs -= known

    def count_in(self, *texts: str) -> int:
        """How many of those runs the texts hold."""
        return sum(self._count(_words(text)) for text in texts)

    def _count(self, words: list[str]) -> int:
        count = sum(run in self._runs for run in _in_a_row(words, SHORTEST_TRACE_COUNT))
        return count + sum(
            run == whole for whole in self._whole for run in _in_a_row(words, len(whole))
        )


def _in_a_row(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    """Each word with those that follow it."""
    return zip(*(words[start:] for start in range(length)), strict=False)


def _tells(run: tuple[str, ...]) -> bool:
    """Whether it is more than "there is a": long enough, or with a number in it."""
    return len("".join(run)) >= FEWEST_TELLING_LETTERS or any(word.isdigit() for word in run)


def repeats(text: str, said: str) -> bool:
    """Whether `text` has six words in a row from `said`, or all of them where it has fewer.

    Marks, line ends and the size of letters don't matter. A single word is never a repetition.
    """
    words, own = _words(said), _words(text)
    length = min(SHORTEST_RUN_COUNT, len(words))
    if length < 2:
        return False
    return not _runs(words, length).isdisjoint(_runs(own, length))


def _words(text: str) -> list[str]:
    return [found.group() for found in _WORD.finditer(text.casefold())]


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return set(_in_a_row(words, length))
