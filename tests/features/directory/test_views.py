"""Organisations for everybody, names for members, and nothing that unmasks a byline."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import RoleFamily
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.counting import statements
from tests.factories.documents import a_page
from tests.factories.people import Town


@pytest.fixture
def unit(session: Session, town: Town) -> None:
    author = town.actor("amara", organisation="border-unit", family=RoleFamily.DEFENCE)
    town.actor("bintu", organisation="border-unit", is_verified=False)
    town.actor("outsider", organisation="elsewhere")
    town.actor("gone", organisation="border-unit")
    session.execute(
        update(Person).where(Person.handle == "gone").values(deactivated_at=clock.now())
    )
    a_page(session, author, title="Open page")
    a_page(session, author, title="Unit page", audience="unit")
    session.commit()


@pytest.mark.usefixtures("unit")
def test_guests_see_organisations_and_open_documents_but_no_names(app: Site) -> None:
    visitor = Visitor(app)
    assert "Border Unit" in text_of(visitor.get("/directory/"))

    response = visitor.get("/directory/organisations/border-unit")
    shown = text_of(response)

    assert "Open page" in shown
    assert "Unit page" not in shown
    assert "Amara" not in shown
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"


@pytest.mark.usefixtures("unit")
@pytest.mark.parametrize("handle", ["amara", "nobody"])
def test_a_guest_is_asked_to_sign_in_whether_the_person_exists_or_not(
    app: Site, handle: str
) -> None:
    response = Visitor(app).get(f"/directory/people/{handle}")
    assert response.status_code == 303
    assert "/account/sign-in" in response.headers["Location"]


@pytest.mark.usefixtures("unit")
def test_members_see_the_verified_people_of_an_organisation(app: Site) -> None:
    shown = text_of(Visitor(app).sign_in("outsider").get("/directory/organisations/border-unit"))
    assert "Amara" in shown
    assert "Bintu" not in shown
    assert "Gone" not in shown


@pytest.mark.usefixtures("unit")
def test_a_person_is_shown_without_trade_region_and_address(app: Site) -> None:
    shown = text_of(Visitor(app).sign_in("outsider").get("/directory/people/amara"))
    assert "Practitioner" in shown
    assert "Border Unit (verified)" in shown
    for telling in ("efence", "Sierra", "amara@", "Africa"):
        assert telling not in shown


@pytest.mark.usefixtures("unit")
def test_an_unverified_affiliation_is_not_shown(app: Site) -> None:
    shown = text_of(Visitor(app).sign_in("outsider").get("/directory/people/bintu"))
    assert "Border Unit" not in shown
    assert "Not verified" in shown


@pytest.mark.usefixtures("unit")
@pytest.mark.parametrize(
    "address", ["/directory/people/gone", "/directory/people/x", "/directory/organisations/x"]
)
def test_who_is_gone_looks_like_who_never_was(app: Site, address: str) -> None:
    assert Visitor(app).sign_in("outsider").get(address).status_code == 404


def test_statements_do_not_grow_with_people_and_documents(
    app: Site, database: Database, session: Session, town: Town
) -> None:
    town.actor("outsider", organisation="elsewhere")
    visitor, counts = Visitor(app), []
    for number in range(30):
        author = town.actor(f"person-{number}", organisation="border-unit")
        a_page(session, author, title=f"Custody {number}")
        if number in (2, 29):
            session.commit()
            if not counts:
                visitor.sign_in("outsider")
            with statements(database) as seen:
                visitor.get("/directory/organisations/border-unit")
            counts.append(len(seen))
    assert counts[0] == counts[1]
