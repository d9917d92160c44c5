"""Joining, signing in and out, passwords: as a visitor does it, with mails."""

import re

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts.models import AccountToken, SignIn
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.mail import folder
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from ssrwiki.foundation.worker import run_due
from tests.browser_like import Visitor, text_of
from tests.factories.people import PASSWORD, Town

NEW = {
    "email": "new@example.org",
    "display_name": "Prison inspector, Bo",
    "password": "three quiet words",
}


@pytest.fixture
def member(session: Session, town: Town) -> str:
    handle = town.actor("sergeant").handle
    session.commit()
    return handle


def mails(database: Database, settings: Settings) -> list[folder.KeptLetter]:
    run_due(database, composition.tasks())
    return list(folder.read_folder(settings.data_folder / folder.FOLDER_NAME))


def link_in(letter: folder.KeptLetter) -> str:
    found = re.search(r"http://wiki\.example(/account/\S+)", letter.text)
    assert found is not None
    return found[1]


def test_joining_needs_the_address_to_be_confirmed_by_a_button(
    app: Site, database: Database, settings: Settings
) -> None:
    visitor = Visitor(app)
    assert visitor.send("/account/join", **NEW).status_code == 303
    too_early = visitor.send("/account/sign-in", email=NEW["email"], password=NEW["password"])
    assert too_early.status_code == 422

    address = link_in(mails(database, settings)[0])
    visitor.get(address)  # a mail scanner opens links; that alone must change nothing
    with database.reading() as session:
        assert session.scalars(select(Person.confirmed_at)).one() is None
    assert visitor.send(address).status_code == 303
    assert visitor.send(address).status_code == 422

    signed_in = visitor.send("/account/sign-in", email=NEW["email"], password=NEW["password"])
    assert signed_in.status_code == 303
    assert "Prison inspector, Bo" in text_of(visitor.get("/account/"))


def test_joining_twice_reveals_nothing_on_the_page(
    app: Site, database: Database, settings: Settings, member: str
) -> None:
    taken = Visitor(app).send("/account/join", **{**NEW, "email": f"{member}@example.org"})
    free = Visitor(app).send("/account/join", **NEW)
    assert (taken.status_code, taken.location) == (free.status_code, free.location)
    letters = mails(database, settings)
    assert {letter.to for letter in letters} == {f"{member}@example.org", NEW["email"]}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("password", "short"),
        ("password", "passwordpassword"),
        ("password", "prison inspector, bo"),
        ("display_name", "\u200b"),
    ],
)
def test_what_cannot_be_accepted_comes_back_with_its_reason(
    app: Site, field: str, value: str
) -> None:
    refused = Visitor(app).send("/account/join", **{**NEW, field: value})
    assert refused.status_code == 422
    assert "One thing to put right" in text_of(refused)


def test_a_name_that_looks_like_an_officers_is_refused(
    app: Site, session: Session, town: Town
) -> None:
    town.officer("chief of policy")
    session.commit()
    refused = Visitor(app).send("/account/join", **{**NEW, "display_name": "Сhief of рolicy"})
    assert refused.status_code == 422


def test_wrong_password_and_unknown_address_get_the_same_words(app: Site, member: str) -> None:
    wrong = Visitor(app).send("/account/sign-in", email=f"{member}@example.org", password="x" * 12)
    nobody = Visitor(app).send("/account/sign-in", email="nobody@example.org", password="x" * 12)
    assert wrong.status_code == nobody.status_code == 422
    assert text_of(wrong) == text_of(nobody)


def test_guessing_is_slowed_down_but_the_owners_browser_gets_in(app: Site, member: str) -> None:
    owner = Visitor(app).sign_in_by_form(member)
    owner.send("/account/sign-out", form_at="/account/")
    stranger = Visitor(app)
    tries = [
        stranger.send("/account/sign-in", email=f"{member}@example.org", password="wrong" * 4)
        for _ in range(12)
    ]
    assert tries[-1].status_code == 429
    assert int(tries[-1].headers["Retry-After"]) > 0
    owner.sign_in_by_form(member)


def test_only_wrong_passwords_are_counted(app: Site, member: str) -> None:
    for _ in range(15):
        Visitor(app).sign_in_by_form(member)


def test_signing_out_ends_the_session_on_the_server(
    app: Site, database: Database, member: str
) -> None:
    visitor = Visitor(app).sign_in_by_form(member)
    done = visitor.send("/account/sign-out", form_at="/account/")
    assert done.status_code == 303
    assert done.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert visitor.get("/account/").status_code == 303
    with database.reading() as session:
        assert session.scalar(select(func.count()).where(SignIn.ended_at.is_(None))) == 0


def test_a_changed_password_signs_every_other_browser_out(app: Site, member: str) -> None:
    here, elsewhere = Visitor(app).sign_in_by_form(member), Visitor(app).sign_in(member)
    done = here.send("/account/password", current=PASSWORD, password="a fresh long password")
    assert done.status_code == 303
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 303


def test_a_reset_link_works_once_and_for_an_hour(
    app: Site, database: Database, settings: Settings, member: str
) -> None:
    visitor = Visitor(app)
    unknown = visitor.send("/account/reset", email="nobody@example.org")
    known = visitor.send("/account/reset", email=f"{member}@example.org")
    assert (unknown.status_code, unknown.location) == (known.status_code, known.location)
    letters = mails(database, settings)
    assert len(letters) == 1
    address = link_in(letters[0])

    assert visitor.send(address, password="a fresh long password").status_code == 303
    assert visitor.get("/account/").status_code == 200
    assert Visitor(app).send(address, password="another long password").status_code == 422

    visitor.send("/account/reset", email=f"{member}@example.org")
    late = link_in(mails(database, settings)[0])
    with database.writing() as session:
        session.execute(update(AccountToken).values(expires_at=clock.now()))
    assert Visitor(app).send(late, password="another long password").status_code == 422


def test_tokens_and_sessions_lie_in_the_database_as_hashes_only(
    app: Site, database: Database, settings: Settings, member: str
) -> None:
    visitor = Visitor(app).sign_in_by_form(member)
    cookie = visitor.client.get_cookie("ssrwiki")
    assert cookie is not None
    visitor.send("/account/reset", email=f"{member}@example.org")
    token = link_in(mails(database, settings)[0]).rpartition("/")[2]
    with database.reading() as session:
        assert session.scalars(select(SignIn.id_hash)).one() != cookie.value
        assert session.scalars(select(AccountToken.token_hash)).one() != token


def test_account_pages_are_kept_by_no_browser(app: Site, member: str) -> None:
    visitor = Visitor(app).sign_in_by_form(member)
    for address in ("/account/", "/account/password", "/account/sign-in", "/account/join"):
        assert visitor.get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("hostile", ["//evil.example/", "https://evil.example", "/\\evil", "x"])
def test_sign_in_leads_nowhere_else(app: Site, member: str, hostile: str) -> None:
    form = Visitor(app)
    done = form.send(
        "/account/sign-in", email=f"{member}@example.org", password=PASSWORD, next=hostile
    )
    assert done.location == "/"


def test_language_and_colours_are_kept_for_guests_and_members(
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

    person = Visitor(app).sign_in_by_form(member)
    assert person.send("/account/display", language="fr", theme="auto", zone="x").status_code == 422
    person.send("/account/display", language="fr", theme="auto", zone="Africa/Dakar")
    with database.reading() as session:
        assert session.scalars(select(Person.zone)).one() == "Africa/Dakar"
