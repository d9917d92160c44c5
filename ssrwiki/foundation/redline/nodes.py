"""A block of cleaned HTML as a tree: elements that give structure, and runs of words in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ssrwiki.foundation.markup import tags
from ssrwiki.foundation.markup.tags import Piece

_INLINE = frozenset({"", "a", "br", "code", "em", "img", "strong", "sub", "sup"})
_ID = re.compile(r' id="[^"]*"')
_WAY_BACK = re.compile(r'(?:&nbsp;)?<a class="footnote-backref"[^>]*>[^<]*</a>')
_FOOTNOTE = re.compile(r'<sup[^>]*><a class="footnote-ref"[^>]*>([^<]*)</a></sup>')


@dataclass(frozen=True, slots=True)
class Run:
    """Words and the inline tags among them."""

    pieces: tuple[Piece, ...]

    @property
    def html(self) -> str:
        """The run as it was."""
        return "".join(piece.source for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Element:
    """A paragraph, a list, an item, a row, a cell…; the outermost has no name and no tag."""

    name: str
    tag: str
    children: list["Element | Run"] = field(default_factory=list)

    @property
    def html(self) -> str:
        """The element as it was."""
        inner = "".join(child.html for child in self.children)
        end = f"</{self.name}>" if self.name and self.name not in tags.VOID else ""
        return f"{self.tag}{inner}{end}"


def tree(clean_html: str) -> Element:
    """The HTML taken apart. Ids are dropped: the old and the new text stand on one page."""
    outermost = Element("", "")
    open_elements = [outermost]
    run: list[Piece] = []

    def end_run() -> None:
        if any(piece.name or piece.source.strip() for piece in run):
            open_elements[-1].children.append(Run(tuple(run)))
        run.clear()

    for piece in tags.pieces(stripped(clean_html)):
        if piece.name in _INLINE:
            run.append(piece)
            continue
        end_run()
        if piece.closes:
            open_elements.pop()
            continue
        element = Element(piece.name, piece.source)
        open_elements[-1].children.append(element)
        if piece.opens:
            open_elements.append(element)
    end_run()
    return outermost


def stripped(clean_html: str) -> str:
    """The HTML without ids; footnotes are bare numbers, since links lead nowhere here."""
    return _ID.sub("", _WAY_BACK.sub("", _FOOTNOTE.sub(r"<sup>\1</sup>", clean_html)))


def key(clean_html: str) -> str:
    """What must differ for a block to count as changed: a footnote's number needn't."""
    return _ID.sub("", _WAY_BACK.sub("", _FOOTNOTE.sub("<sup></sup>", clean_html)))


def is_footnote(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a footnote's bare number stands at this place: `<sup>`, digits, `</sup>`."""
    following = pieces[place : place + 3]
    return [piece.name for piece in following] == ["sup", "", "sup"] and (
        following[1].source.isdigit() and not following[0].closes
    )
