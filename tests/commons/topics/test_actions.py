"""Planting: once or again, never below itself, never where a place or a page of ours stands."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.topics import actions, queries
from ssrwiki.commons.topics.models import Theme
from ssrwiki.commons.topics.rules import Wording
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.errors import Invalid


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write_session() as opened:
        yield opened


def plant(session: Session, slug: str, parent_slug: str | None = None, name: str = "Name") -> Theme:
    return actions.plant(
        session, slug=slug, wordings=[Wording("en", name)], parent_slug=parent_slug
    )


def test_a_theme_planted_twice_stands_once_under_its_new_name(session: Session) -> None:
    first = plant(session, "vetting", name="Vetting")
    plant(session, "policing")
    again = actions.plant(
        session,
        slug="vetting",
        wordings=[Wording("en", "Vetting of officers"), Wording("fr", "Vérification")],
        parent_slug="policing",
    )
    assert again.id == first.id
    assert queries.topic(session, "vetting", "en").name == "Vetting of officers"
    assert queries.topic(session, "vetting", "fr").name == "Vérification"
    assert [topic.slug for topic in queries.chain(session, "vetting", "en")] == [
        "vetting",
        "policing",
    ]


def test_a_language_that_is_not_given_again_is_gone(session: Session) -> None:
    actions.plant(
        session, slug="vetting", wordings=[Wording("en", "Vetting"), Wording("fr", "Vérification")]
    )
    plant(session, "vetting", name="Vetting")
    assert queries.topic(session, "vetting", "fr").name == "Vetting"


@pytest.mark.parametrize("slug", ["Vetting", "", "two words", "new", "v2", "sierra-leone", "-x"])
def test_an_address_that_is_none_or_is_taken_is_refused(session: Session, slug: str) -> None:
    with pytest.raises(Invalid) as refused:
        plant(session, slug)
    assert refused.value.field == "slug"


def test_a_theme_needs_an_english_name_with_letters(session: Session) -> None:
    for wordings in ([], [Wording("fr", "Vérification")], [Wording("en", "\u200b")]):
        with pytest.raises(Invalid):
            actions.plant(session, slug="vetting", wordings=wordings)


def test_a_parent_has_to_exist_and_not_to_lie_below(session: Session) -> None:
    plant(session, "policing")
    plant(session, "payroll", "policing")
    for parent_slug in ("nothing", "payroll", "policing"):
        with pytest.raises(Invalid) as refused:
            plant(session, "policing", parent_slug)
        assert refused.value.field == "parent_slug"
