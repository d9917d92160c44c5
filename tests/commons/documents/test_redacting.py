"""The one door of redaction: titles and addresses, reasons, and what shares words with it."""

import json

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.queries import pieces, revisions
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.redactions import keeping
from ssrwiki.foundation.redactions.models import Redaction, RedactionEcho
from ssrwiki.foundation.redactions.pieces import Target
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page, revised
from tests.factories.people import Town
from tests.factories.redactions import REASON, redacted, redacted_revision

TITLE = "The informant in Bo"
SAID = "Ask the clerk who lives behind the old mosque."


@pytest.fixture
def author(town: Town) -> Actor:
    return town.actor("author", organisation="service-0")


@pytest.fixture
def moderator(town: Town) -> Actor:
    return town.actor("moderator", is_moderator=True, organisation="secretariat")


@pytest.fixture
def page(session: Session, author: Actor) -> Document:
    """Its first revision says it, in the title too."""
    document = a_page(session, author, title=TITLE, body=SAID).document
    revised(session, author, document, "The present text.", title="Sources")
    return document


def test_without_being_asked_a_redaction_leaves_the_title(
    session: Session, moderator: Actor, page: Document
) -> None:
    redacted_revision(session, moderator, page, 1)
    assert revisions.revision(session, page, 1).title == TITLE
    assert page.slug == "the-informant-in-bo"


def test_the_title_goes_and_with_it_an_address_that_spells_it(
    session: Session, moderator: Actor, page: Document
) -> None:
    redacted_revision(session, moderator, page, 1, covers_title=True)
    assert revisions.revision(session, page, 1).title == "Redacted"
    assert (page.title, page.slug, page.title_slug) == ("Sources", "sources", "sources")
    told = session.scalars(select(Activity.address)).all()
    assert not [address for address in told if "informant" in address]
    assert f"{page.address}/revisions/1" in told


def test_an_address_that_spells_something_else_stays(
    session: Session, author: Actor, moderator: Actor
) -> None:
    page = a_page(session, author, title="Sources", body="Nothing.").document
    revised(session, author, page, SAID, title=TITLE)
    revised(session, author, page, "The present text.", title="Sources again")
    redacted_revision(session, moderator, page, 2, covers_title=True)
    assert page.slug == "sources"


def test_a_title_that_stands_is_changed_first(
    session: Session, author: Actor, moderator: Actor
) -> None:
    page = a_page(session, author, title=TITLE, body=SAID).document
    revised(session, author, page, "The present text.")
    with pytest.raises(Invalid) as refused:
        redacted_revision(session, moderator, page, 1, covers_title=True)
    assert refused.value.field == "covers_title"


def test_a_forgotten_title_can_be_redacted_later(
    session: Session, moderator: Actor, page: Document
) -> None:
    redacted_revision(session, moderator, page, 1)
    with pytest.raises(Invalid, match="redacted already"):
        redacted_revision(session, moderator, page, 1)
    redacted_revision(session, moderator, page, 1, covers_title=True)
    assert revisions.revision(session, page, 1).title == "Redacted"
    assert session.scalars(select(Redaction.covers_title)).all() == [False, True]


def test_a_redaction_leaves_a_row_without_words_or_people(
    session: Session, moderator: Actor, page: Document
) -> None:
    row = redacted_revision(session, moderator, page, 1)
    session.commit()
    target_id = revisions.revision(session, page, 1).public_id
    assert (row.kind, row.target_id, row.number, row.reason) == ("revision", target_id, 1, "safety")
    line = json.loads(keeping.of(session).path.read_text())
    assert not [each for each in line.values() if each in {REASON, TITLE, "moderator", "author"}]


def test_the_trigger_lets_tombstones_through_and_nothing_else(
    session: Session, page: Document
) -> None:
    session.commit()
    now = clock.now()
    for values in (
        {"body": "Other words.", "redacted_at": now},
        {"body": "*Redacted.*"},
        {"number": 7, "redacted_at": now},
        {"title": "Another", "redacted_at": now},
    ):
        with pytest.raises(IntegrityError):
            session.execute(update(Revision).where(Revision.number == 1).values(values))
        session.rollback()
    emptied = {"body": "*Redacted.*", "redacted_at": now}
    session.execute(update(Revision).where(Revision.number == 1).values(emptied))
    session.commit()
    with pytest.raises(IntegrityError):
        session.execute(update(Revision).where(Revision.number == 1).values(redacted_at=None))


def test_what_shares_words_that_no_longer_stand_is_kept_for_moderators(
    session: Session, town: Town, author: Actor, moderator: Actor, page: Document
) -> None:
    other = a_page(session, town.actor(), title="Elsewhere", body="He hides behind the old one.")
    quoting = a_remark(session, town.actor(), page, "You mean the one behind the old mosque?")
    a_remark(session, town.actor(), page, "I agree with the present text.")
    row = redacted_revision(session, moderator, page, 1)
    echoes = session.execute(
        select(RedactionEcho.kind, RedactionEcho.target_id)
        .where(RedactionEcho.redaction_id == row.id)
        .order_by(RedactionEcho.id)
    ).all()
    assert [tuple(each) for each in echoes] == [
        ("comment", quoting.public_id),
        ("revision", other.revision.public_id),
    ], "The most alike first."


def test_what_everybody_still_says_is_no_echo(
    session: Session, author: Actor, moderator: Actor, page: Document
) -> None:
    revised(session, author, page, f"{SAID} But not by day.")
    target = Target(pieces.REVISION, revisions.revision(session, page, 1).public_id)
    a_remark(session, author, page, SAID)
    assert pieces.echoes(session, target) == []


def test_the_page_after_a_redaction_lists_them(
    app: Site, session: Session, town: Town, moderator: Actor, page: Document
) -> None:
    quoting = a_remark(session, town.actor(), page, "You mean the one behind the old mosque?")
    session.commit()
    visitor = Visitor(app).sign_in("moderator")
    done = visitor.send(
        f"{page.address}/redact",
        form_at=f"{page.address}/redact?revision=1",
        reason=REASON,
        code="safety",
        covers_title="y",
    )
    assert done.status_code == 303
    shown = visitor.get(done.location)
    assert "Comment: Sources" in text_of(shown)
    assert f"/comments/{quoting.public_id}/redact" in shown.get_data(as_text=True)
    again = visitor.send(f"/comments/{quoting.public_id}/redact", reason=REASON)
    assert again.location.endswith(f"/pages/sources/discussion/{quoting.public_id}")
    assert "Nothing is left" in text_of(visitor.get(done.location))
    for other in (Visitor(app), Visitor(app).sign_in("author")):
        assert other.get(done.location).status_code in {303, 403, 404}


def test_a_reason_is_no_other_than_those_listed(
    session: Session, author: Actor, moderator: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page, SAID)
    row = redacted(session, moderator, "comment", comment.public_id)
    assert row.reason == "safety"
    assert comment.body == ""
