"""In the pseudo-language every marked sentence stands in ⟦…⟧: what doesn't was never marked."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from ssrwiki.foundation.translation import PSEUDO
from tests.conformance import samples
from tests.conformance.ground import Ground, Visit
from tests.conformance.telling import check

READERS = ("guest", "officer", "moderator")
NAMES = {"ssrwiki", "Control"}
SILENT = {"script", "style", "time", "bdi", "svg", "code", "kbd", "template"}
"""What stands in these is no sentence: dates are formatted by the locale, names are names."""
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-quote-label", "aria-description")
FROM_LISTS = re.compile(
    r"zone|themes|places|lang|region|regions|organisation|owning_units|lead|steward|family"
    r"|meant_for_\w+|topic|unit"
)
"""Selects whose options are data: zones, countries, themes, organisations, languages."""
LETTERS = re.compile(r"[^\W\d_]{2,}")


class Bare(HTMLParser):
    """Collects text outside ⟦…⟧ that isn't from people (dir="auto", lang) or from lists."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.title: list[str] = []
        self.said: list[str] = []
        self.depth = 0
        self.silent: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for name in SPOKEN if tag != "link" else ():  # a feed is called as its topic
            self.look(given.get(name) or "")
        if tag in VOID:
            return
        is_from_people = tag != "html" and ("dir" in given or "lang" in given)
        is_list = tag == "select" and FROM_LISTS.fullmatch(given.get("name") or "") is not None
        self.open.append((tag, tag in SILENT or is_from_people or is_list))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, _ = self.open.pop()
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if any(is_silent for _, is_silent in self.open):
            self.said.append(" ".join(data.split()))
        else:
            self.look(data)

    def look(self, text: str) -> None:
        for part in re.split(r"(⟦|⟧)", text):
            if part == "⟦":
                self.depth += 1
            elif part == "⟧":
                self.depth -= 1
            elif self.depth == 0 and set(LETTERS.findall(part)) - NAMES:
                words = " ".join(part.split())
                is_title = bool(self.open) and self.open[-1][0] == "title"
                (self.title if is_title else self.found).append(words)

    @property
    def bare(self) -> list[str]:
        """What was found; a title may repeat what people said, since no element fits into it."""
        titles = (text.removesuffix("– ssrwiki").rstrip(" (") for text in self.title)
        return [*self.found, *(text for text in titles if text not in self.said)]


def bare(page: str) -> list[str]:
    parser = Bare()
    parser.feed(page)
    return parser.bare


def pages(ground: Ground, reader: str) -> Iterator[Visit]:
    client = ground.visitors[reader].client
    client.set_cookie("language", PSEUDO)
    try:
        for endpoint, addresses in samples.addresses(ground.plot).items():
            for address in addresses:
                visit = ground.visit(reader, endpoint, address)
                if visit.is_page and visit.status == 200 and endpoint not in UNTRANSLATED:
                    yield visit
    finally:
        client.delete_cookie("language")


UNTRANSLATED = {"workshop.components", "workshop.mailbox", "workshop.letter"}
"""Pages for developers, in English."""


@pytest.mark.parametrize("reader", READERS)
def test_every_word_of_the_interface_can_be_translated(ground: Ground, reader: str) -> None:
    told: dict[str, str] = {}
    for visit in pages(ground, reader):
        for text in bare(visit.text):
            told.setdefault(text[:90], f"{visit.address} ({visit.endpoint})")
    check(
        'Mark the sentence: {{ _("…") }} in templates, _("…") in views, say("…") elsewhere. Text '
        'from people stands in an element with dir="auto" or in <bdi>.',
        (f"{text!r} on {where}" for text, where in told.items()),
    )


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>Bare</p>", ["Bare"]),
        ('<p>⟦Said by <bdi dir="auto">Ama</bdi>⟧</p>', []),
        ('<p>⟦All⟧ but this</p><p dir="auto">Text</p>', ["but this"]),
        ('<button title="Bare">⟦Send⟧</button>', ["Bare"]),
    ],
)
def test_the_check_finds_bare_words(page: str, words: list[str]) -> None:
    assert bare(page) == words
