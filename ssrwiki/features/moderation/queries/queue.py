"""What waits for a moderator: of documents they may read and their organisation doesn't own."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, SelectBase, and_, func, select, true
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.discussion.queries import reach as discussion
from ssrwiki.commons.discussion.queries.threads import Located
from ssrwiki.commons.documents.models import Document, DocumentOwner
from ssrwiki.commons.documents.queries import holding, reach
from ssrwiki.commons.people.models import Affiliation, Person
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.moderation.models import Appeal, Report
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.feature import Need
from ssrwiki.foundation.pages import Page, Position, page_of
from ssrwiki.foundation.words import say_count


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits, by kind."""

    held_count: int
    edit_count: int
    report_count: int
    appeal_count: int
    people_count: int


def waiting(session: Session, moderator: Actor) -> Waiting:
    """The numbers beside the tabs."""
    return Waiting(
        _count(session, _held(moderator)),
        _count(session, holding.of_moderator(moderator)),
        _count(session, _reports(moderator, is_decided=False)),
        _count(session, _appeals(moderator, is_decided=False)),
        _count(session, unverified()),
    )


def needs(session: Session, actor: Actor) -> Sequence[Need]:
    """What moderators find under "Needs you"."""
    if not actor.is_moderator:
        return ()
    found = waiting(session, actor)
    count = found.held_count + found.edit_count + found.report_count + found.appeal_count
    needs = (
        (
            count,
            say_count(
                "%(count)s thing waits for a moderator.",
                "%(count)s things wait for a moderator.",
                count,
            ),
            "/moderation/",
        ),
        (
            found.people_count,
            say_count(
                "%(count)s person waits to be verified.",
                "%(count)s people wait to be verified.",
                found.people_count,
            ),
            "/moderation/people",
        ),
    )
    return tuple(Need(sentence, address) for waits, sentence, address in needs if waits)


def held(session: Session, *, moderator: Actor, position: Position) -> Page[Located]:
    """Comments of newcomers that nobody has let out yet, who has waited longest first."""
    order = (Comment.listed_at, Comment.public_id)
    page = page_of(session, _held(moderator), order, position, 30, is_descending=False)
    comments = page.rows
    threads = {
        row.Thread.id: (row.Thread, row.Document)
        for row in session.execute(
            select(Thread, Document)
            .join(Document, Document.id == Thread.document_id)
            .where(Thread.id.in_([comment.thread_id for comment in comments]))
            .options(selectinload(Document.owners))
        )
    }
    rows = [Located(comment, *threads[comment.thread_id]) for comment in comments]
    return Page(rows, page.next, page.previous)


def reports(
    session: Session, *, moderator: Actor, is_decided: bool, position: Position
) -> Page[Report]:
    """Reports that wait, or those with their outcome, newest first."""
    query = _reports(moderator, is_decided=is_decided)
    return page_of(session, query, (Report.listed_at, Report.public_id), position, 30)


def appeals(
    session: Session, *, moderator: Actor, is_decided: bool, position: Position
) -> Page[Appeal]:
    """Appeals that wait, or those with their outcome, newest first."""
    query = _appeals(moderator, is_decided=is_decided)
    return page_of(session, query, (Appeal.listed_at, Appeal.public_id), position, 30)


def report(session: Session, public_id: str) -> Report:
    """One report.

    Raises:
        NotFound: absent.
    """
    found = session.scalar(select(Report).where(Report.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def appeal(session: Session, public_id: str) -> Appeal:
    """One appeal.

    Raises:
        NotFound: absent.
    """
    found = session.scalar(select(Appeal).where(Appeal.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def open_reports_on(session: Session, subject_id: str) -> Sequence[Report]:
    """All that waits about one thing: it is decided on once."""
    return session.scalars(
        select(Report).where(Report.subject_id == subject_id, Report.outcome.is_(None))
    ).all()


def titles(session: Session, document_ids: Sequence[int]) -> dict[int, str]:
    """Titles of documents, by their ids."""
    rows = session.execute(select(Document.id, Document.title).where(Document.id.in_(document_ids)))
    return {row.id: row.title for row in rows}


def unverified() -> Select[Person]:
    """Living accounts whose present affiliation nobody has verified."""
    return (
        select(Person)
        .join(Affiliation, Affiliation.person_id == Person.id)
        .where(
            Affiliation.to_on.is_(None),
            Affiliation.verified_at.is_(None),
            Person.deactivated_at.is_(None),
        )
    )


def _held(moderator: Actor) -> Select[Comment]:
    return (
        select(Comment)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Document, Document.id == Thread.document_id)
        .where(
            Comment.held_at.is_not(None),
            Comment.hidden_at.is_(None),
            Comment.redacted_at.is_(None),
            Comment.withdrawn_at.is_(None),
            _moderated_by(moderator),
            discussion.readable(moderator),
        )
    )


def _reports(moderator: Actor, *, is_decided: bool) -> Select[Report]:
    return (
        select(Report)
        .join(Document, Document.id == Report.document_id)
        .where(Report.outcome.is_not(None) == is_decided, _moderated_by(moderator))
    )


def _appeals(moderator: Actor, *, is_decided: bool) -> Select[Appeal]:
    return (
        select(Appeal)
        .join(Document, Document.id == Appeal.document_id)
        .where(Appeal.outcome.is_not(None) == is_decided, _moderated_by(moderator))
    )


def _moderated_by(moderator: Actor) -> ColumnElement[bool]:
    owned = select(DocumentOwner.document_id).where(
        DocumentOwner.organisation_id == moderator.organisation_id
    )
    is_others = Document.id.not_in(owned) if moderator.organisation_id else true()
    return and_(is_others, reach.readable(moderator))


def _count(session: Session, rows: SelectBase) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0
