"""Readers get finished pages as long as nothing changed, and never somebody else's."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts.actions import sessions
from ssrwiki.foundation import changes, clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.web import access_log
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_page
from tests.factories.people import Town
from tests.factories.rounds import START, a_policy, a_round

ADDRESS = "/pages/local-ownership"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

UNDISTURBED_WITHIN = 500
"""Tries until no other test wrote to the same PostgreSQL server in between."""


@pytest.fixture
def author(session: Session, town: Town) -> str:
    actor = town.actor("sergeant")
    a_page(session, actor, body="The first text.")
    session.commit()
    return actor.handle


def statements_of(visitor: Visitor, address: str = ADDRESS) -> int:
    visitor.get(address)
    return access_log.statement_count()


@pytest.mark.parametrize("is_member", [False, True], ids=["guest", "member"])
def test_a_second_view_costs_no_more_than_the_question_whether_anything_changed(
    app: Site, author: str, database: Database, is_member: bool
) -> None:
    reader, watch = Visitor(app), changes.watch(database)
    if is_member:
        reader.sign_in(author)
    assert statements_of(reader) > 2
    for _ in range(UNDISTURBED_WITHIN):
        before = watch.seen()
        reader.get(ADDRESS)
        spent = statements_of(reader)
        if watch.seen() == before:
            break
    assert spent == (0 if database.is_sqlite else 1)


def test_a_save_is_seen_at_once(app: Site, author: str) -> None:
    guest = Visitor(app)
    assert "The first text." in guest.get(ADDRESS).get_data(as_text=True)
    writer = Visitor(app).sign_in(author)
    writer.send(
        f"{ADDRESS}/edit",
        title="Local ownership",
        body="The second text.",
        audience="public",
        lang="en",
        attribution="named",
    )
    assert "The second text." in guest.get(ADDRESS).get_data(as_text=True)


def test_a_save_by_another_process_is_seen_at_once(
    app: Site, author: str, database: Database
) -> None:
    guest = Visitor(app)
    guest.get(ADDRESS)
    with database.writing() as other:
        other.execute(update(Document).values(abstract="Fresh from elsewhere"))
    assert "Fresh from elsewhere" in guest.get(ADDRESS).get_data(as_text=True)


def test_members_and_guests_never_share_a_page(app: Site, author: str) -> None:
    guest, member = Visitor(app), Visitor(app).sign_in(author)
    assert "Sign out" in member.get(ADDRESS).get_data(as_text=True)
    assert "Sign out" not in guest.get(ADDRESS).get_data(as_text=True)
    assert "Sign out" in member.get(ADDRESS).get_data(as_text=True)


def test_two_members_never_share_a_page(app: Site, author: str, town: Town) -> None:
    other = town.actor("magistrate").handle
    town.session.commit()
    for handle, stranger in [(author, other), (other, author)] * 2:
        page = Visitor(app).sign_in(handle).get("/search").get_data(as_text=True)
        assert f"/people/{handle}" in page
        assert f"/people/{stranger}" not in page


def test_an_ended_session_ends_its_pages(app: Site, author: str, session: Session) -> None:
    member = Visitor(app).sign_in(author)
    for _ in range(2):
        assert "Sign out" in member.get(ADDRESS).get_data(as_text=True)
    sessions.end_all(session, session.scalars(select(Person.id)).one())
    session.commit()
    assert "Sign out" not in member.get(ADDRESS).get_data(as_text=True)


def test_languages_and_colours_have_pages_of_their_own(app: Site, author: str) -> None:
    guest = app.test_client()
    english = guest.get(ADDRESS, headers={"Accept-Language": "en"})
    french = guest.get(ADDRESS, headers={"Accept-Language": "fr"})
    assert 'lang="en"' in english.get_data(as_text=True)
    assert 'lang="fr"' in french.get_data(as_text=True)
    guest.set_cookie("theme", "dark")
    dark = guest.get(ADDRESS, headers={"Accept-Language": "en"})
    assert 'data-theme="dark"' in dark.get_data(as_text=True)


def test_an_unchanged_page_is_answered_with_304(app: Site, author: str) -> None:
    guest = app.test_client()
    first = guest.get(ADDRESS)
    again = guest.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.get_data() == b""


def test_forms_are_not_kept(app: Site, author: str) -> None:
    guest = app.test_client()
    tokens = {guest.get("/account/sign-in").get_data(as_text=True) for _ in range(2)}
    assert len(tokens) == 2


def test_what_the_clock_had_no_part_in_outlives_the_minute(
    app: Site, author: str, database: Database
) -> None:
    if not database.is_sqlite:
        pytest.skip("Other tests of this server end what is kept.")
    guest, member = Visitor(app), Visitor(app).sign_in(author)
    with clock.at(NOW):
        for reader in (guest, member):
            assert statements_of(reader) > 2
    with clock.at(NOW + timedelta(minutes=1)):
        assert statements_of(guest) == 0
        assert statements_of(member) > 2, "a sign-in may have run out"


def test_what_is_said_by_the_clock_is_said_anew_each_minute(
    app: Site, session: Session, town: Town
) -> None:
    officer = town.officer("officer")
    with clock.at(START):
        a_round(session, officer, a_policy(session, officer), days=30)
    session.commit()
    guest, closes = Visitor(app), START + timedelta(days=30)
    with clock.at(closes - timedelta(minutes=1)):
        assert "open for comment" in text_of(guest.get("/policies/community-policing")).lower()
    with clock.at(closes):
        assert "open for comment" not in text_of(guest.get("/policies/community-policing")).lower()
