"""The last word over all HTML made from what people write: a fixed list, and nothing else.

bleach only finds bare addresses, and only where there are some: it takes longer than all the
rest together. nh3 runs after it and after everything else. Source: wiki anchors 3.8.
"""

import re
from functools import lru_cache

import nh3
from bleach.linkifier import Linker

from ssrwiki.foundation.markup import tags

OUTSIDE_REL = "noopener nofollow ugc"
_MOST_PASSES = 4

_CLASSES = frozenset({"wikilink", "outside-image", "footnotes", "footnote-ref"})
_CLASSES |= {"footnote-backref", "align-left", "align-center", "align-right", "callout"}
_CLASSES |= {f"callout-{word}" for word in ("title", "note", "tip", "warning", "danger", "example")}
_TAGS = frozenset({"p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt"})
_TAGS |= {"dd", "blockquote", "pre", "code", "em", "strong", "sup", "sub", "a", "img", "div"}
_TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href", "title", "data-slug", "data-title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
}
_NUMBER = re.compile(r"[0-9]{1,6}")

# Direction overrides let a clause read as its opposite; controls split words for filters.
_DECEIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
_LINK = re.compile(r'<a((?: [a-z-]+="[^"]*")*) rel="' + OUTSIDE_REL + '">')
_OUTSIDE = re.compile(r' href="https?:', re.IGNORECASE)
# Not bleach's own, which takes `notes.md` and `e.g.` for hosts.
_BARE_ADDRESS = re.compile(r"\(*\b(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)


def clean(html: str, *, id_prefix: str = "h-") -> str:
    """The HTML with only what our list allows; cleaning it again changes nothing.

    Ids that don't begin with `id_prefix` are dropped: an element called `body` or `forms` would
    hide a property of the page's own scripts.
    """
    cleaner = _cleaner(id_prefix)
    cleaned = cleaner.clean(html)
    for _ in range(_MOST_PASSES):
        # What is left when a tag or a character is gone may read otherwise: it is judged anew.
        again = cleaner.clean(_DECEIVING.sub("", cleaned))
        if again == cleaned:
            break
        cleaned = again
    return _LINK.sub(_without_rel_inside, cleaned)


def link_bare_addresses(clean_html: str) -> str:
    """The HTML with `https://…` and `www.…` made links, outside of links and code.

    To be cleaned again. bleach sees one text at a time: told to skip code, it writes the
    entities there twice.
    """
    if not _BARE_ADDRESS.search(clean_html):
        return clean_html
    linked: list[str] = []
    inside = ""
    for piece in tags.pieces(clean_html):
        if not inside and not piece.name and _BARE_ADDRESS.search(piece.source):
            linked.append(Linker(callbacks=[], url_re=_BARE_ADDRESS).linkify(piece.source))
            continue
        if not inside and piece.opens and piece.name in {"a", "code", "pre"}:
            inside = piece.name
        elif piece.closes and piece.name == inside:
            inside = ""
        linked.append(piece.source)
    return "".join(linked)


def is_ours(address: str) -> bool:
    """Whether an address begins at the root of this site and can't leave it."""
    return address.startswith("/") and not _leaves_the_site(address)


@lru_cache(maxsize=16)
def _cleaner(id_prefix: str) -> nh3.Cleaner:
    def kept(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "class":
            return " ".join(word for word in value.split() if word in _CLASSES) or None
        if attribute == "id":
            return value if re.fullmatch(re.escape(id_prefix) + r"[\w:-]+", value) else None
        if attribute == "href":
            return None if _DECEIVING.search(value) or _leaves_the_site(value) else value
        if attribute == "src":
            return value if is_ours(value) and not _DECEIVING.search(value) else None
        if attribute == "title":
            return value.strip() or None
        if attribute == "start":
            return value if _NUMBER.fullmatch(value) else None
        return value

    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=kept,
        url_schemes={"http", "https", "mailto"},
        link_rel=OUTSIDE_REL,
    )


def _leaves_the_site(address: str) -> bool:
    """Whether a browser reads `//host` in it: it skips blanks and takes `\\` for `/`."""
    return re.sub(r"[\x00-\x20]+", "", address).replace("\\", "/").startswith("//")


def _without_rel_inside(link: re.Match[str]) -> str:
    return link[0] if _OUTSIDE.search(link[1]) else f"<a{link[1]}>"
