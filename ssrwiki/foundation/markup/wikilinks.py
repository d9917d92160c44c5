"""Links between pages: `[[Title]]`, `[[slug|label]]`, `[[parent/child]]`.

At saving each becomes a cleaned placeholder; at each view all of them are settled against what
exists and may be read then, so that creating or deleting a page touches no stored text.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from ssrwiki.foundation import text

NEW_PAGE_ADDRESS = "/pages/new?title="

_SYNTAX = r"(?<!\\)\[\[(?!\^)([^\[\]|\\\n]{1,200})(?:\\?\|([^\[\]\n]{1,200}))?\]\]"
_NESTED = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
_PLACEHOLDER = re.compile(r'<a class="wikilink" data-slug="([^"]*)" data-title="([^"]*)">')


class LinkState(StrEnum):
    """Whether the page a link names can be opened."""

    KNOWN = "known"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link leads. A page that the viewer may not read is missing, like an absent one."""

    url: str
    state: LinkState = LinkState.KNOWN


def _placeholder(
    _: InlineProcessor, found: re.Match[str], __: str
) -> tuple[ElementTree.Element | None, int | None, int | None]:
    """The placeholder and where it stood; nothing for a name without a letter."""
    title = " ".join(html.unescape(found[1]).split())
    if not any(char.isalnum() for char in title):
        return None, None, None
    link = ElementTree.Element("a", {"class": "wikilink"})
    link.set("data-slug", slug_path(title))
    link.set("data-title", title)
    link.text = AtomicString(found[2].strip() if found[2] and found[2].strip() else title)
    return link, found.start(), found.end()


class WikiLinkProcessor(InlineProcessor):
    """Turns the syntax into `<a class="wikilink" data-slug data-title>`, without an address."""

    # The library's types give it two signatures, which no single method can have.
    handleMatch: Callable[..., Any] = _placeholder

    def __init__(self) -> None:
        super().__init__(_SYNTAX)


def slug_path(title: str) -> str:
    """The address a link's title stands for: one slug, or `parent/child` as it is written.

    A title with a `/` in it, such as "Police/military relations", is one slug all the same.
    """
    return title if _NESTED.fullmatch(title) else text.slug(title)


def links_of(clean_html: str) -> tuple[str, ...]:
    """The slugs a text links to, each once, in order of appearance."""
    return tuple(dict.fromkeys(found[1] for found in _PLACEHOLDER.finditer(clean_html)))


def settle_links(clean_html: str, targets: Mapping[str, LinkTarget]) -> str:
    """The HTML with each placeholder a link; what isn't among the targets is missing.

    A missing page's link opens the form that creates it.
    """

    def settled(found: re.Match[str]) -> str:
        target = targets.get(found[1])
        if target is None or target.state is LinkState.MISSING:
            address = NEW_PAGE_ADDRESS + quote(html.unescape(found[2]), safe="")
            return f'<a class="missing" href="{address}">'
        return f'<a href="{html.escape(target.url)}">'

    return _PLACEHOLDER.sub(settled, clean_html)
