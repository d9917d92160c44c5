"""Who may read, edit and redact a document; `can_read` decides for everything that hangs on it."""

from dataclasses import dataclass

from ssrwiki.commons.documents.models import Document, HeldEdit, Revision
from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.foundation.access import Permission
from ssrwiki.foundation.redactions.pieces import Piece
from ssrwiki.foundation.words import say


def is_owner(actor: Actor, document: Document) -> bool:
    """Whether the actor is a verified member of an owning organisation."""
    return any(owner.organisation_id == actor.organisation_id for owner in document.owners)


def is_in_audience(actor: Actor, document: Document, audience: str) -> bool:
    """Whether the actor belongs to this audience of the document."""
    if audience == Audience.PUBLIC:
        return True
    if actor.is_guest:
        return False
    if audience == Audience.MEMBERS:
        return True
    if audience == Audience.GROUP:
        return document.group_id in actor.group_ids or is_owner(actor, document)
    return is_owner(actor, document)


def audiences_of(actor: Actor, document: Document) -> list[Audience]:
    """Those audiences of the document that the actor belongs to: what is for them, in a query."""
    return [each for each in Audience if is_in_audience(actor, document, each)]


def known_group_id(actor: Actor, document: Document) -> int | None:
    """The one group that reads the document, or has read it, for those who may know of it."""
    return document.group_id if is_in_audience(actor, document, Audience.GROUP) else None


def can_read(actor: Actor, document: Document) -> bool:
    """Whether the document exists for this actor. Hidden ones exist for moderators only."""
    if document.hidden_at is not None and not actor.is_moderator:
        return False
    return is_in_audience(actor, document, document.audience) or can_read_working_text(
        actor, document
    )


def can_read_working_text(actor: Actor, document: Document) -> bool:
    """Whether working text, history and comparisons exist for this actor."""
    if document.hidden_at is not None and not actor.is_moderator:
        return False
    return is_in_audience(actor, document, document.working_audience or document.audience)


def can_read_revision(actor: Actor, document: Document, revision: Revision) -> bool:
    """Whether an earlier text exists for this actor, who may read the document's history."""
    return is_in_audience(actor, document, revision.audience)


def can_read_piece(actor: Actor, document: Document, piece: Piece) -> bool:
    """Whether the words of a contribution to this document exist for this actor."""
    is_for_actor = piece.audience is None or is_in_audience(actor, document, piece.audience)
    return can_read(actor, document) and is_for_actor and not piece.is_private


READ = Permission[Actor, Document](
    "documents.read", "Read a document: whoever its audience includes.", can_read
)

READ_WORKING_TEXT = Permission[Actor, Document](
    "documents.read_working_text",
    "See working text, history and comparisons: the audience, for policies the owning units.",
    can_read_working_text,
)

REDACT = Permission[Actor, Document](
    "documents.redact",
    "Redact for ever what people wrote: moderators, never on a text of their own organisation.",
    lambda actor, document: (
        actor.is_moderator and not is_owner(actor, document) and can_read(actor, document)
    ),
    say("Only a moderator from another organisation can redact this."),
)

HIDE = Permission[Actor, Document](
    "documents.hide",
    "Hide a document and show it again: moderators, never one of their own organisation.",
    lambda actor, document: actor.is_moderator and not is_owner(actor, document),
    say("Only a moderator from another organisation can hide this."),
)


@dataclass(frozen=True, slots=True)
class Submission:
    """A held edit as rights are asked for it; `document` None: it would make a new page."""

    held: HeldEdit
    document: Document | None


def can_judge(actor: Actor, submission: Submission) -> bool:
    """Whether a moderator may decide on it: one who could read it, from another organisation."""
    held, document = submission.held, submission.document
    if not actor.is_moderator:
        return False
    if document is not None:
        return not is_owner(actor, document) and can_read(actor, document)
    return held.audience != Audience.GROUP or held.group_id in actor.group_ids


JUDGE = Permission(
    "documents.judge_held_edits",
    "Let out or refuse a newcomer's edit: moderators, never on a text of their own organisation.",
    can_judge,
    say("Only a moderator from another organisation can decide on this."),
)

SIGNED_IN = Permission[Actor, None](
    "people.signed_in",
    "Whatever needs an account and nothing more.",
    lambda actor, _: actor.has_role(Role.MEMBER),
)
