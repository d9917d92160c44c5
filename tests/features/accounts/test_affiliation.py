"""Saying where one works: nothing is claimed that nobody chose."""

import re

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town

ADDRESS = "/account/affiliation"
CHOSEN = {
    "organisation": "market-watch",
    "family": "police",
    "standing": "international",
    "region": "SL",
}
REFUSALS = {
    "organisation": "Choose your organisation.",
    "family": "Choose your trade.",
    "standing": "Choose how you work.",
    "region": "Choose the country you work in.",
}
_SELECTED = re.compile(r'<option selected value="([^"]*)">|<input checked[^>]*value="([^"]*)"')


@pytest.fixture
def newcomer(app: Site, session: Session, town: Town) -> Visitor:
    handle = town.newcomer("sergeant").handle
    town.organisation("market-watch")
    session.commit()
    return Visitor(app).sign_in(handle)


def chosen_on(page: str) -> set[str]:
    return {one or other for one, other in _SELECTED.findall(page)}


def test_a_newcomer_finds_nothing_chosen(newcomer: Visitor) -> None:
    page = newcomer.get(ADDRESS).get_data(as_text=True)
    assert chosen_on(page) == set()
    assert page.count("Choose…") == 3


def test_nothing_chosen_is_refused_with_a_sentence_for_each(newcomer: Visitor) -> None:
    refused = newcomer.send(ADDRESS, organisation="", family="", region="")
    assert refused.status_code == 422
    assert all(sentence in text_of(refused) for sentence in REFUSALS.values())


@pytest.mark.parametrize("left_out", CHOSEN)
def test_each_has_to_be_chosen(newcomer: Visitor, left_out: str) -> None:
    fields = {name: value for name, value in CHOSEN.items() if name != left_out}
    refused = newcomer.send(ADDRESS, **fields)
    assert refused.status_code == 422
    assert REFUSALS[left_out] in text_of(refused)
    assert chosen_on(refused.get_data(as_text=True)) >= set(fields.values())


def test_what_was_said_last_is_found_again(newcomer: Visitor) -> None:
    assert newcomer.send(ADDRESS, **CHOSEN).status_code == 303
    page = newcomer.get(ADDRESS).get_data(as_text=True)
    assert chosen_on(page) == set(CHOSEN.values())


def test_whoever_does_not_find_their_organisation_knows_whom_to_ask(newcomer: Visitor) -> None:
    assert 'href="mailto:' in newcomer.get(ADDRESS).get_data(as_text=True)
    assert "Isn't your organisation in the list?" in text_of(newcomer.get(ADDRESS))


def test_home_asks_newcomers_where_they_work(newcomer: Visitor) -> None:
    assert "Say where you work" in text_of(newcomer.get("/"))
    newcomer.send(ADDRESS, **CHOSEN)
    assert "Nothing waits for you now." in text_of(newcomer.get("/"))
