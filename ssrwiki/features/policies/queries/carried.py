"""Reads of comments as the versions after theirs show them, and of where each comes from."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, case, false, func, literal, select
from sqlalchemy.orm import Session, aliased, defer

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import audiences_of
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.models.versions import Anchor, Version, VersionClause
from ssrwiki.features.policies.rules.anchors import AnchorState
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.stored_html import html_or_source, remark

LONGEST_FORMER_TEXT = 300


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What was answered to a comment, in public; `html` is the reason."""

    code: str
    html: str
    lang: str


@dataclass(frozen=True, slots=True)
class PlacedComment:
    """A top comment as a version shows it. `html` and `answer` are loaded for carried ones only.

    `state` is the anchor's; `exact` where the comment was made. `former_number` and
    `former_text` are those of the clause that it was made on, "" for the whole text.
    """

    comment: Comment
    html: str
    former_number: str
    former_text: str
    state: AnchorState
    clause_id: str | None
    round_number: int
    version_number: int
    is_of_viewer: bool
    answer: GivenAnswer | None

    @property
    def is_gone(self) -> bool:
        """Withdrawn, hidden, redacted or held: a tombstone stands for its words."""
        row = self.comment
        return any((row.withdrawn_at, row.hidden_at, row.redacted_at, row.held_at))

    @property
    def is_lost(self) -> bool:
        """Whether its words are no longer in the text, as found or as a person said."""
        is_manual = self.state is AnchorState.MANUAL
        return self.state is AnchorState.ORPHAN or (is_manual and self.clause_id is None)


def comments_on(
    session: Session, document: Document, version: Version, *, viewer: Actor
) -> Sequence[PlacedComment]:
    """Every top comment that can be reached from a version, oldest listing first.

    What was said of an earlier version stays with the readers of that one. Those made on this
    very version have no anchor row: they are where they are.
    """
    is_carried = Version.id != version.id
    said = html_or_source(Comment.body_html, Comment.body, Comment.renderer_version)
    reason = html_or_source(
        Disposition.reason_html, Disposition.reason, Disposition.renderer_version
    )
    former = aliased(VersionClause)
    is_own = false() if viewer.is_guest else authorship.is_by(viewer, Comment.public_id)
    rows = session.execute(
        select(
            Comment,
            case((is_carried, said), else_=literal("")),
            former.number,
            case((is_carried, func.substr(former.text, 1, LONGEST_FORMER_TEXT))),
            Anchor.state,
            Anchor.clause_id,
            Round.number,
            Version.number,
            is_own,
            Disposition.code,
            case((is_carried, reason), else_=literal("")),
            Disposition.lang,
            Disposition.renderer_version,
        )
        .join(Round, Round.thread_id == Comment.thread_id)
        .join(Version, Version.id == Round.version_id)
        .outerjoin(
            Disposition,
            and_(
                is_carried,
                Disposition.comment_id == Comment.id,
                Disposition.id.in_(_standing_answers(document)),
            ),
        )
        .outerjoin(Anchor, (Anchor.comment_id == Comment.id) & (Anchor.version_id == version.id))
        .outerjoin(
            former,
            (former.version_id == Version.id) & (former.clause_id == Comment.clause_id),
        )
        .where(
            Round.document_id == document.id,
            Version.number <= version.number,
            Version.audience.in_(audiences_of(viewer, document)),
            Comment.parent_id.is_(None),
        )
        .options(defer(Comment.body), defer(Comment.body_html), defer(Comment.replacement))
        .order_by(Comment.listed_at, Comment.public_id)
    )
    return [
        PlacedComment(
            comment=comment,
            html=remark(text, text, comment.renderer_version),
            former_number=former_number or "",
            former_text=former_text or "",
            state=AnchorState(state or AnchorState.EXACT),
            clause_id=placed if state is not None else comment.clause_id,
            round_number=round_number,
            version_number=version_number,
            is_of_viewer=bool(is_mine),
            answer=GivenAnswer(code, remark(why, why, renderer), lang) if code else None,
        )
        for (
            comment,
            text,
            former_number,
            former_text,
            state,
            placed,
            round_number,
            version_number,
            is_mine,
            code,
            why,
            lang,
            renderer,
        ) in rows
    ]


def _standing_answers(document: Document) -> Select[int]:
    """The last published answer to each comment of a policy's rounds."""
    return (
        select(func.max(Disposition.id))
        .join(Comment, Comment.id == Disposition.comment_id)
        .join(Round, Round.thread_id == Comment.thread_id)
        .where(Round.document_id == document.id, Disposition.published_at.is_not(None))
        .group_by(Disposition.comment_id)
    )


def carried_comment(
    session: Session, document: Document, version: Version, public_id: str, *, viewer: Actor
) -> tuple[Comment, Anchor]:
    """A top comment of an earlier version with its place in this one.

    Raises:
        NotFound: no such comment was carried to this version, or not for this viewer.
    """
    row = session.execute(
        select(Comment, Anchor)
        .join(Anchor, (Anchor.comment_id == Comment.id) & (Anchor.version_id == version.id))
        .join(Round, Round.thread_id == Comment.thread_id)
        .join(Version, Version.id == Round.version_id)
        .where(
            Round.document_id == document.id,
            Version.audience.in_(audiences_of(viewer, document)),
            Comment.public_id == public_id,
            Comment.parent_id.is_(None),
        )
    ).first()
    if row is None:
        raise NotFound
    return row.Comment, row.Anchor


def anchors_of_replies(session: Session, anchor: Anchor) -> Sequence[Anchor]:
    """Where the replies to a comment stand in the same version."""
    return session.scalars(
        select(Anchor)
        .join(Comment, Comment.id == Anchor.comment_id)
        .where(Comment.parent_id == anchor.comment_id, Anchor.version_id == anchor.version_id)
    ).all()


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a comment is carried: its own version, or the last one where a person put it.

    `is_orphan`: that person said that its words are gone.
    """

    comment_id: int
    parent_id: int | None
    version_number: int
    clause_id: str | None
    quote: str = ""
    quote_prefix: str = ""
    quote_suffix: str = ""
    is_orphan: bool = False


def origins(session: Session, document: Document) -> Sequence[Origin]:
    """Every comment of every round with its start.

    A place chosen by a person wins over the original one; the latest such place stands, and
    then the whole clause is meant, not the words that were quoted once.
    """
    by_hand: dict[int, tuple[int, str | None]] = {
        comment_id: (number, clause_id)
        for comment_id, number, clause_id in session.execute(
            select(Anchor.comment_id, Version.number, Anchor.clause_id)
            .join(Version, Version.id == Anchor.version_id)
            .where(Version.document_id == document.id, Anchor.state == AnchorState.MANUAL)
            .order_by(Version.number)
        )
    }
    rows = session.execute(
        select(
            Comment.id,
            Comment.parent_id,
            Version.number,
            Comment.clause_id,
            Comment.quote,
            Comment.quote_prefix,
            Comment.quote_suffix,
        )
        .join(Round, Round.thread_id == Comment.thread_id)
        .join(Version, Version.id == Round.version_id)
        .where(Round.document_id == document.id)
        .order_by(Comment.id)
    )
    found = []
    for comment_id, parent_id, number, clause_id, quote, prefix, suffix in rows:
        if comment_id in by_hand:
            placed_on, placed_at = by_hand[comment_id]
            origin = Origin(
                comment_id, parent_id, placed_on, placed_at, is_orphan=placed_at is None
            )
        else:
            origin = Origin(comment_id, parent_id, number, clause_id, quote, prefix, suffix)
        found.append(origin)
    return found
