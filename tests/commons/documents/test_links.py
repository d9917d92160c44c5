"""What one may not read leaves no trace: links look missing, its name seems free."""

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions.guards import NameTaken
from ssrwiki.commons.documents.queries import links
from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_page, revised
from tests.factories.people import Town

FIELDS = {"title": "Vetting", "body": "My own words.", "audience": "public", "lang": "en"}


def test_a_link_to_what_one_may_not_read_is_missing(session: Session, town: Town) -> None:
    owner, outsider = town.actor(organisation="unit"), town.actor(organisation="other")
    a_page(session, owner, title="Vetting", audience="unit")

    def targets(viewer: Actor) -> set[str]:
        found = links.link_targets(session, viewer=viewer, slugs={"vetting", "nowhere"})
        return set(found)

    assert targets(owner) == {"vetting"}
    assert targets(outsider) == targets(GUEST) == set()


def test_a_link_by_the_full_title_finds_what_has_another_address(
    session: Session, town: Town
) -> None:
    owner = town.actor()
    moved = a_page(session, owner, title="Vetting").document
    revised(session, owner, moved, "Other words.", title="Vetting in police and prison services")
    source = a_page(
        session, owner, title="See", body="[[Vetting in Police and Prison Services]]"
    ).document
    slug = "vetting-in-police-and-prison-services"

    assert links.link_targets(session, viewer=GUEST, slugs={slug})[slug].url == "/pages/vetting"
    assert list(links.backlinks(session, viewer=GUEST, document=moved)) == [source]


def test_of_equal_titles_the_address_wins_then_the_oldest_that_one_may_read(
    session: Session, town: Town
) -> None:
    owner = town.actor(organisation="unit")
    first = a_page(session, owner, title="One", audience="unit").document
    second = a_page(session, owner, title="Two").document
    third = a_page(session, owner, title="Three").document
    for each in (first, second, third):
        revised(session, owner, each, "Other words.", title="Border posts")
    source = a_page(session, owner, title="See", body="[[Border posts]]").document

    def leads(viewer: Actor) -> str:
        return links.link_targets(session, viewer=viewer, slugs={"border-posts"})[
            "border-posts"
        ].url

    assert (leads(owner), leads(GUEST)) == ("/pages/one", "/pages/two")
    assert list(links.backlinks(session, viewer=GUEST, document=second)) == [source]
    assert list(links.backlinks(session, viewer=owner, document=second)) == []
    assert list(links.backlinks(session, viewer=GUEST, document=third)) == []
    a_page(session, owner, title="Border posts")
    assert leads(owner) == leads(GUEST) == "/pages/border-posts"


def test_hidden_and_absent_look_the_same_in_a_preview(
    app: Site, session: Session, town: Town
) -> None:
    hidden = a_page(session, town.actor(), title="Vetting").document
    hidden.hidden_at = clock.now()
    town.actor("reader")
    session.commit()
    reader = Visitor(app).sign_in("reader")
    fields = reader.hidden_fields("/pages/new")

    page = reader.client.post("/pages/preview", data=fields | {"body": "[[Vetting]] [[Nowhere]]"})

    assert page.get_data(as_text=True).count('class="missing"') == 2


def test_a_name_taken_by_what_one_may_not_read_gets_a_number(
    app: Site, session: Session, town: Town
) -> None:
    owner = town.actor(organisation="unit")
    a_page(session, owner, title="Vetting", audience="unit")
    town.actor("writer", organisation="other")
    session.commit()

    done = Visitor(app).sign_in("writer").send("/pages/new", **FIELDS)

    assert (done.status_code, done.location) == (303, "/pages/vetting-2")


def test_the_number_is_the_next_free_one(session: Session, town: Town) -> None:
    owner, other = town.actor(organisation="unit"), town.actor(organisation="other")
    a_page(session, owner, title="Vetting", audience="unit")
    a_page(session, owner, title="Vetting 2", audience="unit")
    assert a_page(session, other, title="Vetting").document.slug == "vetting-3"


def test_a_readable_namesake_is_named_and_linked(app: Site, session: Session, town: Town) -> None:
    a_page(session, town.actor(), title="Vetting")
    with pytest.raises(NameTaken) as refused:
        a_page(session, town.actor(), title="Vetting")
    assert refused.value.address == "/pages/vetting"
    town.actor("writer")
    session.commit()

    page = Visitor(app).sign_in("writer").send("/pages/new", **FIELDS)

    assert page.status_code == 422
    assert "There is already “Vetting” under this name." in text_of(page)
    assert '<a href="/pages/vetting">Open what has this name</a>' in page.get_data(as_text=True)
    assert "My own words." in page.get_data(as_text=True)
