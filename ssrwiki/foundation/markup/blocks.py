"""The parts of a text that can become clauses, cut from its cleaned HTML.

The HTML of a text is put together from its blocks, so that what is cut and what is shown can't
differ: `assemble(blocks)`, with the footnotes behind it, is the whole.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from ssrwiki.foundation.markup import tags


class BlockKind(StrEnum):
    """What a block is; a `rule` has no words and is no clause."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    QUOTE = "quote"
    CALLOUT = "callout"
    DEFINITIONS = "definitions"
    CODE = "code"
    RULE = "rule"
    FOOTNOTE = "footnote"


_KINDS = {
    "p": BlockKind.PARAGRAPH,
    "table": BlockKind.TABLE,
    "blockquote": BlockKind.QUOTE,
    "div": BlockKind.CALLOUT,
    "dl": BlockKind.DEFINITIONS,
    "pre": BlockKind.CODE,
    "hr": BlockKind.RULE,
} | {f"h{level}": BlockKind.HEADING for level in range(2, 7)}
_LISTS = frozenset({"ul", "ol"})


@dataclass(frozen=True, slots=True)
class Block:
    """One part, with its outer element; an item is its `<li>`, without the list around it."""

    kind: BlockKind
    html: str
    text: str
    level: int = 0
    """Of a heading, 2 to 6."""
    id: str = ""
    """Of a heading or a footnote."""
    container: str = ""
    """`ul` or `ol` around an item."""
    starts_container: bool = False
    start: int = 1
    """The first number of the `ol` that an item begins."""


@dataclass(frozen=True, slots=True)
class BlockGroup:
    """Blocks that stand together: the items of one list, or one block by itself."""

    container: str
    start: int
    blocks: tuple[Block, ...]


def blocks_of(clean_html: str) -> tuple[Block, ...]:
    """The blocks in order, footnotes last. Words outside of any element become a paragraph."""
    return tuple(
        block
        for element in _elements(tags.pieces(clean_html), _KINDS.keys() | _LISTS)
        for block in _blocks_of_element(element)
        if block.text or block.container or block.kind is BlockKind.RULE or "<img " in block.html
    )


def grouped(blocks: Iterable[Block]) -> tuple[BlockGroup, ...]:
    """The blocks as they are to be wrapped: consecutive items under one `ul` or `ol`."""
    groups: list[list[Block]] = []
    for block in blocks:
        follows = groups and block.container and not block.starts_container
        if follows and groups[-1][-1].container == block.container:
            groups[-1].append(block)
        else:
            groups.append([block])
    return tuple(BlockGroup(group[0].container, group[0].start, tuple(group)) for group in groups)


def assemble(blocks: Iterable[Block]) -> str:
    """The HTML of the blocks, lists put round their items again."""
    return "\n".join(_wrapped(group) for group in grouped(blocks))


def _wrapped(group: BlockGroup) -> str:
    inner = "\n".join(block.html for block in group.blocks)
    if not group.container:
        return inner
    start = f' start="{group.start}"' if group.container == "ol" and group.start != 1 else ""
    return f"<{group.container}{start}>\n{inner}\n</{group.container}>"


def _elements(pieces: Iterable[tags.Piece], names: Set[str]) -> Iterator[list[tags.Piece]]:
    """The outermost elements of these names; what stands loose between them, as runs."""
    depth = 0
    run: list[tags.Piece] = []
    for piece in pieces:
        if depth == 0 and run and piece.name in names:
            yield run
            run = []
        run.append(piece)
        depth += 1 if piece.opens else -1 if piece.closes else 0
        if depth == 0 and run[0].name in names:
            yield run
            run = []
    if run:
        yield run


def _blocks_of_element(pieces: list[tags.Piece]) -> Iterator[Block]:
    outer = pieces[0]
    if outer.name in _LISTS:
        yield from _items(outer, pieces[1:-1])
        return
    if outer.attribute("class") == "footnotes":
        for inner in _elements(pieces[1:-1], _LISTS):
            for note in _blocks_of_element(inner):
                if note.text:
                    yield replace(note, kind=BlockKind.FOOTNOTE)
        return
    kind = _KINDS.get(outer.name)
    source = _source(pieces) if kind else f"<p>{_source(pieces).strip()}</p>"
    level = int(outer.name[1]) if kind is BlockKind.HEADING else 0
    yield Block(
        kind or BlockKind.PARAGRAPH,
        source,
        tags.plain_text(source),
        level,
        outer.attribute("id") if kind else "",
    )


def _items(outer: tags.Piece, pieces: list[tags.Piece]) -> Iterator[Block]:
    items = [item for item in _elements(pieces, {"li"}) if _source(item).strip()]
    for place, item in enumerate(items):
        source = _source(item)
        if item[0].name != "li":
            source = f"<li>{source.strip()}</li>"
        yield Block(
            BlockKind.ITEM,
            source,
            tags.plain_text(source),
            id=item[0].attribute("id"),
            container=outer.name,
            starts_container=place == 0,
            start=int(outer.attribute("start") or 1) if place == 0 else 1,
        )


def _source(pieces: Iterable[tags.Piece]) -> str:
    return "".join(piece.source for piece in pieces)
