"""What a text may ask of the parser, checked before it is parsed.

Python-Markdown looks ahead from each opening bracket, so a few thousand of them in one paragraph
cost minutes; a table row as wide as its header is filled up with cells nobody wrote. Each check
here is one linear walk over the text. Source: wiki anchors 3.8 (size, runs, nesting); the other
figures were measured, and together they keep the worst text below about three seconds.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import Message, say

LARGEST_BODY_BYTES = 400_000
LARGEST_REMARK_BYTES = 50_000
DEEPEST_ELEMENTS = 100
"""Of the HTML; twenty nested lists of paragraphs have sixty."""

_LONGEST_RUN = 200
_DEEPEST_NESTING = 20
_LOOK_AHEAD = 4_000_000  # characters scanned for closing brackets and backticks, whole text
_LINES = 20_000
_PARAGRAPHS = 10_000
_MARKS = 20_000  # whatever may begin emphasis, code, a link or an entity
_MARKS_BY_LENGTH = 2_000_000_000  # each mark copies its paragraph once; summed over paragraphs
_LINES_SQUARED = 5_000_000  # summed over the paragraphs of a text
_TABLE_CELLS = 20_000
_FOOTNOTES = 1_000
_FOOTNOTE_MARKS = 5_000
_REPEATED_ADDRESSES = 2_000_000  # characters that one `[name]: address` may be copied into

_RUN = re.compile(rf"[\[\](){{}}<>\"'`“”‘’«»*_]{{{_LONGEST_RUN + 1}}}")
_STRUCTURE = re.compile(r"[ \t]*(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])|:(?=[ \t])|!!!)")
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")
_MARK = re.compile(r"[*_`\[\\&<]")
_BRACKET = re.compile(r"[\[\]()]")
_BACKTICKS = re.compile(r"`+")
_TABLE_RULE = re.compile(r"\n[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*(?=\n|$)")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^", re.MULTILINE)
_ADDRESS = re.compile(r"^ {0,3}\[[^\]\n]+\]:(.*(?:\n[ \t]*[\"'(].*)?)", re.MULTILINE)


def check(text: str, largest_bytes: int) -> None:
    """Nothing, if the text can be rendered in reasonable time.

    Raises:
        Invalid: it can't; the message says what to shorten or take apart.
    """
    if len(text) > largest_bytes or len(text.encode(errors="replace")) > largest_bytes:
        raise _refused(
            say(
                "The text is too long: at most %(largest)s kB can be kept. Split it.",
                largest=largest_bytes // 1000,
            )
        )
    if _RUN.search(text):
        raise _refused(
            say(
                "There are more than %(count)s brackets, quote marks or stars in a row.",
                count=_LONGEST_RUN,
            )
        )
    if any(_nesting(line) > _DEEPEST_NESTING for line in text.splitlines()):
        raise too_deep()
    if text.count("\n") > _LINES:
        raise _refused(say("A text can have %(count)s lines at most.", count=_LINES))
    if len(_FOOTNOTE.findall(text)) > _FOOTNOTES or text.count("[^") > _FOOTNOTE_MARKS:
        raise _refused(say("A text can have %(count)s footnotes at most.", count=_FOOTNOTES))
    _check_paragraphs(text)
    longest_address = max(map(len, _ADDRESS.findall(text)), default=0)
    if longest_address * text.count("[") > _REPEATED_ADDRESSES:
        raise _refused(say("A link address that is used by its name is too long."))


def too_deep() -> Invalid:
    """The refusal of lists and quotes within each other beyond the bound."""
    return _refused(
        say(
            "Lists and quotes are nested too deeply: %(count)s levels at most.",
            count=_DEEPEST_NESTING,
        )
    )


def _check_paragraphs(text: str) -> None:
    paragraphs = _PARAGRAPH_BREAK.split(text)
    if len(paragraphs) > _PARAGRAPHS:
        raise _refused(say("A text can have %(count)s paragraphs at most.", count=_PARAGRAPHS))
    if sum(_cells(paragraph) for paragraph in paragraphs) > _TABLE_CELLS:
        raise _refused(say("The tables have more than %(count)s cells.", count=_TABLE_CELLS))
    if sum((paragraph.count("\n") + 1) ** 2 for paragraph in paragraphs) > _LINES_SQUARED:
        raise _refused(say("A paragraph has too many lines. Put empty lines between its parts."))
    marks = [len(_MARK.findall(paragraph)) for paragraph in paragraphs]
    copied = sum(count * len(paragraph) for count, paragraph in zip(marks, paragraphs, strict=True))
    if sum(marks) > _MARKS or copied > _MARKS_BY_LENGTH:
        raise _refused(say("There are too many links and stars for one text. Split it."))
    looked_ahead = sum(
        distance
        for paragraph in paragraphs
        for distance in (*_distances_to_close(paragraph), *_distances_to_backticks(paragraph))
    )
    if looked_ahead > _LOOK_AHEAD:
        raise _refused(say("Too many brackets or backticks are opened and not closed."))


def _cells(paragraph: str) -> int:
    """The cells a table would get: as many in each row as in its widest."""
    if not _TABLE_RULE.search(paragraph):
        return 0
    rows = paragraph.split("\n")
    return len(rows) * max(row.count("|") + 1 for row in rows)


def _nesting(line: str) -> int:
    """How many lists, quotes and callouts a line may open at once, its indent included."""
    levels, position = 0, 0
    while marker := _STRUCTURE.match(line, position):
        levels, position = levels + 1, marker.end()
    if not levels:
        return 0
    indent = line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4)
    return levels + len(indent) // 4


def _distances_to_close(paragraph: str) -> Iterator[int]:
    """From each `[`, and each `(` of a link, to what closes it, else to the paragraph's end."""
    squares: list[int] = []
    rounds: list[int] = []
    for found in _BRACKET.finditer(paragraph):
        position, bracket = found.start(), found.group()
        if bracket == "[":
            squares.append(position)
        elif bracket == "(":
            rounds.append(position)
        elif bracket == "]" and squares:
            yield position - squares.pop()
        elif bracket == ")" and rounds:
            opened = rounds.pop()
            if opened and paragraph[opened - 1] == "]":
                # A quote mark may open a link's title, which hides the closing bracket.
                inside = paragraph[opened:position]
                quoted = '"' in inside or "'" in inside
                closed = inside.rstrip().endswith(('"', "'"))
                yield len(paragraph) - opened if quoted and not closed else position - opened
    yield from (len(paragraph) - position for position in squares)
    yield from (len(paragraph) - position for position in rounds if paragraph[position - 1] == "]")


def _distances_to_backticks(paragraph: str) -> Iterator[int]:
    """From each run of backticks to the next of its length.

    After one that has none, each later run counts to the paragraph's end: Python-Markdown goes
    on in the middle of a run, and finds no partner from there either.
    """
    runs = [found.span() for found in _BACKTICKS.finditer(paragraph)]
    partners: dict[int, list[int]] = {}
    for place, (start, end) in enumerate(runs):
        partners.setdefault(end - start, []).append(place)
    place = 0
    while place < len(runs):
        start, end = runs[place]
        same = partners[end - start]
        later = bisect_right(same, place)
        if later == len(same):
            yield from (len(paragraph) - opened for opened, _ in runs[place:])
            return
        place = same[later]
        yield runs[place][0] - start
        place += 1


def _refused(message: Message) -> Invalid:
    return Invalid(message, "body")
