"""Joining: an account begins when its own form was confirmed from the mailbox."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts.actions import sessions
from ssrwiki.features.accounts.models import AccountToken, Joining
from ssrwiki.features.accounts.rules import TOKEN_LASTS, TokenPurpose
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.joining import NEW, join, link_in, links_in, mails
from tests.factories.people import Town

STRANGER = {"display_name": "Not she", "password": "the stranger's own words"}


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
        assert session.scalars(select(Person)).all() == []
    confirmed = visitor.send(address)
    assert confirmed.status_code == 303
    assert "Your address is confirmed. Sign in." in text_of(visitor.get(confirmed.location))

    signed_in = visitor.send("/account/sign-in", email=NEW["email"], password=NEW["password"])
    assert signed_in.status_code == 303
    assert "Prison inspector, Bo" in text_of(visitor.get("/account/"))


def test_joining_twice_reveals_nothing_on_the_page(
    app: Site, database: Database, settings: Settings, session: Session, town: Town
) -> None:
    member = town.actor("sergeant").handle
    session.commit()
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


def can_sign_in(app: Site, password: str) -> bool:
    visitor = Visitor(app)
    sent = visitor.send("/account/sign-in", email=NEW["email"], password=password)
    return sent.status_code == 303


@pytest.mark.parametrize("first", ["stranger", "owner"])
def test_each_link_opens_the_account_of_its_own_form_and_voids_the_others(
    app: Site, database: Database, settings: Settings, first: str
) -> None:
    forms = {"stranger": STRANGER, "owner": {}}
    links: dict[str, str] = {}
    for who in (first, *(forms.keys() - {first})):
        join(app, **forms[who])
        (links[who],) = links_in(mails(database, settings)) - set(links.values())
    owner, stranger = Visitor(app), Visitor(app)
    fields = stranger.hidden_fields(links["stranger"])
    assert "Not she" in text_of(stranger.get(links["stranger"])), "who opens it can tell"

    assert owner.send(links["owner"]).status_code == 303

    assert stranger.client.post(links["stranger"], data=fields).status_code == 422
    assert "too old, or another one" in text_of(stranger.get(links["stranger"]))
    assert can_sign_in(app, NEW["password"])
    assert not can_sign_in(app, STRANGER["password"])
    with database.reading() as session:
        assert session.scalars(select(Person.display_name)).one() == NEW["display_name"]
        assert session.scalars(select(Joining)).all() == []


def test_a_link_that_was_used_says_so_and_leads_to_sign_in(
    app: Site, database: Database, settings: Settings
) -> None:
    visitor = join(app)
    address = link_in(mails(database, settings)[0])
    fields = visitor.hidden_fields(address)
    visitor.send(address)
    page = visitor.get(address)
    assert "This link has done its work" in text_of(page)
    assert 'href="/account/sign-in"' in page.get_data(as_text=True)
    assert "Confirm my address" not in text_of(page)
    assert visitor.client.post(address, data=fields).status_code == 422


def test_a_name_that_became_an_officers_meanwhile_is_refused(
    app: Site, database: Database, settings: Settings, session: Session, town: Town
) -> None:
    visitor = join(app)
    town.officer("prison inspector, bo")
    session.commit()
    assert visitor.send(link_in(mails(database, settings)[0])).status_code == 422


def test_a_joining_that_nobody_confirms_is_forgotten_with_its_link(
    app: Site, database: Database
) -> None:
    join(app)
    with clock.at(clock.now() + 2 * TOKEN_LASTS[TokenPurpose.CONFIRM]):
        with database.writing() as session:
            sessions.forget_old(session)
        with database.reading() as session:
            for table in (Joining, AccountToken):
                assert session.scalar(select(func.count()).select_from(table)) == 0
