"""The parsed text put in order before it becomes HTML.

Headings get levels without gaps and ids of their own; what would speak by style alone gets a
class; pictures from elsewhere become links that name their host, since our pages load nothing
from other sites. Source: safety rule 18, wiki anchors 3.8.
"""

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

from markdown.core import Markdown
from markdown.treeprocessors import Treeprocessor

from ssrwiki.foundation.markup import sanitise

CALLOUTS = frozenset({"note", "tip", "warning", "danger", "example"})

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LONGEST_ID = 60
_PLACEHOLDER = re.compile("\x02[^\x03]*\x03")
_ALIGNMENT = re.compile(r"text-align: (left|center|right);")


class Finishing(Treeprocessor):
    """Runs after everything that Python-Markdown does to its tree."""

    def __init__(self, md: Markdown, id_prefix: str) -> None:
        super().__init__(md)
        self._id_prefix = id_prefix

    def run(self, root: ElementTree.Element) -> None:
        """Puts the whole tree in order."""
        _name_headings(root, self._id_prefix)
        for element in root.iter():
            if element.tag == "div":
                _dress_callout(element)
            elif element.tag in {"td", "th"}:
                _dress_cell(element)
        for link in root.iter("a"):
            if not "".join(link.itertext()).strip() and link.find(".//img") is None:
                link.text = link.get("href", "")
        _replace_outside_images(root)


def _name_headings(root: ElementTree.Element, id_prefix: str) -> None:
    """Levels begin at 2, below the page's title, and never skip one on the way down."""
    top_level = set(root)
    open_levels: list[int] = []
    taken: dict[str, int] = {}
    for heading in [element for element in root.iter() if element.tag in _HEADINGS]:
        if heading not in top_level:
            # Inside a quote or a list it can't be a part of this text's outline.
            _turn_into_bold_paragraph(heading)
            continue
        level = _HEADINGS[heading.tag]
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        heading.tag = f"h{min(1 + len(open_levels), 6)}"
        heading.set("id", id_prefix + _unique(_id_of(heading), taken))


def _id_of(heading: ElementTree.Element) -> str:
    words = _PLACEHOLDER.sub(" ", "".join(heading.itertext())).lower()
    return re.sub(r"[\W_]+", "-", words).strip("-")[:_LONGEST_ID].rstrip("-") or "section"


def _unique(name: str, taken: dict[str, int]) -> str:
    """The name, or with the first number behind it that no other heading has."""
    count = taken.get(name, 0) + 1
    while count > 1 and f"{name}-{count}" in taken:
        count += 1
    taken[name] = count
    if count == 1:
        return name
    taken[f"{name}-{count}"] = 1
    return f"{name}-{count}"


def _turn_into_bold_paragraph(heading: ElementTree.Element) -> None:
    bold = ElementTree.Element("strong")
    bold.text, bold[:] = heading.text, list(heading)
    heading.tag, heading.text, heading[:] = "p", None, [bold]


def _dress_callout(division: ElementTree.Element) -> None:
    words = division.get("class", "").split()
    if "footnote" in words:
        division.set("class", "footnotes")
    elif "admonition" in words:
        kind = next((word for word in words if word in CALLOUTS), "note")
        division.set("class", f"callout callout-{kind}")
        for title in division.findall("p"):
            if title.get("class") == "admonition-title":
                title.set("class", "callout-title")


def _dress_cell(cell: ElementTree.Element) -> None:
    if aligned := _ALIGNMENT.match(cell.attrib.pop("style", "")):
        cell.set("class", f"align-{aligned[1]}")
    if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
        cell.tag = "td"  # a heading without words is announced as one all the same


def _replace_outside_images(root: ElementTree.Element) -> None:
    linked = {image for link in root.iter("a") for image in link.iter("img")}
    for image in list(root.iter("img")):
        address = image.get("src", "")
        if sanitise.is_ours(address):
            continue
        host = urlsplit(address).hostname if address.lower().startswith("http") else None
        words = image.get("alt") or address
        image.text = f"{words} ({host})" if host else words
        image.tag = "span" if image in linked else "a"
        image.attrib.clear()
        image.set("href", address)
        image.set("class", "outside-image")
