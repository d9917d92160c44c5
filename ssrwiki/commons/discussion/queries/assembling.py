"""Replies, receipts and answers of some comments, in a constant number of statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.discussion.models import Comment, Disposition, Receipt
from ssrwiki.commons.discussion.permissions import MODERATE
from ssrwiki.commons.discussion.queries import settling, shown
from ssrwiki.commons.discussion.queries.shown import Eyes, ShownComment, ShownReceipt, Targets
from ssrwiki.commons.discussion.rules import Step, is_fresh
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import is_owner
from ssrwiki.commons.documents.queries import links
from ssrwiki.commons.people.models import Organisation
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.access import is_allowed
from ssrwiki.foundation.markup import wikilinks

Answers = Mapping[int, Sequence[tuple[Disposition, str | None]]]


def assembled(
    session: Session, viewer: Actor, document: Document, rows: Sequence[Comment]
) -> tuple[ShownComment, ...]:
    """The rows as this viewer sees them, with replies, receipts and answers: one statement each."""
    if not rows:
        return ()
    replies = _replies(session, rows)
    everything = [*rows, *(reply for below in replies.values() for reply in below)]
    ids = [row.id for row in everything]
    own = authorship.own(
        session, actor=viewer, contribution_ids=[row.public_id for row in everything]
    )
    given = _answers(session, ids)
    eyes = Eyes(
        own=own,
        correctable=_correctable(session, viewer, everything, own, given),
        is_moderator=is_allowed(viewer, MODERATE, document),
        sees_drafts=is_owner(viewer, document),
    )
    receipts = _receipts(session, ids)
    answers = given if eyes.sees_drafts else _published(given)
    targets = _targets(session, viewer, everything, answers)

    def complete(row: Comment) -> ShownComment:
        return replace(
            shown.shown_comment(row, eyes, targets),
            receipts=receipts.get(row.id, ()),
            answers=tuple(
                shown.shown_answer(answer, duplicate_of, targets)
                for answer, duplicate_of in answers.get(row.id, ())
            ),
            replies=tuple(complete(reply) for reply in replies.get(row.id, ())),
        )

    return tuple(complete(row) for row in rows)


def _correctable(
    session: Session, viewer: Actor, rows: Sequence[Comment], own: Collection[str], given: Answers
) -> frozenset[int]:
    """Ids of the viewer's own comments whose words may still be changed."""
    if viewer.is_guest:
        return frozenset()
    over = {each: settling.is_over(session, each) for each in {row.thread_id for row in rows}}
    return frozenset(
        row.id
        for row in rows
        if row.public_id in own
        and row.fate.tombstone is None
        and is_fresh(row.at, clock.now())
        and row.id not in given
        and not over[row.thread_id]
    )


def _replies(session: Session, rows: Sequence[Comment]) -> Mapping[int, Sequence[Comment]]:
    found = session.scalars(
        select(Comment)
        .where(Comment.parent_id.in_([row.id for row in rows]))
        .order_by(Comment.listed_at, Comment.public_id)
    )
    by_parent = defaultdict[int, list[Comment]](list)
    for reply in found:
        by_parent[reply.parent_id or 0].append(reply)
    return by_parent


def _receipts(session: Session, ids: Collection[int]) -> Mapping[int, tuple[ShownReceipt, ...]]:
    rows = session.execute(
        select(Receipt.comment_id, Receipt.step, Organisation.name)
        .join(Organisation, Organisation.id == Receipt.organisation_id)
        .where(Receipt.comment_id.in_(ids))
        .order_by(Receipt.at, Receipt.id)
    )
    by_comment = defaultdict[int, tuple[ShownReceipt, ...]](tuple)
    for comment_id, step, office in rows:
        by_comment[comment_id] += (ShownReceipt(Step(step), office),)
    return by_comment


def _answers(session: Session, ids: Collection[int]) -> Answers:
    """Every answer, drafts among them: those are for the owning organisations alone."""
    original = aliased(Comment)
    query = (
        select(Disposition, original.public_id)
        .outerjoin(original, original.id == Disposition.duplicate_of_id)
        .where(Disposition.comment_id.in_(ids))
        .order_by(Disposition.number)
    )
    by_comment = defaultdict[int, list[tuple[Disposition, str | None]]](list)
    for row, duplicate_of in session.execute(query):
        by_comment[row.comment_id].append((row, duplicate_of))
    return by_comment


def _published(given: Answers) -> Answers:
    return {
        comment_id: [each for each in rows if each[0].published_at is not None]
        for comment_id, rows in given.items()
    }


def _targets(session: Session, viewer: Actor, rows: Sequence[Comment], answers: Answers) -> Targets:
    """Where the links in all these texts lead."""
    texts = [
        *(row.html for row in rows),
        *(answer.html for given in answers.values() for answer, _ in given),
    ]
    slugs = {slug for text in texts for slug in wikilinks.links_of(text)}
    return links.link_targets(session, viewer=viewer, slugs=slugs)
