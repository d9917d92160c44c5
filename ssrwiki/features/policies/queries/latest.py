"""The latest responses, for those who haven't looked at any policy yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.queries import reach
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.features.policies.queries import answers
from ssrwiki.foundation.markup import tags
from ssrwiki.foundation.stored_html import html_or_source, remark

LONGEST_EXCERPT = 240


@dataclass(frozen=True, slots=True)
class AnsweredRound:
    """A round whose answers are published; `address` is its response."""

    title: str
    lang: str
    address: str
    version_number: int
    responded_at: datetime
    thread_id: int
    version_id: int


def answered_rounds(session: Session, *, viewer: Actor, size: int) -> Sequence[AnsweredRound]:
    """Those that the viewer may read, the latest response first."""
    rows = session.execute(
        select(Document, Round, Version, Revision.title, Revision.lang)
        .join(Round, Round.document_id == Document.id)
        .join(Version, Version.id == Round.version_id)
        .join(Revision, Revision.id == Version.revision_id)
        .where(
            Round.responded_at.is_not(None),
            reach.readable(viewer),
            reach.in_audience(viewer, Version.audience),
        )
        .order_by(Round.responded_at.desc(), Round.id.desc())
        .limit(size)
    )
    return [
        AnsweredRound(
            title=title,
            lang=lang,
            address=f"{document.address}/rounds/{window.number}/response",
            version_number=version.number,
            responded_at=window.responded_at,
            thread_id=window.thread_id,
            version_id=version.id,
        )
        for document, window, version, title, lang in rows
        if window.responded_at is not None
    ]


@dataclass(frozen=True, slots=True)
class AnsweredPoint:
    """What was said and what became of it, as plain text; `clause_number` "" for the whole."""

    said: str
    said_lang: str
    done: str
    done_lang: str
    code: str
    clause_number: str


def answered_points(
    session: Session, window: AnsweredRound, *, codes: Sequence[str]
) -> Sequence[AnsweredPoint]:
    """For each of these answers the first point of the text that got it; tombstones left out."""
    later = aliased(Disposition)
    latest = (
        select(func.max(later.number))
        .where(later.comment_id == Comment.id, later.published_at.is_not(None))
        .scalar_subquery()
    )
    in_order = (VersionClause.ordinal, Comment.listed_at, Comment.public_id)
    rows = session.execute(
        select(
            html_or_source(Comment.body_html, Comment.body, Comment.renderer_version).label("said"),
            Comment.renderer_version.label("said_by"),
            Comment.lang.label("said_lang"),
            html_or_source(
                Disposition.reason_html, Disposition.reason, Disposition.renderer_version
            ).label("done"),
            Disposition.renderer_version.label("done_by"),
            Disposition.lang.label("done_lang"),
            Disposition.code,
            VersionClause.number,
            func.row_number().over(partition_by=Disposition.code, order_by=in_order).label("place"),
        )
        .join(Disposition, Disposition.comment_id == Comment.id)
        .outerjoin(
            VersionClause,
            (VersionClause.clause_id == Comment.clause_id)
            & (VersionClause.version_id == window.version_id),
        )
        .where(
            Comment.thread_id == window.thread_id,
            answers.owes_answer(),
            Disposition.number == latest,
            Disposition.code.in_(codes),
        )
    )
    points = [
        AnsweredPoint(
            said=_excerpt(row.said, row.said_by),
            said_lang=row.said_lang,
            done=_excerpt(row.done, row.done_by),
            done_lang=row.done_lang,
            code=row.code,
            clause_number=row.number or "",
        )
        for row in rows
        if row.place == 1
    ]
    return sorted(points, key=lambda point: codes.index(point.code))


def _excerpt(text: str, renderer_version: int) -> str:
    html = remark(text, text, renderer_version)
    return shorten(tags.plain_text(html), LONGEST_EXCERPT, placeholder=" …")
