"""`<ins>` and `<del>` round the words of one block, never across the border of an element."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from ssrwiki.foundation.markup import tags
from ssrwiki.foundation.matching import BoundedMatcher, Effort
from ssrwiki.foundation.redline import alignment, nodes
from ssrwiki.foundation.redline.nodes import Element, Run

_TOKEN = re.compile(r"&[#\w]+;|\w+(?:['’]\w+)*|\s+|[^\w\s]")
_SHORT_ISLAND = 2


class Mark(StrEnum):
    """What happened to a word."""

    KEPT = "kept"
    INSERTED = "ins"
    DELETED = "del"


@dataclass(frozen=True, slots=True)
class HiddenWords:
    """What a screen reader says before inserted and deleted words."""

    inserted: str
    deleted: str

    def before(self, mark: Mark) -> str:
        """The hidden element, or nothing."""
        words = self.inserted if mark is Mark.INSERTED else self.deleted
        return f'<span class="visually-hidden">{html.escape(words)} </span>' if words else ""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a sign or a picture, with the blanks behind it and the inline tags round it."""

    source: str
    blank: str
    tags: tuple[tuple[str, int], ...]
    """Opening tags from the outside in; the number tells equal neighbours apart."""

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.source, tuple(tag for tag, _ in self.tags)


def changed(old_html: str, new_html: str, words: HiddenWords, effort: Effort) -> str:
    """The new block with what was inserted and deleted marked in it.

    Where the effort ends, words are deleted and inserted as a whole.
    """
    return "".join(_children(nodes.tree(old_html), nodes.tree(new_html), words, effort))


def whole(block_html: str, mark: Mark, words: HiddenWords) -> str:
    """The block with all its words marked; the hidden words come once, before the first."""
    return "".join(_marked(nodes.tree(block_html), mark, [words.before(mark)]))


def _children(old: Element, new: Element, words: HiddenWords, effort: Effort) -> Iterator[str]:
    matches = _matched(old.children, new.children, effort)
    done_old = done_new = 0
    for match in [*matches, alignment.Match(len(old.children), len(new.children))]:
        for child in old.children[done_old : match.old]:
            yield from _marked(child, Mark.DELETED, [words.before(Mark.DELETED)])
        for child in new.children[done_new : match.new]:
            yield from _marked(child, Mark.INSERTED, [words.before(Mark.INSERTED)])
        if match.new < len(new.children):
            yield from _pair(old.children[match.old], new.children[match.new], words, effort)
        done_old, done_new = match.old + 1, match.new + 1


def _pair(
    old: Element | Run, new: Element | Run, words: HiddenWords, effort: Effort
) -> Iterator[str]:
    if old.html == new.html:
        yield new.html
    elif isinstance(old, Run) and isinstance(new, Run):
        yield _run(old, new, words, effort)
    elif isinstance(old, Element) and isinstance(new, Element) and old.name == new.name:
        yield new.tag
        yield from _children(old, new, words, effort)
        yield f"</{new.name}>"
    else:
        yield from _marked(old, Mark.DELETED, [words.before(Mark.DELETED)])
        yield from _marked(new, Mark.INSERTED, [words.before(Mark.INSERTED)])


def _matched(
    old: Sequence[Element | Run], new: Sequence[Element | Run], effort: Effort
) -> list[alignment.Match]:
    """Which child became which: by place where the shape is the same, else by their words."""
    if [_shape(child) for child in old] == [_shape(child) for child in new]:
        return [alignment.Match(place, place) for place in range(len(new))]
    return alignment.in_order(
        [alignment.part(nodes.key(child.html), tags.plain_text(child.html)) for child in old],
        [alignment.part(nodes.key(child.html), tags.plain_text(child.html)) for child in new],
        effort,
    )


def _shape(child: Element | Run) -> str:
    return child.name if isinstance(child, Element) else ""


def _marked(child: Element | Run, mark: Mark, once: list[str]) -> Iterator[str]:
    """The child with every run in it marked; `once` is emptied by the first."""
    if isinstance(child, Run):
        hidden = once.pop() if once else ""
        yield f"<{mark}>{hidden}{child.html}</{mark}>"
        return
    yield child.tag
    for grandchild in child.children:
        yield from _marked(grandchild, mark, once)
    if child.name and child.name not in tags.VOID:
        yield f"</{child.name}>"


