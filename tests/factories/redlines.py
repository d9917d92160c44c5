"""Papers to compare, their redlines, and either text read out of one."""

import re

import nh3
from hypothesis import strategies as st

from ssrwiki.foundation.markup import markdown, tags
from ssrwiki.foundation.redline import comparison
from ssrwiki.foundation.redline.comparison import DiffBlock, Redline, RedlineWords, RowKind

WORDS = RedlineWords(
    inserted="inserted",
    deleted="deleted",
    changed="changed",
    moved_here="moved here",
    moved_away="moved away",
    moved_from="moved from %(number)s",
    moved_to="moved to %(number)s",
    before_inserted="inserted:",
    before_deleted="deleted:",
)
HIDDEN = re.compile(r'<span class="visually-hidden">[^<]*</span>')
JUDGE = nh3.Cleaner(
    tags=set(nh3.ALLOWED_TAGS) | {"ins", "del", "span"},
    attributes={"*": {"class", "start", "href", "title", "src", "alt", "data-slug", "data-title"}},
    attribute_filter=lambda _tag, _name, value: value,
    link_rel=None,
)

PARAGRAPHS = st.sampled_from(
    [
        "The officer **signs** the register twice.",
        "The officer *once* signs the register.",
        "Each [station](/pages/x) keeps a register[^1].",
        "Each station keeps two registers[^1] & a book.",
        "- one\n- two\n- three",
        "- one\n- three\n    - inner words",
        "1. one\n2. two",
        "| A | B |\n|---|---|\n| one | two |",
        "| A | B |\n|---|---|\n| one | three |\n| more | rows |",
        "## Heading of it",
        "> quoted words here\n>\n> more",
        '!!! note "Mind"\n    the gap',
        "Term\n: meaning",
        "```\nif a < b\n```",
        "```\nif a < c\nelse d\n```",
        "See [[Police reform]] and ![map](/files/m.png).",
        "---",
        "Short.",
    ]
)
PAPERS = st.lists(PARAGRAPHS, max_size=8).map(lambda parts: "\n\n".join([*parts, "[^1]: By law."]))


def blocks(text: str) -> list[DiffBlock]:
    rendered = markdown.render(text)
    return [
        DiffBlock(block.html, block.text, str(place), block.container)
        for place, block in enumerate((*rendered.blocks, *rendered.footnotes), start=1)
    ]


def redline(old: str, new: str) -> Redline:
    return comparison.compare(blocks(old), blocks(new), WORDS)


def kinds(found: Redline) -> list[str]:
    return [row.kind.value for row in found.rows]


def side(found: Redline, *, dropped: str, is_old: bool) -> str:
    """The letters of one of the two texts, read out of the redline, in that text's order."""
    rows = [
        row for row in found.rows if row.kind is not RowKind.MOVED or row.is_old_place is is_old
    ]
    html = HIDDEN.sub("", "".join(row.html for row in rows))
    html = re.sub(rf"<{dropped}>.*?</{dropped}>", "", html, flags=re.DOTALL)
    return letters(tags.plain_text(re.sub(r"<sup>[0-9]+</sup>", "", html)))


def letters(text: str) -> str:
    return "".join(text.split())
