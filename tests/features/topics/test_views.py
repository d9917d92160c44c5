"""Topic pages gather what lies below them, for those who may read it."""

import re
from xml.etree import ElementTree

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.topics import actions as topics
from ssrwiki.commons.topics.rules import Wording
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.counting import statements
from tests.factories.documents import a_page
from tests.factories.people import Town

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def library(session: Session, town: Town) -> None:
    topics.plant(session, slug="policing", wordings=[Wording("en", "Policing", "All of it.")])
    for slug, name in (("payroll", "Payroll"), ("patrols", "Patrols")):
        topics.plant(session, slug=slug, wordings=[Wording("en", name)], parent_slug="policing")
    author = town.actor("author", organisation="owners")
    a_page(session, author, title="Ghost officers", themes=("payroll",), places=("SL",))
    a_page(session, author, title="Beats", themes=("patrols",), places=("FR",))
    a_page(session, author, title="Within", themes=("payroll",), places=("SL",), audience="unit")
    a_page(session, author, title="Without any topic")
    session.commit()


@pytest.mark.usefixtures("library")
def test_the_tree_shows_themes_and_the_regions_of_the_world(app: Site) -> None:
    shown = text_of(Visitor(app).get("/topics/"))
    assert "Policing Payroll Patrols" in shown
    assert "Western Africa" in shown
    assert "Sierra Leone" not in shown


@pytest.mark.usefixtures("library")
def test_a_broad_theme_gathers_the_narrow_ones(app: Site) -> None:
    response = Visitor(app).get("/topics/policing")
    shown = text_of(response)
    assert "Policing All of it." in shown
    assert "Pages" in shown
    assert {"Ghost officers", "Beats"} <= set(re.findall("Ghost officers|Beats|Within", shown))
    assert 'href="/topics/payroll"' in response.get_data(as_text=True)
    assert "Without any topic" not in shown


@pytest.mark.usefixtures("library")
def test_a_narrow_theme_leads_up_and_gathers_its_own(app: Site) -> None:
    response = Visitor(app).get("/topics/payroll")
    assert 'href="/topics/policing"' in response.get_data(as_text=True)
    assert "Ghost officers" in text_of(response)
    assert "Beats" not in text_of(response)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("slug", ["sierra-leone", "western-africa", "africa", "world"])
def test_a_place_gathers_all_that_lies_in_it(app: Site, slug: str) -> None:
    shown = text_of(Visitor(app).get(f"/topics/{slug}"))
    assert "Ghost officers" in shown
    assert ("Beats" in shown) == (slug == "world")


@pytest.mark.usefixtures("library")
def test_only_who_may_read_a_document_finds_it_on_a_topic(app: Site, town: Town) -> None:
    assert "Within" not in text_of(Visitor(app).get("/topics/payroll")).replace("Within this", "")
    owner = Visitor(app).sign_in("author")
    assert "Within" in text_of(owner.get("/topics/payroll"))


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("address", ["/topics/nothing", "/topics/nothing.atom"])
def test_no_topic_is_not_found(app: Site, address: str) -> None:
    assert Visitor(app).get(address).status_code == 404


@pytest.mark.usefixtures("library")
def test_the_feed_holds_what_guests_may_read_whoever_asks(app: Site) -> None:
    owner = Visitor(app).sign_in("author")

    response = owner.get("/topics/policing.atom")
    feed = ElementTree.fromstring(response.get_data())

    assert response.content_type == "application/atom+xml; charset=utf-8"
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert len(titles) == 2
    assert not any("Within" in title or "Without" in title for title in titles)
    links = [link.get("href") or "" for link in feed.iter(f"{ATOM}link")]
    assert all(href.startswith("http://wiki.example/") for href in links)


def test_long_lists_page_by_key_in_a_constant_number_of_statements(
    app: Site, database: Database, session: Session, town: Town
) -> None:
    author = town.actor()
    counts = []
    for number in range(33):
        a_page(session, author, title=f"Custody {number}", places=("SL",))
        if number in (2, 32):
            session.commit()
            with statements(database) as seen:
                page = Visitor(app).get("/topics/sierra-leone").get_data(as_text=True)
            counts.append(len(seen))
    older = re.search(r'href="(\?after=[^"]+)" rel="next"', page)
    assert older is not None
    second = text_of(Visitor(app).get(f"/topics/sierra-leone{older[1]}"))
    assert "Custody 0" in second
    assert "Custody 32" not in second
    assert counts[0] == counts[1] <= 3
