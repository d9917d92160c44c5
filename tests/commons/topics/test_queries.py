"""Themes and places answer alike, in the reader's language."""

from collections.abc import Iterator

import pytest
from babel import Locale
from sqlalchemy.orm import Session

from ssrwiki.commons.topics import actions, queries
from ssrwiki.commons.topics.rules import Branch, TopicKind, Wording
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.errors import NotFound


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write_session() as opened:
        for position, (slug, name, parent_slug) in enumerate(
            [
                ("policing", "Policing", None),
                ("justice", "Justice", None),
                ("vetting", "Vetting", "policing"),
                ("payroll", "Payroll", "policing"),
                ("payroll-fraud", "Payroll fraud", "payroll"),
            ]
        ):
            wordings = [Wording("en", name, f"About {name}."), Wording("fr", f"{name} (fr)")]
            actions.plant(
                opened, slug=slug, wordings=wordings, parent_slug=parent_slug, position=-position
            )
        yield opened


def slugs(branches: tuple[Branch, ...]) -> list[object]:
    return [(branch.topic.slug, slugs(branch.branches)) for branch in branches]


def test_a_theme_is_found_by_its_slug(session: Session) -> None:
    topic = queries.topic(session, "vetting", "en")
    assert (topic.kind, topic.name, topic.about) == (TopicKind.THEME, "Vetting", "About Vetting.")
    assert topic.code is None


def test_a_place_is_a_topic_too(session: Session) -> None:
    topic = queries.topic(session, "western-africa", "fr")
    assert (topic.kind, topic.name, topic.code) == (TopicKind.PLACE, "Afrique occidentale", "011")
    assert topic.theme_id is None


@pytest.mark.parametrize(
    ("locale", "name"),
    [("fr", "Vetting (fr)"), (Locale("fr", "CI"), "Vetting (fr)"), ("ar", "Vetting")],
)
def test_a_theme_without_a_name_in_a_language_has_its_english_one(
    session: Session, locale: Locale | str, name: str
) -> None:
    assert queries.topic(session, "vetting", locale).name == name


def test_no_topic_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        queries.topic(session, "verting", "en")


def test_a_chain_leads_to_the_broadest_topic(session: Session) -> None:
    themes = queries.chain(session, "payroll-fraud", "en")
    places = queries.chain(session, "sierra-leone", "en")
    assert [topic.slug for topic in themes] == ["payroll-fraud", "payroll", "policing"]
    assert [topic.name for topic in places] == ["Sierra Leone", "Western Africa", "Africa", "World"]


def test_the_tree_keeps_its_order_of_positions(session: Session) -> None:
    assert slugs(queries.tree(session, "en")) == [
        ("justice", []),
        ("policing", [("payroll", [("payroll-fraud", [])]), ("vetting", [])]),
    ]


def test_the_tree_of_places_starts_with_the_world() -> None:
    world = queries.place_tree("en")
    assert world.topic.code == "001"
    africa = next(branch for branch in world.branches if branch.topic.code == "002")
    western = next(branch for branch in africa.branches if branch.topic.code == "011")
    assert "Sierra Leone" in [branch.topic.name for branch in western.branches]


def test_slugs_become_ids_and_strangers_are_left_out(session: Session) -> None:
    found = queries.theme_ids(session, ["payroll", "vetting", "payroll", "nothing"])
    topics = queries.themes(session, found, "en")
    assert [topic.slug for topic in topics] == ["payroll", "vetting"]
    assert queries.theme_ids(session, []) == ()
    assert queries.themes(session, [], "en") == ()


def test_a_broad_theme_gathers_the_narrow_ones(session: Session) -> None:
    (policing, fraud) = queries.theme_ids(session, ["policing", "payroll-fraud"])
    gathered = queries.themes(session, queries.branch_ids(session, policing), "en")
    above = queries.themes(session, queries.ancestor_ids(session, [fraud]), "en")
    assert {topic.slug for topic in gathered} == {"policing", "payroll", "payroll-fraud", "vetting"}
    assert {topic.slug for topic in above} == {"policing", "payroll", "payroll-fraud"}
