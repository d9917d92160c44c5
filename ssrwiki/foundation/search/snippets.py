"""What of a text shows that it is a hit: escaped HTML with the words asked for in `<mark>`.

Whoosh's highlighter analyses whole pages anew. Here one regular expression finds candidates in
the folded text, which keeps its offsets; each is widened to its word and must have a wanted stem.
"""

import re
import unicodedata
from dataclasses import dataclass

from markupsafe import Markup

from ssrwiki.foundation.search.analysis import Analyser
from ssrwiki.foundation.search.characters import (
    MARKS,
    UNSPACED_RUN,
    WORD_PART,
    fold_in_place,
    fold_prefix,
)
from ssrwiki.foundation.search.port import ClauseKind, Query

MOST_SCANNED = 60_000
WIDTH = 220
_STEP = 6_000
_MOST_MARKS = 60
_BEFORE_FIRST = 40
_LONGEST_WORD = 80
_MARKED = Markup("<mark>%s</mark>")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word to mark, and the clause it answers."""

    start: int
    end: int
    clause: int


class Marker:
    """Made once per query, used for each hit."""

    def __init__(self, query: Query, analyser: Analyser) -> None:
        self._analyser = analyser
        self._clauses: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        for number, clause in enumerate(each for each in query.clauses if not each.is_excluded):
            for reading in analyser.readings(clause.text):
                for term in reading:
                    self._clauses.setdefault(term, number)
            if clause.kind is ClauseKind.PREFIX and (prefix := fold_prefix(clause.text)):
                self._prefixes.setdefault(prefix, number)
        cores = {_core(term) for term in (*self._clauses, *self._prefixes)}
        longest_first = sorted(cores, key=lambda core: (-len(core), core))
        self._candidates = re.compile("|".join(map(_pattern, longest_first))) if cores else None
        self._answered: dict[tuple[str, str], int | None] = {}

    def snippet(self, text: str, language: str, width: int = WIDTH) -> Markup:
        """The stretch of the text that answers most clauses; its beginning when none is there."""
        text = _composed(text[:MOST_SCANNED])
        marks = self._marks(text, language)
        first, last = _best_stretch(marks, width)
        start = max(0, marks[first].start - _BEFORE_FIRST) if marks else 0
        start, end = _at_words(text, start, max(start + width, marks[last - 1].end if marks else 0))
        shown = _marked(text, marks[first:last], start, end)
        return (
            (Markup("… ") if start else Markup())
            + shown
            + (Markup(" …") if end < len(text) else Markup())
        )

    def whole(self, text: str, language: str) -> Markup:
        """All of a short text, such as a title, with its marks."""
        text = _composed(text)
        return _marked(text, self._marks(text, language), 0, len(text))

    def _marks(self, text: str, language: str) -> list[_Mark]:
        """The words to mark, in order; stops where nothing better can come."""
        marks: list[_Mark] = []
        if self._candidates is None:
            return marks
        folded = fold_in_place(text)
        asked = len(set(self._clauses.values()) | set(self._prefixes.values()))
        position, step_start = 0, 0
        while candidate := self._candidates.search(folded, position):
            if candidate.start() >= step_start + _STEP:
                near = {mark.clause for mark in marks if mark.start >= step_start}
                if len(near) == asked:
                    break
                step_start = candidate.start()
            start, end = _word_around(text, candidate.start(), candidate.end())
            word = (text[start:end], language)
            if word not in self._answered:
                self._answered[word] = self._clause_of(*word)
            clause = self._answered[word]
            if clause is not None:
                marks.append(_Mark(start, end, clause))
                if len(marks) == _MOST_MARKS:
                    break
            position = max(end, candidate.end())
        return marks

    def _clause_of(self, word: str, language: str) -> int | None:
        for term in self._analyser.terms(word, language):
            if term in self._clauses:
                return self._clauses[term]
        folded = fold_prefix(word)
        for prefix, clause in self._prefixes.items():
            if folded.startswith(prefix):
                return clause
        return None


def _composed(text: str) -> str:
    """Accented letters as one character each, as nearly all texts have them anyway."""
    return unicodedata.normalize("NFC", text)


def _core(term: str) -> str:
    """What all words of this stem have in common: stems may end otherwise ("policy", "polici")."""
    return term[:-1] if len(term) > 3 and not UNSPACED_RUN.search(term) else term


def _pattern(core: str) -> str:
    """The core in folded text, where marks that stand alone (Arabic vowels) are still there."""
    if core.isascii() or UNSPACED_RUN.search(core):
        return re.escape(core)
    return f"[{MARKS}]*".join(map(re.escape, core))


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole word a candidate stands in; in unspaced scripts the candidate itself."""
    if UNSPACED_RUN.match(text, start):
        return start, end
    lowest = max(0, start - _LONGEST_WORD)
    while start > lowest and _is_of_word(text[start - 1]):
        start -= 1
    rest = _REST_OF_WORD.match(text, end, end + _LONGEST_WORD)
    return start, rest.end() if rest else end


_REST_OF_WORD = re.compile(f"(?:(?!_|{UNSPACED_RUN.pattern}){WORD_PART.pattern})*")


def _is_of_word(char: str) -> bool:
    return char != "_" and WORD_PART.match(char) is not None and not UNSPACED_RUN.match(char)


def _best_stretch(marks: list[_Mark], width: int) -> tuple[int, int]:
    """From which mark to which (not included) the most clauses are answered within the width."""
    best, stretch = (0, 0), (0, 0)
    for first, mark in enumerate(marks):
        last = first
        while last < len(marks) and marks[last].end <= mark.start + width - _BEFORE_FIRST:
            last += 1
        last = max(last, first + 1)
        worth = (len({each.clause for each in marks[first:last]}), last - first)
        if worth > best:
            best, stretch = worth, (first, last)
    return stretch


def _at_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without words cut at its ends, unless they are very long."""
    if start:
        gap = text.find(" ", start - 1, start + 30)
        start = gap + 1 if gap >= 0 else start
    if end < len(text):
        gap = text.rfind(" ", end - 30, end + 1)
        end = gap if gap > start else end
    return start, min(end, len(text))


def _marked(text: str, marks: list[_Mark], start: int, end: int) -> Markup:
    shown = Markup()
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            shown += text[start : mark.start]
            shown += _MARKED % text[mark.start : mark.end]
            start = mark.end
    return shown + text[start:end]
