"""Edits of newcomers, kept apart as they were sent: nothing of them is in history or search.

What moderators decide on them stands in `judging`.
"""

import json
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship import queries as authors
from ssrwiki.commons.documents.actions import guards, saving, unsaved
from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.actions.manuscripts import Manuscript
from ssrwiki.commons.documents.models import Document, HeldEdit
from ssrwiki.commons.documents.permissions import Submission
from ssrwiki.commons.documents.queries import holding as queries
from ssrwiki.commons.documents.rules import Audience, HeldOutcome, HeldState
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock, text
from ssrwiki.foundation.errors import Invalid, NotFound
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.redactions.pieces import Erasure, Redactable
from ssrwiki.foundation.words import say

SHORTEST_WORDS, LONGEST_WORDS = 10, 2_000


def submit(
    session: Session,
    *,
    actor: Actor,
    kind: DocumentKind,
    document: Document | None,
    manuscript: Manuscript,
    based_on: int,
) -> Document | HeldEdit:
    """Saves, or creates with `document` None; a newcomer's first edit and their links wait.

    What waits has passed every guard of a save, so that a moderator can let it out as it is.

    Raises:
        NotAllowed, Invalid, Conflict: as `saving.save` and `saving.create`; Invalid too while
        another edit of the actor's waits here.
    """
    if not guards.has_to_wait(session, actor, document, manuscript):
        if document is None:
            return saving.create(session, actor=actor, kind=kind, manuscript=manuscript)
        saving.save(
            session,
            actor=actor,
            kind=kind,
            document=document,
            manuscript=manuscript,
            based_on=based_on,
        )
        return document
    if document is None:
        slug = text.slug(manuscript.title)
        guards.require_creatable(session, actor, kind, manuscript, slug=slug, has_owner=False)
    else:
        guards.require_savable(session, actor, kind, document, manuscript, based_on=based_on)
    if queries.own_waiting(session, actor=actor, document=document) is not None:
        raise Invalid(
            say("An edit of yours waits for a moderator here. Wait for it, or take it back first.")
        )
    row = HeldEdit(
        section=kind.section,
        document_id=document.id if document is not None else None,
        base_number=based_on if document is not None else 0,
        title=manuscript.title,
        body=manuscript.body,
        fields=manuscript.fields_json,
        lang=manuscript.lang,
        summary=manuscript.summary,
        is_minor=manuscript.is_minor,
        audience=manuscript.audience,
        group_id=guards.group_id(session, actor, manuscript, document),
    )
    authorship.sign(
        session, actor=actor, attribution=manuscript.attribution, agreed=manuscript.agreed
    ).onto(row)
    session.add(row)
    unsaved.drop(session, actor=actor, kind=kind, document=document)
    session.flush()  # a second send at once must find it
    return row


def manuscript(session: Session, held: HeldEdit) -> Manuscript:
    """What was sent, rendered anew; made before a transaction opens."""
    fields = json.loads(held.fields)
    return Manuscript(
        title=held.title,
        body=held.body,
        fields={k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()},
        lang=held.lang,
        summary=held.summary,
        is_minor=held.is_minor,
        attribution=held.attribution,
        agreed=held.byline,
        audience=Audience(held.audience),
        group=people.group_slug(session, held.group_id) if held.group_id else "",
        rendered=markdown.render(held.body),
    )


def appeal(session: Session, *, actor: Actor, submission: Submission, words: str) -> None:
    """Asks that a second moderator look at one's own refused edit.

    Raises:
        NotFound: to anybody else. Invalid: without words, when it wasn't refused, or twice.
    """
    held = _own(session, actor, submission)
    if held.state is not HeldState.REFUSED:
        raise Invalid(say("There is nothing to appeal against."))
    held.appeal, held.appealed_at = words_of(words, "words"), clock.now()


def take_back(session: Session, *, actor: Actor, submission: Submission) -> None:
    """Ends the waiting of one's own edit; nobody is told.

    Raises:
        NotFound: to anybody else. Invalid: when it doesn't wait.
    """
    held = _own(session, actor, submission)
    if not held.state.is_open:
        raise Invalid(say("This doesn't wait any more."))
    decide(session, held, HeldOutcome.TAKEN_BACK)


def forget(session: Session) -> None:
    """Takes the words out of what was decided on a month ago."""
    for held in queries.outlived(session):
        empty(held)
        held.redacted_at = clock.now()


def _own(session: Session, actor: Actor, submission: Submission) -> HeldEdit:
    held = submission.held
    if not authors.own(session, actor=actor, contribution_ids=[held.public_id]):
        raise NotFound
    return held


def words_of(given: str, field: str) -> str:
    """Words of an author or a moderator to the other.

    Raises:
        Invalid: for too few or too many of them.
    """
    words = text.clean_text(given, field).strip()
    if not SHORTEST_WORDS <= len(words) <= LONGEST_WORDS:
        raise Invalid(
            say("Say why, in %(longest)s characters at most.", longest=LONGEST_WORDS), field
        )
    return words


def decide(session: Session, held: HeldEdit, outcome: HeldOutcome) -> None:
    """Writes down what became of it."""
    held.outcome, held.decided_at = outcome, clock.now()
    session.flush()  # what is told comes after it


def empty(held: HeldEdit) -> None:
    """Takes its words away, and all that was written about it."""
    held.title = held.body = held.summary = held.appeal = held.explanation = ""
    held.fields = "{}"


def _redact(session: Session, public_id: str, _erasure: Erasure) -> Collection[str]:
    row = session.scalars(select(HeldEdit).where(HeldEdit.public_id == public_id)).one()
    empty(row)
    row.redacted_at = row.redacted_at or clock.now()
    return [public_id]


HELD_EDIT = Redactable(
    kind=queries.HELD_EDIT,
    label=say("Edit that waited"),
    found=queries.piece_found,
    standing=queries.pieces_standing,
    empty=_redact,
    verb="",
)
