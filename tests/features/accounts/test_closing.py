"""A closed account: shut, forgotten, and free to come back as somebody new."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts.models import AccountToken
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_page
from tests.factories.joining import join, link_in, mails
from tests.factories.people import PASSWORD, Town


@pytest.fixture
def member(session: Session, town: Town) -> str:
    actor = town.actor("sergeant")
    a_page(session, actor, body="What the market taught us.")
    session.commit()
    return actor.handle


def close(app: Site, handle: str) -> Visitor:
    visitor = Visitor(app).sign_in(handle)
    assert visitor.send("/account/close", password=PASSWORD).status_code == 303
    return visitor


def test_a_wrong_password_closes_nothing(app: Site, member: str) -> None:
    visitor = Visitor(app).sign_in(member)
    refused = visitor.send("/account/close", password="not the one I have")
    assert refused.status_code == 422
    assert "isn&#39;t your password" in refused.get_data(as_text=True)
    assert "Sign out" in visitor.get("/").get_data(as_text=True)


def test_closing_ends_every_sign_in_and_keeps_what_was_said(app: Site, member: str) -> None:
    elsewhere = Visitor(app).sign_in(member)
    closed = close(app, member)
    for visitor in (elsewhere, closed):
        assert "Sign out" not in visitor.get("/").get_data(as_text=True)
    closed.send("/account/sign-in", email=f"{member}@example.org", password=PASSWORD)
    assert "Sign out" not in closed.get("/").get_data(as_text=True)
    assert "What the market taught us." in text_of(closed.get("/pages/local-ownership"))
    assert "Sergeant" in text_of(closed.get("/pages/local-ownership/history"))


def test_address_password_and_links_are_forgotten(
    app: Site, database: Database, member: str
) -> None:
    Visitor(app).send("/account/reset", email=f"{member}@example.org")
    close(app, member)
    with database.reading() as session:
        person = session.scalars(select(Person).where(Person.handle == member)).one()
        assert "example.org" not in person.email
        assert person.password_hash == ""
        assert session.scalars(select(AccountToken)).all() == []


def test_the_same_address_may_join_anew(
    app: Site, database: Database, settings: Settings, member: str
) -> None:
    close(app, member)
    join(app, email=f"{member}@example.org", display_name="Somebody new")
    (letter,) = mails(database, settings)
    assert Visitor(app).send(link_in(letter)).status_code == 303
    with database.reading() as session:
        joined = session.scalars(select(Person).where(Person.email == f"{member}@example.org"))
        assert joined.one().handle == "somebody-new"
