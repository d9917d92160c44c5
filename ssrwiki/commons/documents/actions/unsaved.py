"""What somebody is writing and hasn't saved: kept as they type, for themselves alone.

It is no contribution: no byline, no history, no notice, and no search ever sees it. It goes when
the edit is saved, when its author drops it, when the account is closed, and after thirty days.
"""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.models import Document, Revision, UnsavedEdit
from ssrwiki.commons.documents.queries import unsaved as queries
from ssrwiki.commons.documents.rules import UNSAVED_KEPT
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access, clock
from ssrwiki.foundation.database import insert_into
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

LARGEST_CHARACTERS = 500_000
"""Of the whole form as JSON: the longest text, written in any script, and its other fields."""


def keep(
    session: Session,
    *,
    actor: Actor,
    kind: DocumentKind,
    document: Document | None,
    base_number: int,
    fields: Mapping[str, Sequence[str]],
) -> None:
    """Keeps the form as it stands, in place of what was kept before.

    Raises:
        NotAllowed, Invalid: longer than any text that could be saved.
    """
    if document is None:
        access.require(actor, kind.create, None)
    else:
        access.require(actor, kind.edit, document)
    written = json.dumps(fields, ensure_ascii=False)
    if len(written) > LARGEST_CHARACTERS:
        raise Invalid(say("This is longer than any text that can be saved here."), "body")
    row = {
        "document_id": document.id if document is not None else None,
        "base_number": base_number,
        "fields": written,
        "kept_at": clock.now(),
    }
    key = {"person_id": actor.id, "place": queries.place(kind.section, document)}
    insert = insert_into(session, UnsavedEdit).values(key | row)
    session.execute(insert.on_conflict_do_update(index_elements=list(key), set_=row))


def drop(session: Session, *, actor: Actor, kind: DocumentKind, document: Document | None) -> None:
    """Forgets what the actor had written here, saved by now or not wanted any more."""
    session.execute(
        delete(UnsavedEdit).where(
            UnsavedEdit.person_id == actor.id,
            UnsavedEdit.place == queries.place(kind.section, document),
        )
    )


def drop_all(session: Session, person_id: int) -> None:
    """Forgets all that somebody had written and not saved."""
    session.execute(delete(UnsavedEdit).where(UnsavedEdit.person_id == person_id))


def drop_begun_before(session: Session, document: Document, emptied: Revision) -> None:
    """Forgets what may repeat an emptied revision: all but edits of a newer one that stands."""
    newer = document.head_number if emptied.number < document.head_number else 0
    session.execute(
        delete(UnsavedEdit).where(
            UnsavedEdit.document_id == document.id, UnsavedEdit.base_number != newer
        )
    )


def forget_old(session: Session) -> None:
    """Forgets what nobody has come back to."""
    session.execute(delete(UnsavedEdit).where(UnsavedEdit.kept_at < clock.now() - UNSAVED_KEPT))
