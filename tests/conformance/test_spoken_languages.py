"""What people wrote says in which language: screen readers and fonts can't tell from the page's."""

from html.parser import HTMLParser

import pytest

from tests.conformance import samples
from tests.conformance.ground import Ground
from tests.conformance.telling import check

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
PAGES = (
    "home.home",
    "pages.index",
    "pages.read",
    "pages_past.history",
    "pages_past.revision",
    "policies.index",
    "policy_versions.read",
    "policy_versions.listing",
    "policy_versions.compare",
    "rounds.round_page",
    "round_comments.listing",
    "labels.listing",
    "responses.response",
    "recent_changes.recent_changes",
)
WITHOUT = {"h1", "blockquote", "textarea", "select", "dd"}
"""Headings put people's titles into our sentences, choices are of many languages, a quote doesn't
know its version, and values of fields are now people's words, now ours."""


class Unspoken(HTMLParser):
    """Text in an element with dir="auto" for which neither it nor anything around it has a lang."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[tuple[str, bool, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = dict(attrs)
        is_excused = tag in WITHOUT or (tag != "html" and bool(given.get("lang")))
        self.open.append((tag, given.get("dir") == "auto", is_excused))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        is_from_people = any(is_auto for _, is_auto, _ in self.open)
        if data.strip() and is_from_people and not any(excused for *_, excused in self.open):
            self.found.append(" ".join(data.split()))


def unspoken(page: str) -> list[str]:
    parser = Unspoken()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("reader", ["guest", "officer"])
def test_what_people_wrote_says_its_language(ground: Ground, reader: str) -> None:
    told: dict[str, str] = {}
    addresses = samples.addresses(ground.plot)
    for endpoint in PAGES:
        for address in addresses[endpoint]:
            visit = ground.visit(reader, endpoint, address)
            for text in unspoken(visit.text) if visit.status == 200 else ():
                told.setdefault(text[:90], visit.address)
    check(
        'Give the element lang="…" beside dir="auto".',
        (f"{text!r} on {where}" for text, where in told.items()),
    )


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('<html lang="fr"><p dir="auto">Vetting</p>', ["Vetting"]),
        ('<html lang="fr"><p dir="auto" lang="en">Vetting</p>', []),
        ('<html lang="fr"><div lang="en"><p dir="auto">Vetting</p></div>', []),
        ('<html lang="fr"><p>Bonjour</p>', []),
    ],
)
def test_the_check_finds_words_without_a_language(page: str, words: list[str]) -> None:
    assert unspoken(page) == words
