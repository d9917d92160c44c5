"""Held text comes back under the labels of the form it was typed into."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation.web import held
from ssrwiki.foundation.web.held import HeldField
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.factories.people import PASSWORD, Town

WORDS = "The market is on Thursday."
FORM = {"title": "Market week", "body": WORDS, "summary": "New", "lang": "en", "minor": "y"}
LABELS = re.compile(r'<label class="field-label" for="held-[^"]*">([^<]*)</label>')


@pytest.fixture
def visitor(app: Site, session: Session, town: Town) -> Visitor:
    handle = town.actor("writer").handle
    session.commit()
    return Visitor(app).sign_in(handle)


@pytest.fixture
def request_of_a_page(app: Site) -> Iterator[None]:
    with app.test_request_context("/pages/new", method="POST", data=FORM):
        yield


def fields(prefix: str = "", address: str = "") -> dict[str, HeldField]:
    return {field.name: field for field in held.held_fields(prefix, address)}


@pytest.mark.usefixtures("request_of_a_page")
def test_words_are_told_from_choices_however_short_they_are() -> None:
    found = fields()
    assert found["summary"] == HeldField("summary", "What did you change, and why?", "New", True)
    assert not found["lang"].is_words
    assert not found["minor"].is_words


@pytest.mark.usefixtures("request_of_a_page")
def test_the_labels_are_those_of_the_address_that_was_meant() -> None:
    assert fields(address="/policies/new?x=1")["summary"].label == "What did you change, and why?"
    assert fields(address="/comments/x1/edit")["body"].label == "What do you want to say?"


@pytest.mark.usefixtures("request_of_a_page")
@pytest.mark.parametrize("address", ["/nowhere/at/all", "/search", "/account/sign-out"])
def test_words_that_no_form_names_come_back_under_a_plain_label(address: str) -> None:
    found = fields(address=address)
    assert found["body"] == HeldField("body", "Your words", WORDS, True)
    assert not found["lang"].is_words


def signed_out(visitor: Visitor, language: str) -> str:
    """The page that somebody gets who was signed out while writing."""
    form = {**visitor.hidden_fields("/pages/new"), **FORM}
    visitor.client.delete_cookie("ssrwiki")
    visitor.client.set_cookie("language", language)
    refused = visitor.client.post("/pages/new", data=form)
    assert refused.status_code == 401
    return refused.get_data(as_text=True)


def test_somebody_signed_out_finds_the_labels_of_the_form(visitor: Visitor) -> None:
    labels = LABELS.findall(signed_out(visitor, "en"))
    assert labels == ["Title", "Text", "What did you change, and why?"]


def test_the_labels_are_in_the_language_of_the_page(visitor: Visitor) -> None:
    labels = LABELS.findall(signed_out(visitor, "x-pseudo"))
    assert labels == ["⟦Title⟧", "⟦Text⟧", "⟦What did you change, and why?⟧"]


def test_after_signing_in_only_words_are_asked_again(visitor: Visitor) -> None:
    tokens = visitor.hidden_fields("/pages/new")
    visitor.client.delete_cookie("ssrwiki")
    sent = {f"held-{name}": value for name, value in {**tokens, **FORM}.items()}
    sent |= visitor.hidden_fields("/account/sign-in")
    sent |= {"email": "writer@example.org", "password": PASSWORD, "next": "/pages/new"}

    page = visitor.client.post("/account/sign-in", data=sent).get_data(as_text=True)

    assert LABELS.findall(page) == ["Title", "Text", "What did you change, and why?"]
    assert '<input type="hidden" name="lang" value="en">' in page
    assert WORDS in page


def test_an_emptied_field_comes_back_emptied_and_not_as_if_it_had_not_been_sent(
    visitor: Visitor,
) -> None:
    form = {**visitor.hidden_fields("/pages/new"), **FORM, "abstract": "", "places": ""}
    visitor.client.delete_cookie("ssrwiki")
    refused = visitor.client.post("/pages/new", data=form).get_data(as_text=True)
    for name in ("abstract", "places"):
        assert f'<input type="hidden" name="held-{name}" value="">' in refused

    held_form = {f"held-{name}": value for name, value in form.items() if name != "csrf_token"}
    sign_in = visitor.hidden_fields("/account/sign-in") | {"next": "/pages/new"}
    sent = sign_in | held_form | {"email": "writer@example.org", "password": PASSWORD}
    back = visitor.client.post("/account/sign-in", data=sent).get_data(as_text=True)

    for name in ("abstract", "places"):
        assert f'<input type="hidden" name="{name}" value="">' in back
