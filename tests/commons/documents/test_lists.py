"""Lists of documents among others that aren't for the viewer."""

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.queries import carried, lists
from ssrwiki.commons.people.rules import GUEST
from ssrwiki.commons.topics import actions as topics
from ssrwiki.commons.topics.rules import Wording
from ssrwiki.foundation.pages import Position
from tests.factories.documents import a_page
from tests.factories.people import Town

TOP = Position()


def test_titles_are_found_by_all_their_words_whatever_the_case(
    session: Session, town: Town
) -> None:
    author = town.actor()
    a_page(session, author, title="Vetting in practice")
    a_page(session, author, title="Practice runs")
    a_page(session, author, title="Vetting practice of the unit", audience="unit")

    found = lists.titled(session, viewer=GUEST, words=["PRACTICE", "vett"], kinds=["page"])

    assert [document.title for document in found] == ["Vetting in practice"]
    assert lists.titled(session, viewer=GUEST, words=["practice"], kinds=["policy"]) == []


@pytest.mark.parametrize("word", ["%", "_", "\\", "'"])
def test_signs_that_mean_something_to_the_database_mean_themselves(
    session: Session, town: Town, word: str
) -> None:
    a_page(session, town.actor(), title="Vetting")
    assert lists.titled(session, viewer=GUEST, words=[word], kinds=["page"]) == []


def test_what_an_organisation_owns_is_listed_for_those_who_may_read(
    session: Session, town: Town
) -> None:
    owner = town.actor(organisation="owners")
    a_page(session, owner, title="Open")
    a_page(session, owner, title="Ours", audience="unit")
    a_page(session, town.actor(organisation="elsewhere"), title="Theirs")
    unit_id = owner.organisation_id or 0

    for_guest = lists.owned(session, viewer=GUEST, organisation_id=unit_id, position=TOP)
    for_owner = lists.owned(session, viewer=owner, organisation_id=unit_id, position=TOP)

    assert [document.title for document in for_guest.rows] == ["Open"]
    assert {document.title for document in for_owner.rows} == {"Open", "Ours"}


def test_topics_of_several_documents_come_at_once(session: Session, town: Town) -> None:
    theme = topics.plant(session, slug="vetting", wordings=[Wording("en", "Vetting")])
    author = town.actor()
    one = a_page(session, author, title="One", themes=("vetting",), places=("SL", "LR")).document
    other = a_page(session, author, title="Other").document

    held = carried.topics_of(session, [one.id, other.id])

    assert held == {one.id: carried.Topics((theme.id,), ("LR", "SL"))}
    on_it = lists.carrying(
        session, viewer=GUEST, topic=carried.carries_theme(GUEST, [theme.id]), position=TOP
    )
    in_it = lists.carrying(
        session, viewer=GUEST, topic=carried.carries_place(GUEST, ["LR"]), position=TOP
    )
    assert list(on_it.rows) == list(in_it.rows) == [one]
