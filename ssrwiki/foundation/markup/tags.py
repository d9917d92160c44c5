"""The HTML that our sanitiser writes, taken apart.

Only for that HTML: nh3 writes every `<`, `>` and `"` of a text as an entity, names in small
letters and values in double quotes, so that one expression finds its tags, and nothing else.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

VOID = frozenset({"br", "hr", "img"})

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_SPACES = re.compile(r"[ \t\n\r\f]+")
_NOT_WORDS = frozenset({"footnote-ref", "footnote-backref"})
_CELLS = frozenset({"td", "th", "dt", "br"})
_LINES = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dd", "div", "hr"})
_LINES |= {"blockquote", "pre", "table", "thead", "tbody", "tr"}


class Piece(NamedTuple):
    """A tag, or the text between two; `name` is empty for text."""

    source: str
    name: str = ""
    closes: bool = False
    attributes: str = ""

    @property
    def opens(self) -> bool:
        """Whether a closing tag of the same name must follow."""
        return self.name != "" and not self.closes and self.name not in VOID

    def attribute(self, name: str) -> str:
        """The value, entities decoded; empty when absent."""
        if f' {name}="' not in self.attributes:
            return ""
        return html.unescape(dict(_ATTRIBUTE.findall(self.attributes)).get(name, ""))


def pieces(clean_html: str) -> Iterator[Piece]:
    """Tags and texts in order; their `source` joined is the HTML again."""
    position = 0
    for tag in _TAG.finditer(clean_html):
        if tag.start() > position:
            yield Piece(clean_html[position : tag.start()])
        yield Piece(tag[0], tag[2], tag[1] == "/", tag[3])
        position = tag.end()
    if position < len(clean_html):
        yield Piece(clean_html[position:])


def depth(clean_html: str) -> int:
    """How many elements stand within each other at most."""
    deepest = level = 0
    for piece in pieces(clean_html):
        level += 1 if piece.opens else -1 if piece.closes else 0
        deepest = max(deepest, level)
    return deepest


def plain_text(clean_html: str) -> str:
    """The words a reader reads, one line per paragraph, item or row.

    Footnote numbers and the arrows back aren't words of the text; a picture is its `alt`.
    """
    words: list[str] = []
    skipping = ""
    for piece in pieces(clean_html):
        if skipping:
            skipping = "" if piece.closes and piece.name == skipping else skipping
        elif piece.attributes and piece.attribute("class") in _NOT_WORDS:
            skipping = piece.name
        elif not piece.name:
            words.append(_SPACES.sub(" ", html.unescape(piece.source)))
        elif piece.name == "img":
            words.append(piece.attribute("alt"))
        elif piece.name in _CELLS:
            words.append(" ")
        elif piece.name in _LINES:
            words.append("\n")
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)
