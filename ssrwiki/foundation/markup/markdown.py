"""Turns what people write into what is stored and shown.

`render` for the body of a document, `render_remark` for comments, replies and reasons. Both are
slow on purpose nowhere, but slow: call them before a transaction opens, never while a page is
viewed. Links between pages are settled at the view, by `wikilinks.settle_links`.
"""

from dataclasses import dataclass
from html import escape

from markdown.core import Markdown

from ssrwiki.foundation import text as plain
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.markup import blocks as cut
from ssrwiki.foundation.markup import bounds, dialect, sanitise, tags, wikilinks
from ssrwiki.foundation.markup.blocks import Block, BlockKind

RENDERER_VERSION = 1
"""Goes up with every change of what is written out; older HTML is never served (safety 18)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the contents; levels run from 2, the page's title being level 1."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document's body, ready to be stored. `html` ends with `footnotes_html`."""

    html: str
    contents: tuple[Heading, ...]
    plain: str
    """The words alone, one line per block, footnotes last."""
    links: tuple[str, ...]
    """Slugs of the pages it links to, each once; `parent/child` for nested ones."""
    blocks: tuple[Block, ...]
    footnotes: tuple[Block, ...]
    footnotes_html: str

    @property
    def headings(self) -> str:
        """The words of the headings, one per line."""
        return "\n".join(heading.title for heading in self.contents)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, a reply or a reason, ready to be stored."""

    html: str
    plain: str
    links: tuple[str, ...]


def render(text: str, *, heading_prefix: str = "h-") -> Rendered:
    """The body of a document. Two texts on one page need two prefixes, each ending in `-`.

    Raises:
        Invalid: the text is too long, too deep or too tangled to be parsed in reasonable time.
    """
    source = plain.clean_text(text)
    bounds.check(source, bounds.LARGEST_BODY_BYTES)
    return _rendered(_convert(dialect.documents(heading_prefix), source, heading_prefix))


def render_again(text: str, *, heading_prefix: str = "h-") -> Rendered:
    """A body that an earlier renderer took; one that is refused by now stands as it was typed."""
    try:
        return render(text, heading_prefix=heading_prefix)
    except Invalid:
        return _rendered(_as_typed(text))


def _rendered(cleaned: str) -> Rendered:
    blocks = cut.blocks_of(cleaned)
    body = tuple(block for block in blocks if block.kind is not BlockKind.FOOTNOTE)
    notes = tuple(block for block in blocks if block.kind is BlockKind.FOOTNOTE)
    footnotes_html = f'<div class="footnotes">\n{cut.assemble(notes)}\n</div>' if notes else ""
    html = "\n".join(part for part in (cut.assemble(body), footnotes_html) if part)
    return Rendered(
        html=html,
        contents=tuple(
            Heading(block.level, block.id, block.text)
            for block in body
            if block.kind is BlockKind.HEADING
        ),
        plain="\n".join(block.text for block in (*body, *notes) if block.text),
        links=wikilinks.links_of(html),
        blocks=body,
        footnotes=notes,
        footnotes_html=footnotes_html,
    )


def render_remark(text: str) -> Remark:
    """A comment, a reply or a reason: no headings, tables, pictures or footnotes.

    Raises:
        Invalid: as `render`, from 50 kB on.
    """
    source = plain.clean_text(text)
    bounds.check(source, bounds.LARGEST_REMARK_BYTES)
    return _remark(_convert(dialect.remarks(), source, "h-"))


def render_remark_again(text: str) -> Remark:
    """A remark that an earlier renderer took; one that is refused by now stands as it was typed."""
    try:
        return render_remark(text)
    except Invalid:
        return _remark(_as_typed(text))


def _remark(cleaned: str) -> Remark:
    html = cleaned.strip()
    return Remark(html, tags.plain_text(html), wikilinks.links_of(html))


def _as_typed(text: str) -> str:
    return sanitise.clean(f"<pre><code>{escape(text)}</code></pre>")


def _convert(converter: Markdown, source: str, id_prefix: str) -> str:
    try:
        html = converter.convert(source)
    except RecursionError:
        raise bounds.too_deep() from None
    cleaned = sanitise.clean(html, id_prefix=id_prefix)
    if tags.depth(cleaned) > bounds.DEEPEST_ELEMENTS:
        # Terms with several lines, for one, nest without an indent that could be counted before.
        raise bounds.too_deep()
    linked = sanitise.link_bare_addresses(cleaned)
    return cleaned if linked == cleaned else sanitise.clean(linked, id_prefix=id_prefix)
