"""What moderators decide on edits that wait: they let them out, refuse them, or look again.

Letting one out is an ordinary save in its author's name on the revision that it was made on, so it
can't overwrite anybody.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import queries as authors
from ssrwiki.commons.documents.actions import holding, saving
from ssrwiki.commons.documents.actions.guards import NameTaken
from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.actions.manuscripts import Manuscript
from ssrwiki.commons.documents.models import Document, HeldEdit
from ssrwiki.commons.documents.permissions import JUDGE, Submission
from ssrwiki.commons.documents.queries import holding as queries
from ssrwiki.commons.documents.rules import HeldOutcome, HeldState, HidingReason
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import Invalid, NotAllowed
from ssrwiki.foundation.words import say

RELEASED, OVERTAKEN, UPHELD = (
    "documents.released_edit",
    "documents.overtaken_edit",
    "documents.upheld_refusal",
)
REFUSED = queries.REFUSED


def release(
    session: Session,
    *,
    actor: Actor,
    kind: DocumentKind,
    submission: Submission,
    manuscript: Manuscript,
    explanation: str = "",
) -> HeldOutcome:
    """Saves it in its author's name. When somebody saved meanwhile, its author is told instead.

    After an appeal a second moderator does this, with words for the author.

    Raises:
        NotAllowed, Invalid: when it doesn't wait, or its author may not write here any more;
        Conflict: somebody saves in this very moment.
    """
    held = _judged(session, actor, submission)
    if held.state is HeldState.APPEALED:
        held.explanation = holding.words_of(explanation, "explanation")
    author = people.actor(session, authors.author_id(session, held.public_id) or 0)
    try:
        saved = _saved(session, author, kind, submission.document, manuscript, held.base_number)
    except NotAllowed:
        raise Invalid(say("Its author can't write here any more.")) from None
    if saved is None:
        holding.decide(session, held, HeldOutcome.OVERTAKEN)
        _tell(session, actor, held, submission.document, OVERTAKEN, held.address)
        return HeldOutcome.OVERTAKEN
    holding.decide(session, held, HeldOutcome.RELEASED)
    _tell(session, actor, held, saved, RELEASED, saved.address)
    holding.empty(held)
    return HeldOutcome.RELEASED


def refuse(session: Session, *, actor: Actor, submission: Submission, reason: str) -> None:
    """Keeps it out, for a listed reason; its author is told and may appeal once.

    Raises:
        NotAllowed, Invalid: for a reason that isn't listed, or when it doesn't wait.
    """
    held = _judged(session, actor, submission)
    if held.state is HeldState.APPEALED:
        raise Invalid(say("It was refused already, and waits for a second moderator."))
    if reason not in set(HidingReason):
        raise Invalid(say("Choose the reason from the list."), "reason")
    held.refused_reason = reason
    holding.decide(session, held, HeldOutcome.REFUSED)
    _tell(session, actor, held, submission.document, REFUSED, held.address, reason)


def uphold(session: Session, *, actor: Actor, submission: Submission, explanation: str) -> None:
    """A second moderator has looked again, and it stays out.

    Raises:
        NotAllowed, Invalid: without an appeal, or without words for the author.
    """
    held = _judged(session, actor, submission)
    if held.state is not HeldState.APPEALED:
        raise Invalid(say("Nobody has appealed."))
    held.explanation = holding.words_of(explanation, "explanation")
    holding.decide(session, held, HeldOutcome.UPHELD)
    _tell(session, actor, held, submission.document, UPHELD, held.address)


def _saved(
    session: Session,
    author: Actor,
    kind: DocumentKind,
    document: Document | None,
    manuscript: Manuscript,
    base_number: int,
) -> Document | None:
    """The document as it stands then; None where somebody else was faster."""
    if document is None:
        try:
            return saving.create(session, actor=author, kind=kind, manuscript=manuscript)
        except NameTaken:
            return None
    if document.head_number != base_number:
        return None
    saving.save(
        session,
        actor=author,
        kind=kind,
        document=document,
        manuscript=manuscript,
        based_on=base_number,
    )
    return document


def _judged(session: Session, actor: Actor, submission: Submission) -> HeldEdit:
    """The edit, held until the end of the transaction, for a moderator who may decide on it."""
    access.require(actor, JUDGE, submission)
    held = session.scalars(
        select(HeldEdit).where(HeldEdit.id == submission.held.id).with_for_update()
    ).one()
    if not held.state.is_open:
        raise Invalid(say("Somebody has decided on this already, or its author took it back."))
    is_party = queries.has_refused(session, actor, held) or authors.own(
        session, actor=actor, contribution_ids=[held.public_id]
    )
    if is_party:
        raise NotAllowed(
            say("A second moderator looks at this, who has neither written it nor refused it.")
        )
    return held


def _tell(
    session: Session,
    actor: Actor,
    held: HeldEdit,
    document: Document | None,
    verb: str,
    address: str,
    summary: str = "",
) -> None:
    activity.record(
        session,
        actor=actor,
        verb=verb,
        document_id=document.id if document is not None else None,
        contribution_id=held.public_id,
        address=address,
        summary=summary,
        audience=document.audience if document is not None else None,
    )
