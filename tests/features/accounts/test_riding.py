"""Text that rides along while its author gives a password: no wrong try loses it."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.features.accounts.rules import FRESH_FOR
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page
from tests.factories.people import PASSWORD, Town

WORDS = "The market is on Thursday."
PAGE = {"title": "Market week", "body": WORDS, "summary": "New", "lang": "en"}
KEPT = "Your text is kept below."
WRONG = "not this one either"
_CARRIER = re.compile(r"<input[^>]*>|<textarea[^>]*>[^<]*<")
_NAME, _VALUE = re.compile(r' name="([^"]*)"'), re.compile(r' value="([^"]*)"|>\n([^<]*)<')


@pytest.fixture
def writer(session: Session, town: Town) -> str:
    handle = town.actor("writer").handle
    town.actor("other")
    session.commit()
    return handle


def in_the_form(page: str) -> dict[str, str]:
    """Hidden fields and long texts below the heading, as a browser would send them."""
    found: dict[str, str] = {}
    for tag in _CARRIER.findall(page[page.index("<h1") :]):
        name, value = _NAME.search(tag), _VALUE.search(tag)
        if name and value:
            found[name[1]] = unescape(value[1] or value[2] or "")
    return found


def signed_out_while_writing(app: Site, handle: str) -> tuple[Visitor, str]:
    """The visitor, and the page that asks for the password."""
    visitor = Visitor(app).sign_in(handle)
    form = visitor.hidden_fields("/pages/new") | PAGE
    visitor.client.delete_cookie("ssrwiki")
    asked = visitor.client.post("/pages/new", data=form)
    assert asked.status_code == 401
    return visitor, asked.get_data(as_text=True)


def try_with(visitor: Visitor, page: str, password: str, handle: str = "writer") -> tuple[int, str]:
    """Sends the form of `page` as it stands, and gives status and page of the answer."""
    fields = in_the_form(page) | {"email": f"{handle}@example.org", "password": password}
    sent = visitor.client.post("/account/sign-in", data=fields)
    return sent.status_code, sent.get_data(as_text=True)


def test_two_wrong_passwords_and_a_right_one_bring_the_text_into_its_form(
    app: Site, writer: str
) -> None:
    visitor, page = signed_out_while_writing(app, writer)
    for wrong in (WRONG, ""):
        status, page = try_with(visitor, page, wrong)
        assert status == 422
        assert KEPT in page
        assert in_the_form(page)["held-body"] == WORDS
    status, page = try_with(visitor, page, PASSWORD)
    assert status == 200
    assert 'action="/pages/new"' in page
    assert visitor.client.post("/pages/new", data=in_the_form(page)).status_code == 303


def test_after_wrong_tries_too_the_text_returns_to_nobody_else(app: Site, writer: str) -> None:
    visitor, page = signed_out_while_writing(app, writer)
    _, page = try_with(visitor, page, WRONG, "other")
    status, page = try_with(visitor, page, PASSWORD, "other")
    assert status == 303
    assert WORDS not in page


def test_too_many_tries_show_the_text_and_nothing_else(app: Site, writer: str) -> None:
    visitor, page = signed_out_while_writing(app, writer)
    for _ in range(11):
        status, answer = try_with(visitor, page, WRONG)
    assert status == 429
    assert answer.count("<textarea") == 3
    assert WORDS in answer


def test_maintenance_shows_the_text(settings: Settings, database: Database, writer: str) -> None:
    opened = composition.create_app(settings, database)
    visitor, page = signed_out_while_writing(opened, writer)
    opened.config["SETTINGS"] = replace(settings, read_only="1")
    status, answer = try_with(visitor, page, PASSWORD)
    assert status == 503
    assert WORDS in answer


def test_a_form_of_another_session_asks_again_with_the_text(app: Site, writer: str) -> None:
    visitor, page = signed_out_while_writing(app, writer)
    fields = in_the_form(page) | {"csrf_token": "of a session that is gone"}
    page = visitor.client.post("/account/sign-in", data=fields).get_data(as_text=True)
    assert in_the_form(page)["next"] == "/pages/new"
    status, page = try_with(visitor, page, PASSWORD)
    assert (status, WORDS in page) == (200, True)


def test_a_plain_failed_sign_in_speaks_of_no_text(app: Site, writer: str) -> None:
    visitor = Visitor(app)
    failed = visitor.send("/account/sign-in", email=f"{writer}@example.org", password=WRONG)
    assert "put right" in text_of(failed)
    assert KEPT not in text_of(failed)
    assert "Your text" not in text_of(failed)


def test_a_wrong_password_before_something_dangerous_keeps_the_text(
    app: Site, session: Session, town: Town
) -> None:
    author = town.actor("author")
    remark = a_remark(session, author, a_page(session, author).document, "He is there.").public_id
    town.actor("moderator", is_moderator=True, organisation="secretariat")
    session.commit()
    act = f"/comments/{remark}/redact"
    visitor = Visitor(app).sign_in("moderator")
    form = visitor.hidden_fields(act) | {"reason": WORDS}
    with clock.at(clock.now() + FRESH_FOR + timedelta(minutes=1)):
        page = visitor.client.post(act, data=form).get_data(as_text=True)
        for password, status in ((WRONG, 422), ("", 422), (PASSWORD, 200)):
            fields = in_the_form(page) | {"password": password}
            answer = visitor.client.post("/account/again", data=fields)
            page = answer.get_data(as_text=True)
            assert answer.status_code == status
            assert WORDS in page
        assert f'action="{act}"' in page
