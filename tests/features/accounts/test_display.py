"""Language, colours, zone: in one press at the foot of a page, or all of them in a form."""

import re
from dataclasses import replace
from http.cookies import SimpleCookie

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.people.models import Person
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town

SWITCH = "/account/display/switch"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def member(session: Session, town: Town) -> str:
    handle = town.actor("sergeant").handle
    session.commit()
    return handle


def locale_of(database: Database, handle: str) -> tuple[str, str]:
    with database.reading() as session:
        person = session.scalars(select(Person).where(Person.handle == handle)).one()
        return person.locale, person.zone


def test_language_colours_and_zone_are_kept_for_guests_and_members(
    app: Site, database: Database, member: str
) -> None:
    guest = Visitor(app)
    done = guest.send(
        "/account/display", language="fr", theme="dark", zone="Africa/Dakar", next="/"
    )
    assert done.status_code == 303
    page = guest.get("/account/sign-in").get_data(as_text=True)
    assert 'lang="fr"' in page
    assert 'data-theme="dark"' in page

    person = Visitor(app).sign_in(member)
    assert person.send("/account/display", language="fr", theme="auto", zone="x").status_code == 422
    person.send("/account/display", language="fr", theme="auto", zone="Africa/Dakar")
    assert locale_of(database, member) == ("fr", "Africa/Dakar")


def test_zones_are_chosen_from_a_list_that_is_found_by_its_name(app: Site, member: str) -> None:
    visitor = Visitor(app).sign_in(member)
    assert "time zone" in text_of(visitor.get("/account/"))
    page = visitor.get("/account/display").get_data(as_text=True)
    assert '<option value="Africa/Addis_Ababa">Africa/Addis Ababa</option>' in page
    assert '<option selected value="UTC">' in page
    assert "Etc/GMT" not in page


@pytest.mark.parametrize(
    "headers",
    [
        OURS,
        {"Origin": "http://localhost"},
        {"Referer": "http://localhost/pages/"},
    ],
)
def test_a_guest_switches_in_one_press_from_a_page_of_ours(
    app: Site, headers: dict[str, str]
) -> None:
    guest = Visitor(app)
    sent = {"language": "fr", "next": "/policies/?state=open"}
    done = guest.client.post(SWITCH, data=sent, headers=headers)
    assert (done.status_code, done.location) == (303, "/policies/?state=open")
    assert 'lang="fr"' in guest.get("/").get_data(as_text=True)
    guest.client.post(SWITCH, data={"theme": "dark"}, headers=headers)
    page = guest.get("/").get_data(as_text=True)
    assert 'data-theme="dark"' in page
    assert '<html lang="fr"' in page, "the other choice stays"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Origin": "https://evil.example", "Referer": "http://localhost/"},
        {"Origin": "null"},
    ],
)
def test_a_press_from_anywhere_else_changes_nothing_and_asks(
    app: Site, headers: dict[str, str]
) -> None:
    guest = Visitor(app)
    sent = {"language": "fr", "next": "/pages/"}
    done = guest.client.post(SWITCH, data=sent, headers=headers)
    assert done.location == "/account/display?language=fr&next=%2Fpages%2F"
    assert "Set-Cookie" not in done.headers
    assert '<option selected value="fr">' in guest.get(done.location).get_data(as_text=True)


def test_a_guests_page_has_the_switch_and_is_still_kept_for_all(app: Site) -> None:
    page = Visitor(app).get("/search?q=one+%26+two")
    assert "Set-Cookie" not in page.headers
    assert "csrf_token" not in page.get_data(as_text=True)
    (action,) = re.findall(rf'action="({SWITCH}[^"]*)"', page.get_data(as_text=True))
    done = Visitor(app).client.post(action, data={"theme": "dark"}, headers=OURS)
    assert done.location == "/search?q=one+%26+two"


def test_a_members_press_needs_the_token_of_the_page_and_stands_in_the_account(
    app: Site, database: Database, member: str
) -> None:
    visitor = Visitor(app).sign_in(member)
    forged = visitor.client.post(SWITCH, data={"language": "fr"}, headers=OURS)
    assert forged.status_code == 401
    token = visitor.hidden_fields("/")["csrf_token"]
    for language in ("fr", "en", "fr"):
        sent = {"language": language, "csrf_token": token, "next": "/"}
        assert visitor.client.post(SWITCH, data=sent).status_code == 303
        assert f'<html lang="{language}"' in visitor.get("/").get_data(as_text=True)
    assert locale_of(database, member) == ("fr", "")


@pytest.mark.parametrize(
    "sent",
    [
        {"language": "tlh", "theme": "pink", "next": "/pages/"},
        {"language": "", "next": "/pages/"},
    ],
)
def test_what_is_not_offered_is_not_kept(app: Site, sent: dict[str, str]) -> None:
    done = Visitor(app).client.post(SWITCH, data=sent, headers=OURS)
    assert (done.status_code, done.location) == (303, "/pages/")
    assert "Set-Cookie" not in done.headers


def test_a_switch_leads_nowhere_else(app: Site) -> None:
    sent = {"theme": "dark", "next": "//evil.example/"}
    assert Visitor(app).client.post(SWITCH, data=sent, headers=OURS).location == "/"


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:8000", "https://x.example.org"])
def test_the_choice_is_kept_in_a_cookie_that_scripts_can_not_read(
    settings: Settings, database: Database, base_url: str
) -> None:
    opened = composition.create_app(replace(settings, base_url=base_url), database)
    done = opened.test_client().post(SWITCH, data={"theme": "dark"}, headers=OURS)
    kept = SimpleCookie(done.headers["Set-Cookie"])["theme"]
    assert (kept.value, bool(kept["httponly"]), kept["samesite"]) == ("dark", True, "Lax")
    assert bool(kept["secure"]) == base_url.startswith("https")
