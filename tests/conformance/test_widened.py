"""What was said to few stays with them when a later version is for everybody (safety rule 9)."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from ssrwiki import app as composition
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.conformance import widened
from tests.conformance.ground import index
from tests.conformance.telling import check
from tests.conformance.widened import TITLE, WORD
from tests.seeded import Seeded

LISTS = ("/", "/policies/", "/topics/", "/recent-changes", "/recent-changes.atom")
FOUND = re.compile(rf"{WORD}-?\w+", re.IGNORECASE)
ECHO = re.compile(r'value="[^"]*"|[?&;]q=[^"&]*')


class Town:
    """The seeded site with the policy, and who looks at it."""

    def __init__(self, seeded: Seeded, folder: Path) -> None:
        settings = seeded.copy(folder)
        self.database = composition.open_database(settings)
        with self.database.writing() as session:
            self.made = widened.lay_out(session)
        index(self.database, settings)
        self.app: Site = composition.create_app(settings, self.database)
        self.app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    def addresses(self) -> Iterator[str]:
        """All that can be read about the policy or one contribution, whatever number it bears."""
        adapter = self.app.url_map.bind("wiki.example")
        for rule in self.app.url_map.iter_rules():
            is_section = rule.rule.startswith(("/policies/<slug>", "/<any("))
            if "GET" not in (rule.methods or set()):
                continue
            if not ("slug" in rule.arguments and is_section) and rule.arguments != {"public_id"}:
                continue
            choices = [
                [(name, value) for value in self._values(name)] for name in sorted(rule.arguments)
            ]
            for chosen in product(*choices):
                yield adapter.build(rule.endpoint, dict(chosen), "GET")
        address = f"/policies/{self.made.slug}"
        yield from (f"{address}/compare?from={number}&to=3" for number in (1, 2))
        yield f"{address}/compare?from=2&to=3&show=source"

    def _values(self, name: str) -> tuple[str | int, ...]:
        fixed: dict[str, tuple[str | int, ...]] = {
            "slug": (self.made.slug,),
            "section": ("policies",),
            "public_id": self.made.public_ids,
        }
        return fixed.get(name, (1, 2, 3))


@pytest.fixture(scope="module")
def town(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(seeded, tmp_path_factory.mktemp("widened"))
    yield made
    made.database.dispose()


def _words(page: str) -> set[str]:
    return {found.lower() for found in FOUND.findall(page)}


def _seen(town: Town, visitor: Visitor) -> set[str]:
    pages = (visitor.get(address) for address in town.addresses())
    return {word for page in pages for word in _words(page.get_data(as_text=True))}


def test_those_who_were_spoken_to_still_find_all_of_it(town: Town) -> None:
    """Without this the test below could pass because nothing was there to hide."""
    seen = _seen(town, Visitor(town.app).sign_in("learner"))
    places = (
        *("heading", "clause", "wording", "question", "comment", "reply", "whole", "reason"),
        *("suggestion", "extension", "close", "answer", "preface", "move"),
        *("objection", "second", "ruling", "contest", "label", "-speaker"),
    )
    assert {f"{WORD}{place}" for place in places} - seen == set()


def test_a_guest_finds_nothing_that_was_said_to_members(town: Town) -> None:
    guest = Visitor(town.app)
    assert guest.get(f"/policies/{town.made.slug}").status_code == 200
    check(
        "Read it where Version.audience (Thread.audience, StateChange.audience …) is one of the "
        "viewer's (documents/permissions.audiences_of).",
        (
            f"{address}: {sorted(words)}"
            for address in (*town.addresses(), *LISTS)
            if (words := _words(guest.get(address).get_data(as_text=True)))
        ),
    )


def test_a_guest_finds_nothing_of_it_by_search(town: Town) -> None:
    guest, member = Visitor(town.app), Visitor(town.app).sign_in("learner")

    def finds(visitor: Visitor, place: str) -> bool:
        page = visitor.get(f"/search?q={WORD}{place}").get_data(as_text=True)
        return TITLE in ECHO.sub("", page)

    said = ("comment", "reply", "whole", "suggestion", "answer", "contest", "objection")
    assert [place for place in said if finds(guest, place)] == []
    assert finds(member, "comment")


def test_every_link_that_a_guest_is_shown_leads_somewhere(town: Town) -> None:
    """A dead link tells that there is something, and is of no use."""
    guest, address = Visitor(town.app), f"/policies/{town.made.slug}"
    shown = {
        link.replace("&amp;", "&")
        for page in ("", "/v3", "/versions", "/endorsements")
        for link in re.findall(
            rf'href="({address}[^"#]*)', guest.get(address + page).get_data(as_text=True)
        )
    }
    assert len(shown) > 3
    assert [link for link in sorted(shown) if guest.get(link).status_code == 404] == []
