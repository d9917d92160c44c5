"""Comments, replies and published answers as search finds them.

Each is an entry of its own: it is stemmed in its own language, goes when it goes, and no words
stand under another's byline. None has the name of its author, withheld or not, nor the quote and
the title, which are the document's own words and found there. Readers, topics and state are the
document's: its changes are theirs (`leaning`).
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.discussion.models import Comment, Disposition, Thread
from ssrwiki.commons.discussion.queries import reach, threads
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import entries
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.feature import Findable, Found, Remark
from ssrwiki.foundation.markup import tags
from ssrwiki.foundation.search.port import Entry, Hit, Searchable
from ssrwiki.foundation.search.snippets import MOST_SCANNED
from ssrwiki.foundation.words import say

KIND = "comment"
ANSWER = "answer"
"""The variant of a comment's entry that holds the office's answer."""


def _keys(session: Session) -> Sequence[str]:
    # By random id: of two hits that are worth the same the index shows the earlier one first,
    # and the order within a day isn't the order of arrival (safety rule 3).
    return session.scalars(select(Comment.public_id).order_by(Comment.public_id)).all()


def _leaning(session: Session, kind: str, document_ids: Sequence[str]) -> Iterable[str]:
    return session.scalars(
        select(Comment.public_id)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Document, Document.id == Thread.document_id)
        .where(Document.kind == kind, Document.public_id.in_(document_ids))
        .order_by(Comment.public_id)
    ).all()


def _entries(session: Session, public_ids: Sequence[str]) -> Iterator[Entry]:
    rows = session.execute(
        _standing(public_ids)
        .where(Document.hidden_at.is_(None))
        .options(selectinload(Document.owners))
        .order_by(Comment.public_id)
    ).all()
    answers = _answers(session, [row.Comment.id for row in rows])
    carrying = entries.subjects(session, {row.Document.id for row in rows})
    for comment, thread, document in rows:
        subjects = carrying.get(document.id, entries.NO_SUBJECTS)
        readers = reach.tokens_for(document, thread.audience)
        yield Entry(
            kind=KIND,
            key=comment.public_id,
            title="",
            remark=_words(comment),
            lang=comment.lang,
            status=document.status,
            topics=subjects.topics,
            regions=subjects.regions,
            readers=readers,
            # The moment that lists show: of a withheld comment any of its day.
            updated_at=comment.listed_at,
        )
        answer = answers.get(comment.id)
        if answer is not None:
            yield Entry(
                kind=KIND,
                key=comment.public_id,
                variant=ANSWER,
                title="",
                remark=tags.plain_text(answer.html),
                lang=answer.lang,
                status=document.status,
                topics=subjects.topics,
                regions=subjects.regions,
                readers=readers,
                updated_at=answer.published_at or answer.listed_at,
            )


def _standing(public_ids: Collection[str]) -> Select[Comment, Thread, Document]:
    """Those of the comments whose words are there for everybody who may read their document."""
    return (
        select(Comment, Thread, Document)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Document, Document.id == Thread.document_id)
        .where(Comment.public_id.in_(public_ids), _is_there())
    )


def _is_there() -> ColumnElement[bool]:
    return and_(
        Comment.held_at.is_(None),
        Comment.hidden_at.is_(None),
        Comment.withdrawn_at.is_(None),
        Comment.redacted_at.is_(None),
    )


def _answers(session: Session, comment_ids: Collection[int]) -> Mapping[int, Disposition]:
    """The published answer that stands, of each comment that has one with words; never a draft."""
    rows = session.scalars(
        select(Disposition)
        .where(Disposition.comment_id.in_(comment_ids), Disposition.published_at.is_not(None))
        .order_by(Disposition.number)
    )
    latest = {row.comment_id: row for row in rows}
    return {
        comment_id: row
        for comment_id, row in latest.items()
        if row.redacted_at is None and row.reason
    }


def _words(comment: Comment) -> str:
    """What was said, what was suggested, and what a field test reports."""
    parts = [tags.plain_text(comment.html), comment.replacement]
    if comment.trial is not None:
        parts += json.loads(comment.trial).values()
    return "\n".join(part for part in parts if part)


def _found(session: Session, viewer: Actor, hits: Sequence[Hit]) -> Iterator[Found]:
    rows = session.execute(_standing({hit.key for hit in hits}).where(reach.readable(viewer))).all()
    by_key = {row.Comment.public_id: row for row in rows}
    asked = {by_key[hit.key].Comment.id for hit in hits if hit.variant and hit.key in by_key}
    answers = _answers(session, asked) if asked else {}
    for hit in hits:
        if hit.key not in by_key:
            continue
        comment, thread, document = by_key[hit.key]
        address = threads.address_of(document, thread, comment.public_id)
        if not hit.variant:
            yield _found_comment(hit, comment, document, address)
        elif comment.id in answers:
            yield _found_answer(hit, answers[comment.id], document, address)


def _found_comment(hit: Hit, comment: Comment, document: Document, address: str) -> Found:
    return Found(
        hit=hit,
        title=document.title,
        address=address,
        text=_words(comment)[:MOST_SCANNED],
        lang=comment.lang,
        label=say("Comment") if comment.parent_id is None else say("Reply"),
        remark=Remark(
            byline=comment.byline,
            said_on=comment.listed_at.date(),
            title_lang=document.lang,
        ),
    )


def _found_answer(hit: Hit, answer: Disposition, document: Document, address: str) -> Found:
    said_at = answer.published_at or answer.listed_at
    return Found(
        hit=hit,
        title=document.title,
        address=address,
        text=tags.plain_text(answer.html)[:MOST_SCANNED],
        lang=answer.lang,
        facts=(say("answered by %(office)s", office=answer.office),) if answer.office else (),
        label=say("Answer"),
        remark=Remark(said_on=said_at.date(), title_lang=document.lang),
    )


def found(session: Session, viewer: Actor, hits: Sequence[Hit]) -> Sequence[Found]:
    """The hits that this viewer may read now, in two statements."""
    return tuple(_found(session, viewer, hits))


SEARCHABLE = Searchable(KIND, _keys, _entries, _leaning)

FINDABLE = Findable(kind=KIND, label=say("Comment"), heading=say("Comments"), found=found)
