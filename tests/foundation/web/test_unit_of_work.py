"""A request commits once or not at all; what couldn't be saved comes back to its author."""

import sqlite3
from dataclasses import replace

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.spent_forms import SpentForm
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import PASSWORD, Town

WORDS = "The station commander rewrote the plan after a week in the market."


@pytest.fixture
def member(session: Session, town: Town) -> str:
    handle = town.actor("sergeant").handle
    session.commit()
    return handle


def count(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_double_click_makes_one_page_and_leads_to_it_twice(
    app: Site, database: Database, member: str
) -> None:
    visitor = Visitor(app).sign_in(member)
    form = {**visitor.hidden_fields("/pages/new"), "title": "Market week", "body": WORDS}
    form |= {"audience": "public", "attribution": "named", "lang": "en"}

    first = visitor.client.post("/pages/new", data=form)
    second = visitor.client.post("/pages/new", data=form)

    assert first.status_code == second.status_code == 303
    assert first.location == second.location == "/pages/market-week"
    assert count(database, Document) == 1


def test_other_words_in_a_form_already_sent_are_not_lost(
    app: Site, database: Database, member: str
) -> None:
    visitor = Visitor(app).sign_in(member)
    form = {**visitor.hidden_fields("/pages/new"), "title": "Market week", "body": WORDS}
    form |= {"audience": "public", "attribution": "named", "lang": "en"}
    visitor.client.post("/pages/new", data=form)
    after_back = visitor.client.post("/pages/new", data={**form, "title": "Market month"})
    assert after_back.location == "/pages/market-month"
    assert count(database, Document) == 2


def test_a_refused_form_may_be_sent_again_with_the_same_token(
    app: Site, database: Database, member: str
) -> None:
    visitor = Visitor(app).sign_in(member)
    form = {**visitor.hidden_fields("/pages/new"), "title": "Market week", "body": ""}
    form |= {"audience": "public", "attribution": "named", "lang": "en"}
    assert visitor.client.post("/pages/new", data=form).status_code == 422
    assert visitor.client.post("/pages/new", data={**form, "body": WORDS}).status_code == 303


def test_a_refused_save_leaves_nothing_behind(app: Site, database: Database, member: str) -> None:
    visitor = Visitor(app).sign_in(member)
    refused = visitor.send(
        "/pages/new",
        title="Market week",
        body=WORDS,
        audience="public",
        lang="en",
        attribution="named",
        places="XX",
    )
    assert refused.status_code == 422
    assert WORDS in refused.get_data(as_text=True)
    assert count(database, Document) == count(database, Revision) == 0


def test_two_who_save_on_the_same_base_get_a_page_with_both_texts(
    app: Site, session: Session, town: Town, member: str
) -> None:
    town.actor("colonel")
    session.commit()
    author = Visitor(app).sign_in(member)
    fields = {"title": "Market week", "audience": "public", "attribution": "named", "lang": "en"}
    author.send("/pages/new", body="First words.", **fields)
    other = Visitor(app).sign_in("colonel")
    stale = other.hidden_fields("/pages/market-week/edit")
    author.send("/pages/market-week/edit", body="Second words.", **fields)

    refused = other.client.post("/pages/market-week/edit", data={**stale, **fields, "body": WORDS})

    assert refused.status_code == 409
    page = refused.get_data(as_text=True)
    assert WORDS in page
    assert "Second words." in page


def test_a_session_that_ends_while_writing_gives_the_text_back_to_the_same_person(
    app: Site, database: Database, session: Session, town: Town, member: str
) -> None:
    town.actor("colonel")
    session.commit()
    visitor = Visitor(app).sign_in(member)
    form = {**visitor.hidden_fields("/pages/new"), "title": "Market week", "body": WORDS}
    form |= {"audience": "public", "attribution": "named", "lang": "en"}
    visitor.client.delete_cookie("ssrwiki")

    refused = visitor.client.post("/pages/new", data=form)
    assert refused.status_code == 401
    assert WORDS in refused.get_data(as_text=True)
    assert count(database, Document) == 0

    held = {f"held-{name}": value for name, value in form.items() if name != "csrf_token"}
    token = form["csrf_token"]
    stranger = visitor.client.post(
        "/account/sign-in",
        data={
            **held,
            "csrf_token": token,
            "email": "colonel@example.org",
            "password": PASSWORD,
            "next": "/pages/new",
        },
    )
    assert WORDS not in stranger.get_data(as_text=True)

    again = visitor.client.post(
        "/account/sign-in",
        data={
            **held,
            "csrf_token": visitor.hidden_fields("/account/sign-in")["csrf_token"],
            "email": f"{member}@example.org",
            "password": PASSWORD,
            "next": "/pages/new",
        },
    )
    assert again.status_code == 200
    assert WORDS in again.get_data(as_text=True)
    assert f"/people/{member}" in again.get_data(as_text=True), "the frame knows them again"
    assert count(database, Document) == 0


def test_a_foreign_site_can_send_no_form(app: Site, database: Database, member: str) -> None:
    visitor = Visitor(app).sign_in(member)
    forged = visitor.client.post("/pages/new", data={"title": "Forged", "body": WORDS})
    assert forged.status_code == 401
    assert count(database, Document) == 0


def test_a_text_of_a_megabyte_is_refused_kindly(app: Site, member: str) -> None:
    visitor = Visitor(app).sign_in(member)
    refused = visitor.send(
        "/pages/new",
        title="Long",
        body="word " * 250_000,
        audience="public",
        lang="en",
        attribution="named",
    )
    assert refused.status_code == 422
    assert visitor.send("/pages/new", title="Long", body="x" * 3_000_000).status_code == 413


def test_a_locked_database_gives_the_text_back(
    app: Site, database: Database, settings: Settings, member: str
) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL locks rows, not the database.")
    visitor = Visitor(app).sign_in(member)
    form = {**visitor.hidden_fields("/pages/new"), "title": "Market week", "body": WORDS}
    form |= {"audience": "public", "attribution": "named", "lang": "en"}
    other = sqlite3.connect(settings.database.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with database.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA busy_timeout = 50")

    refused = visitor.client.post("/pages/new", data=form)
    other.execute("ROLLBACK")
    other.close()

    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert WORDS in refused.get_data(as_text=True)
    assert visitor.client.post("/pages/new", data=form).status_code == 303


def test_a_full_disk_gives_the_text_back_and_keeps_nothing_half_written(
    app: Site, database: Database, member: str
) -> None:
    if not database.is_sqlite:
        pytest.skip("SQLite can be told how large its file may grow.")
    visitor = Visitor(app).sign_in(member)
    form = {**visitor.hidden_fields("/pages/new"), "title": "Market week", "body": WORDS * 2000}
    form |= {"audience": "public", "attribution": "named", "lang": "en"}
    limits = []

    def fill_up(connection: DBAPIConnection, *_: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA page_count")
        size = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {size + 2}")
        limits.append(cursor.fetchone()[0])
        cursor.close()

    event.listen(database.engine, "checkout", fill_up)
    refused = visitor.client.post("/pages/new", data=form)
    event.remove(database.engine, "checkout", fill_up)

    assert limits
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert WORDS in refused.get_data(as_text=True)
    assert count(database, Document) == count(database, Revision) == 0


def test_maintenance_refuses_writes_and_serves_pages(
    settings: Settings, database: Database, member: str
) -> None:
    opened = composition.create_app(settings, database)
    visitor = Visitor(opened).sign_in(member)
    form = {**visitor.hidden_fields("/pages/new"), "title": "Market week", "body": WORDS}
    opened.config["SETTINGS"] = replace(settings, read_only="1")
    refused = visitor.client.post("/pages/new", data=form)
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert WORDS in refused.get_data(as_text=True)
    assert visitor.get("/pages/").status_code == 200


def test_spent_tokens_name_nobody(app: Site, database: Database, member: str) -> None:
    Visitor(app).sign_in_by_form(member)
    with database.reading() as session:
        spent = session.scalars(select(SpentForm)).all()
    assert spent
    assert not any(member in f"{row.token_hash}{row.location}" for row in spent)


def test_errors_are_kind_pages(app: Site) -> None:
    missing = Visitor(app).get("/pages/nothing-here")
    assert missing.status_code == 404
    assert "nothing here" in text_of(missing).lower()
