"""Signing in and out, passwords: as a visitor does it, with mails."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ssrwiki.features.accounts.actions import staff
from ssrwiki.features.accounts.models import AccountToken, SignIn
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.joining import link_in, links_in, mails
from tests.factories.people import PASSWORD, Town


@pytest.fixture
def member(session: Session, town: Town) -> str:
    handle = town.actor("sergeant").handle
    session.commit()
    return handle


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


def test_a_new_password_voids_the_other_links_for_one(
    app: Site, database: Database, settings: Settings, member: str
) -> None:
    email = f"{member}@example.org"

    def two_links() -> list[str]:
        former = links_in(mails(database, settings))
        for _ in range(2):
            Visitor(app).send("/account/reset", email=email)
        return list(links_in(mails(database, settings)) - former)

    one, other = two_links()
    assert Visitor(app).send(one, password="a fresh long password").status_code == 303
    assert Visitor(app).send(other, password="another long password").status_code == 422

    for link in two_links():
        with database.writing() as session:
            staff.set_password(session, email, "a third long password")
        assert Visitor(app).send(link, password="another long password").status_code == 422


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


@pytest.mark.parametrize(("wanted", "led"), [("/pages/new", "/pages/new"), ("//evil.example", "/")])
def test_sign_in_goes_where_its_address_says_when_its_form_does_not(
    app: Site, member: str, wanted: str, led: str
) -> None:
    visitor = Visitor(app)
    fields = visitor.hidden_fields("/account/sign-in")
    del fields["next"]
    fields |= {"email": f"{member}@example.org", "password": PASSWORD}
    done = visitor.client.post("/account/sign-in", query_string={"next": wanted}, data=fields)
    assert (done.status_code, done.location) == (303, led)
