"""Finding where one text says another again, so that redacting the one reaches the other."""

import re
from dataclasses import dataclass

SHORTEST_RUN_COUNT = 6
"""So many words in a row aren't the same by chance."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Redaction:
    """A contribution whose words go for ever: its public id, and those words."""

    contribution_id: str
    texts: tuple[str, ...]

    def is_repeated_in(self, *others: str) -> bool:
        """Whether one of the other texts holds what has to go."""
        return any(repeats(other, said) for other in others for said in self.texts)


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
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
