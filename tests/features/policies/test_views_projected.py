"""What only the working text of a published policy says tells nobody else of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document, DocumentLink
from ssrwiki.commons.documents.queries import entries
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.notifications.actions import watching
from ssrwiki.commons.notifications.queries import recipients
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.topics import actions as topics
from ssrwiki.commons.topics import queries as topics_queries
from ssrwiki.commons.topics.rules import Wording
from ssrwiki.features.policies.actions.versions import PUBLISHED
from ssrwiki.features.policies.queries import search
from ssrwiki.foundation import clock
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_page
from tests.factories.people import Town
from tests.factories.policies import next_version, rewritten
from tests.factories.redactions import redacted_revision
from tests.factories.rounds import START, a_policy

TITLE = "Community policing"
ADDRESS = "/policies/community-policing"
REVIEW_ON = "2031-05-06"
TELLING = (
    *("/topics/corrections", "/topics/fiji", "/pages/vetting/links"),
    *("/policies/?topic=corrections", "/policies/?region=melanesia"),
)


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def document(session: Session, town: Town, officer: Actor) -> Document:
    """Published without topic and link; a day later the working text got both."""
    topics.plant(session, slug="corrections", wordings=[Wording("en", "Corrections")])
    a_page(session, town.actor("author"), title="Vetting")
    with clock.at(START):
        made = a_policy(session, officer).document
    with clock.at(START + timedelta(days=1)):
        rewritten(
            session,
            officer,
            made,
            "## All\n\nSee [[Vetting]].",
            themes=("corrections",),
            places=("FJ",),
            review_on=REVIEW_ON,
        )
    session.commit()
    return made


def finds(visitor: Visitor) -> list[str]:
    return [address for address in TELLING if TITLE in text_of(visitor.get(address))]


@pytest.mark.usefixtures("document")
def test_topics_and_links_of_a_draft_find_it_for_its_unit_only(app: Site, town: Town) -> None:
    town.actor("practitioner")
    town.session.commit()
    assert finds(Visitor(app)) == finds(Visitor(app).sign_in("practitioner")) == []
    assert finds(Visitor(app).sign_in("officer")) == list(TELLING)


def test_they_find_it_for_everybody_once_they_are_published(
    app: Site, session: Session, officer: Actor, document: Document
) -> None:
    next_version(session, officer, document, "## All\n\nSee [[Vetting]] now.")
    rewritten(session, officer, document, "## All\n\nNothing.", themes=(), places=())
    session.commit()
    assert finds(Visitor(app)) == list(TELLING)


def test_saving_a_draft_moves_neither_the_day_of_the_last_change_nor_that_of_the_review(
    app: Site, session: Session, officer: Actor, document: Document
) -> None:
    assert document.revised_at == START
    assert "6 May 2031" not in text_of(Visitor(app).get(ADDRESS))
    with clock.at(START + timedelta(days=2)):
        version = next_version(session, officer, document, "## All\n\nAnew.")
    session.commit()
    assert document.revised_at == version.listed_at == START + timedelta(days=2)
    assert "6 May 2031" in text_of(Visitor(app).get(ADDRESS))


def test_links_of_a_version_go_with_its_words(
    session: Session, town: Town, officer: Actor, document: Document
) -> None:
    next_version(session, officer, document, "## All\n\nSee [[Vetting]] now.")
    rewritten(session, officer, document, "## All\n\nSee [[Patrols]].")
    moderator = town.actor(is_moderator=True, organisation="secretariat")
    redacted_revision(session, moderator, document, document.head_number - 1)
    session.flush()
    assert session.scalars(select(DocumentLink.target_slug)).all() == ["patrols"]


def test_search_keeps_the_topics_of_each_text_apart(session: Session, document: Document) -> None:
    found = {
        entry.variant: entry for entry in search.SEARCHABLE.entries(session, [document.public_id])
    }
    working, published = found[search.WORKING], found[""]
    assert (working.topics, published.topics) == (("corrections",), ())
    assert "fiji" in working.regions
    assert published.regions == ()
    assert working.updated_at == START + timedelta(days=1)
    assert entries.subjects(session, [document.id]) == {}


def test_who_watches_a_topic_of_a_draft_hears_of_the_draft_or_not_at_all(
    session: Session, town: Town, officer: Actor, document: Document
) -> None:
    practitioner, colleague = town.actor("practitioner"), town.officer("colleague")
    for each in (practitioner, colleague):
        watching.watch(session, actor=each, thing=topics_queries.topic(session, "fiji", "en"))
    session.flush()

    def heard(activity: Activity) -> set[int]:
        told = recipients.recipients(session, Happening(activity, document))
        return {each.person_id for each in told} & {practitioner.id, colleague.id}

    published, saved = (
        session.scalars(
            select(Activity)
            .where(Activity.document_id == document.id, Activity.verb == verb)
            .order_by(Activity.id.desc())
            .limit(1)
        ).one()
        for verb in (PUBLISHED, "documents.saved")
    )
    assert heard(published) == set()
    assert heard(saved) == {colleague.id}
    assert officer.id not in heard(saved)
