"""Two texts as one redline: what stayed, what was rewritten, what came, went or moved."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ssrwiki.foundation.matching import Effort
from ssrwiki.foundation.redline import alignment, marking, nodes
from ssrwiki.foundation.redline.alignment import Match, Part
from ssrwiki.foundation.redline.marking import HiddenWords, Mark

_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
MOST_EFFORT = 10_000_000
"""Of one redline: about a second. Whoever writes can choose two texts that are hard to compare."""


class RowKind(StrEnum):
    """What happened to a block."""

    SAME = "same"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class DiffBlock:
    """A block to compare; `label` is its printed number, `container` the list round an item."""

    html: str
    text: str
    label: str = ""
    container: str = ""


@dataclass(frozen=True, slots=True)
class RedlineWords:
    """What the redline says, in the reader's language.

    `moved_from` and `moved_to` hold `%(number)s`; `moved_here` and `moved_away` stand where no
    number is known. The last two are read out before the words, as "inserted:" is in English.
    """

    inserted: str
    deleted: str
    changed: str
    moved_here: str
    moved_away: str
    moved_from: str
    moved_to: str
    before_inserted: str
    before_deleted: str


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the redline. A moved one has two rows, at its old and at its new place."""

    kind: RowKind
    html: str
    label: str
    """What happened, in words; empty where nothing did."""
    old_label: str = ""
    new_label: str = ""
    is_old_place: bool = False

    @property
    def number(self) -> str:
        """The printed number it goes by."""
        return self.old_label if self.is_old_place else self.new_label or self.old_label


@dataclass(frozen=True, slots=True)
class Redline:
    """The rows in reading order; what moved stands at both of its places."""

    rows: tuple[Row, ...]
    is_cut_short: bool
    """Whether some words stand as deleted and inserted that nobody compared."""

    @property
    def is_empty(self) -> bool:
        """Whether the texts say the same in the same order."""
        return all(row.kind is RowKind.SAME for row in self.rows)


def compare(old: Sequence[DiffBlock], new: Sequence[DiffBlock], words: RedlineWords) -> Redline:
    """The redline of two rendered texts; its HTML holds only what ours may hold."""
    old_parts, new_parts = _parts(old), _parts(new)
    effort = Effort(MOST_EFFORT)
    stayed = alignment.in_order(old_parts, new_parts, effort)
    moved = alignment.moved(old_parts, new_parts, stayed, effort)
    rows = tuple(_Rows(old, new, words, moved, effort).between(stayed))
    return Redline(rows, effort.is_exceeded)


def compare_source(old_text: str, new_text: str, words: RedlineWords) -> Redline:
    """The redline of two sources, paragraph by paragraph: a table or a list is one."""
    return compare(_paragraphs(old_text), _paragraphs(new_text), words)


class _Rows:
    """Puts the rows together from what was matched."""

    def __init__(
        self,
        old: Sequence[DiffBlock],
        new: Sequence[DiffBlock],
        words: RedlineWords,
        moved: Iterable[Match],
        effort: Effort,
    ) -> None:
        self._old = old
        self._new = new
        self._words = words
        self._effort = effort
        self._hidden = HiddenWords(words.before_inserted, words.before_deleted)
        self._moved_away = {match.old: match.new for match in moved}
        self._moved_here: Mapping[int, int] = {new: old for old, new in self._moved_away.items()}

    def between(self, stayed: Iterable[Match]) -> list[Row]:
        """All rows: what went stands before what came, both before the next block that stayed."""
        rows: list[Row] = []
        done_old = done_new = 0
        for match in [*stayed, Match(len(self._old), len(self._new))]:
            rows += [self._gone(place) for place in range(done_old, match.old)]
            rows += [self._come(place) for place in range(done_new, match.new)]
            if match.new < len(self._new):
                rows.append(self._stayed(match))
            done_old, done_new = match.old + 1, match.new + 1
        return rows

    def _stayed(self, match: Match) -> Row:
        old, new = self._old[match.old], self._new[match.new]
        if nodes.key(old.html) == nodes.key(new.html):
            return Row(
                RowKind.SAME, _shown(new, nodes.stripped(new.html)), "", old.label, new.label
            )
        marked = marking.changed(old.html, new.html, self._hidden, self._effort)
        return Row(RowKind.CHANGED, _shown(new, marked), self._words.changed, old.label, new.label)

    def _gone(self, place: int) -> Row:
        old = self._old[place]
        if place not in self._moved_away:
            marked = marking.whole(old.html, Mark.DELETED, self._hidden)
            return Row(RowKind.DELETED, _shown(old, marked), self._words.deleted, old.label)
        new = self._new[self._moved_away[place]]
        said = self._words.moved_to % {"number": new.label} if new.label else self._words.moved_away
        # The label says what happened: to strike the words would say that they are gone.
        plain = nodes.stripped(old.html)
        return Row(RowKind.MOVED, _shown(old, plain), said, old.label, new.label, True)

    def _come(self, place: int) -> Row:
        new = self._new[place]
        if place not in self._moved_here:
            marked = marking.whole(new.html, Mark.INSERTED, self._hidden)
            return Row(RowKind.INSERTED, _shown(new, marked), self._words.inserted, "", new.label)
        old = self._old[self._moved_here[place]]
        said = (
            self._words.moved_from % {"number": old.label} if old.label else self._words.moved_here
        )
        if nodes.key(old.html) == nodes.key(new.html):
            marked = nodes.stripped(new.html)
        else:
            marked = marking.changed(old.html, new.html, self._hidden, self._effort)
        return Row(RowKind.MOVED, _shown(new, marked), said, old.label, new.label)


def _parts(blocks: Iterable[DiffBlock]) -> list[Part]:
    return [alignment.part(nodes.key(block.html), block.text) for block in blocks]


def _shown(block: DiffBlock, marked: str) -> str:
    """An item can't stand without a list round it."""
    if not marked.startswith("<li"):
        return marked
    container = block.container or "ul"
    return f"<{container}>{marked}</{container}>"


def _paragraphs(text: str) -> list[DiffBlock]:
    return [
        DiffBlock(f"<pre>{html.escape(paragraph)}</pre>", paragraph)
        for paragraph in _EMPTY_LINES.split(text.strip())
        if paragraph
    ]
