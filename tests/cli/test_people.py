"""Accounts from the command line."""

import os
import pty
import subprocess
import sys
from collections.abc import Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.people.models import Person
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.cli.conftest import Command
from tests.factories.documents import a_page
from tests.factories.people import Town

PASSWORD = "a-long-way-to-the-market"
NEW_PASSWORD = "and-a-longer-way-back"


def the_person(database: Database, email: str) -> Person:
    with database.reading() as session:
        return session.scalars(select(Person).where(Person.email == email)).one()


def signs_in(app: Site, email: str, password: str) -> bool:
    visitor = Visitor(app)
    visitor.send("/account/sign-in", email=email, password=password)
    return "Sign out" in visitor.get("/").get_data(as_text=True)


@pytest.mark.parametrize("role", ["member", "practitioner", "policy"])
def test_who_is_added_signs_in_and_has_the_role(
    command: Command, app: Site, database: Database, role: str
) -> None:
    done = command(
        "people", "add", "desk@example.org", "--name", "Custody desk", "--role", role,
        "--password", PASSWORD,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert the_person(database, "desk@example.org").role == role
    assert signs_in(app, "desk@example.org", PASSWORD)


def test_a_piped_password_is_one_line_and_never_echoed(
    command: Command, app: Site, database: Database
) -> None:
    address = "desk@example.org"
    done = command("people", "add", address, "--name", "Desk", typed=f"{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    assert signs_in(app, address, PASSWORD)
    assert command("people", "password", address, typed=NEW_PASSWORD).exit_code == 0
    assert signs_in(app, address, NEW_PASSWORD)


def test_a_typed_password_is_asked_for_twice_and_never_echoed(
    environment: Mapping[str, str], database: Database
) -> None:
    ours, theirs = pty.openpty()
    words = ["people", "add", "desk@example.org", "--name", "Desk"]
    process = subprocess.Popen(
        [sys.executable, "-m", "ssrwiki.cli", *words],
        env={**os.environ, **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    with os.fdopen(ours, "rb+", buffering=0) as terminal:
        for prompt in (b"Password: ", b"Repeat for confirmation: "):
            while prompt not in shown:
                shown += terminal.read(1)
            terminal.write(f"{PASSWORD}\n".encode())
        assert process.wait() == 0
    assert PASSWORD.encode() not in shown
    assert the_person(database, "desk@example.org").display_name == "Desk"


@pytest.mark.parametrize("word", ["moderator", "administrator"])
def test_what_is_no_role_is_refused_with_the_flag_for_it(command: Command, word: str) -> None:
    refused = command("people", "role", "desk@example.org", word)
    assert refused.exit_code == 2
    assert f"member --{word}" in refused.output


def test_what_cannot_be_used_is_refused_and_leaves_nothing(
    command: Command, session: Session
) -> None:
    for email, password in (("desk@example.org", "short"), ("no address", PASSWORD)):
        done = command("people", "add", email, "--name", "Desk", "--password", password)
        assert isinstance(done.exception, Invalid)
    assert session.scalars(select(Person)).all() == []


def test_a_new_role_signs_the_person_out(
    command: Command, app: Site, database: Database, session: Session, town: Town
) -> None:
    handle = town.actor("sergeant").handle
    session.commit()
    visitor = Visitor(app).sign_in(handle)
    assert (
        command("people", "role", f"{handle}@example.org", "policy", "--moderator").exit_code == 0
    )
    assert "Sign out" not in visitor.get("/").get_data(as_text=True)
    person = the_person(database, f"{handle}@example.org")
    assert (person.role, person.is_moderator, person.is_administrator) == ("policy", True, False)


def test_a_new_password_replaces_the_old_one(
    command: Command, app: Site, session: Session, town: Town
) -> None:
    address = f"{town.actor('sergeant').handle}@example.org"
    session.commit()
    assert command("people", "password", address, "--password", PASSWORD).exit_code == 0
    assert signs_in(app, address, PASSWORD)


def test_a_closed_account_is_shut_and_its_texts_stay(
    command: Command, app: Site, session: Session, town: Town
) -> None:
    actor = town.actor("sergeant")
    a_page(session, actor, body="What the market taught us.")
    session.commit()
    assert command("people", "deactivate", f"{actor.handle}@example.org").exit_code == 0
    assert not signs_in(app, f"{actor.handle}@example.org", "whatever it was")
    assert "What the market taught us." in text_of(Visitor(app).get("/pages/local-ownership"))


def test_a_group_can_be_chosen_as_an_audience(
    command: Command, app: Site, session: Session, town: Town
) -> None:
    handle = town.actor("sergeant").handle
    session.commit()
    assert command("people", "group", "River towns", f"{handle}@example.org").exit_code == 0
    assert "River towns" in Visitor(app).sign_in(handle).get("/pages/new").get_data(as_text=True)


@pytest.mark.parametrize("act", [("password", "--password", PASSWORD), ("deactivate",)])
def test_an_unknown_account_is_named_as_such(command: Command, act: tuple[str, ...]) -> None:
    verb, *rest = act
    assert isinstance(command("people", verb, "nobody@example.org", *rest).exception, Invalid)


def test_an_organisation_can_be_chosen_as_a_place_of_work(
    command: Command, app: Site, session: Session, town: Town
) -> None:
    handle = town.actor("sergeant").handle
    session.commit()
    words = ("people", "organisation", "Ministry of Justice")
    assert command(*words, "--country", "SL").exit_code == 0
    assert isinstance(command(*words).exception, Invalid), "it is there already"
    assert isinstance(
        command("people", "organisation", "Other", "--country", "XX").exception, Invalid
    )
    form = Visitor(app).sign_in(handle).get("/account/affiliation").get_data(as_text=True)
    assert '<option value="ministry-of-justice">Ministry of Justice</option>' in form