def _run(old: Run, new: Run, words: HiddenWords, effort: Effort) -> str:
    compared = _compared(_tokens(old), _tokens(new), effort)
    out: list[str] = []
    for mark, group in groupby(compared, key=lambda each: each[0]):
        flow = _flow(token for _, token in group)
        out.append(flow if mark is Mark.KEPT else f"<{mark}>{words.before(mark)}{flow}</{mark}>")
    return "".join(out)


def _tokens(run: Run) -> list[_Token]:
    found: list[_Token] = []
    around: list[tuple[str, int]] = []
    skipped_until = 0
    for place, piece in enumerate(run.pieces):
        if place < skipped_until:
            continue
        if nodes.is_footnote(run.pieces, place):
            source = "".join(part.source for part in run.pieces[place : place + 3])
            found.append(_Token(source, "", tuple(around)))
            skipped_until = place + 3
        elif piece.opens:
            around.append((piece.source, place))
        elif piece.closes:
            around.pop()
        elif piece.name:
            found.append(_Token(piece.source, "", tuple(around)))
        else:
            for source in _TOKEN.findall(piece.source):
                if source.isspace() and found and found[-1].tags == tuple(around):
                    last = found.pop()
                    found.append(_Token(last.source, last.blank + source, last.tags))
                else:
                    found.append(_Token(source, "", tuple(around)))
    return found


def _compared(
    before: Sequence[_Token], after: Sequence[_Token], effort: Effort
) -> Iterator[tuple[Mark, _Token]]:
    old_keys, new_keys = [token.key for token in before], [token.key for token in after]
    opcodes = _without_islands(BoundedMatcher(old_keys, new_keys, effort).get_opcodes())
    for place, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        if tag == "equal":
            kept = list(after[j1:j2])
            following = opcodes[place + 1][0] if place + 1 < len(opcodes) else "insert"
            if kept and following != "insert" and not kept[-1].blank:
                # The deleted words that follow must not stick to it.
                kept[-1] = replace(kept[-1], blank=before[i2 - 1].blank)
            yield from ((Mark.KEPT, token) for token in kept)
            continue
        yield from ((Mark.DELETED, token) for token in before[i1:i2])
        yield from ((Mark.INSERTED, token) for token in after[j1:j2])


_Opcode = tuple[str, int, int, int, int]


def _without_islands(opcodes: Iterable[_Opcode]) -> list[_Opcode]:
    """A word or two that stayed between longer rewritten stretches reads better rewritten too."""
    joined: list[_Opcode] = []
    for opcode in opcodes:
        joined.append(opcode)
        if len(joined) < 3:
            continue
        (_, a1, _, b1, _), (island, i1, i2, _, _), (_, _, c2, _, d2) = joined[-3:]
        stretches = (_length(joined[-3]), _length(joined[-1]))
        if island == "equal" and i2 - i1 <= _SHORT_ISLAND and min(stretches) > 2 * (i2 - i1):
            joined[-3:] = [("replace", a1, c2, b1, d2)]
    return joined


def _length(opcode: _Opcode) -> int:
    tag, i1, i2, j1, j2 = opcode
    return 0 if tag == "equal" else max(i2 - i1, j2 - j1)


def _flow(tokens: Iterable[_Token]) -> str:
    """The tokens with their inline tags opened and closed where they change."""
    out: list[str] = []
    open_tags: list[tuple[str, int]] = []
    for token in tokens:
        shared = 0
        while shared < min(len(open_tags), len(token.tags)) and (
            open_tags[shared] == token.tags[shared]
        ):
            shared += 1
        out.extend(_end(tag) for tag, _ in reversed(open_tags[shared:]))
        out.extend(tag for tag, _ in token.tags[shared:])
        open_tags = list(token.tags)
        out.append(token.source + token.blank)
    out.extend(_end(tag) for tag, _ in reversed(open_tags))
    return "".join(out)


def _end(tag: str) -> str:
    name = tag[1:-1].split(" ", 1)[0]
    return f"</{name}>"
