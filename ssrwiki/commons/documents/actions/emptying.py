"""Emptying a revision: its text, fields and reason, and where asked its title and its address."""

import json
import re
from collections.abc import Collection

from sqlalchemy import func, literal, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.actions import hiding, projecting, saving, unsaved
from ssrwiki.commons.documents.actions.kinds import ABSTRACT
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.queries import documents, pieces, revisions
from ssrwiki.foundation import clock, text
from ssrwiki.foundation.redactions.pieces import Erasure, Redactable
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.spent_forms import SpentForm
from ssrwiki.foundation.words import say

REDACTED = "documents.redacted"
TOMBSTONE = "*Redacted.*"
TITLE_TOMBSTONE = "Redacted"


def empty(session: Session, public_id: str, erasure: Erasure) -> Collection[str]:
    """Puts tombstones into one revision, and takes what was projected from it back.

    The newest one too: a restored backup may have words as its newest that had to go.
    """
    revision = session.scalars(select(Revision).where(Revision.public_id == public_id)).one()
    document = session.get_one(Document, revision.document_id)
    is_head = revision.number == document.head_number
    if revision.redacted_at is None:
        _forget_abstract(session, document, revision)
        revision.body, revision.fields, revision.summary = TOMBSTONE, "{}", ""
        revision.content_hash = ""
        revision.redaction_reason = erasure.public_reason
        revision.redacted_at = clock.now()
        session.flush()  # the rendering is made from the emptied row
        saving.render_anew(session, revision)
    if erasure.covers_title:
        _empty_title(session, document, revision)
    unsaved.drop_begun_before(session, document, revision)
    if is_head:
        is_working = document.working_audience is not None
        projecting.forget_links(session, document, is_working=is_working)
    outbox.enqueue(session, document.kind, document.public_id, is_expunged=True)
    return [revision.public_id]


def _forget_abstract(session: Session, document: Document, revision: Revision) -> None:
    """The one that lists show, unless the newest revision still says it."""
    own = json.loads(revision.fields).get(ABSTRACT, "")
    head = revisions.revision(session, document, document.head_number)
    is_said_still = head is not revision and json.loads(head.fields).get(ABSTRACT, "") == own
    if document.abstract == own and not is_said_still:
        document.abstract = ""


def _empty_title(session: Session, document: Document, revision: Revision) -> None:
    old = revision.title
    if old == TITLE_TOMBSTONE:
        return
    revision.title = TITLE_TOMBSTONE
    if document.title == old:
        document.title = _title_left(session, document, old)
    if re.fullmatch(rf"{re.escape(text.slug(old))}(-\d+)?", document.slug):
        _move(session, document, documents.free_slug(session, text.slug(document.title)))


def _title_left(session: Session, document: Document, old: str) -> str:
    """The newest one, where those who see the document's title may also see that."""
    head = revisions.revision(session, document, document.head_number)
    return head.title if document.is_work_open and head.title != old else TITLE_TOMBSTONE


def _move(session: Session, document: Document, slug: str) -> None:
    """Gives an address that no longer spells the title. The old one isn't kept: it would tell."""
    old = document.address
    document.slug = slug
    for column in (Activity.address, SpentForm.location):
        _replace_beginning(session, column, old, document.address)


def _replace_beginning(
    session: Session, column: InstrumentedAttribute[str], old: str, new: str
) -> None:
    below = (column.startswith(f"{old}{mark}", autoescape=True) for mark in "/?#")
    session.execute(
        update(column.class_)
        .where(or_(column == old, *below))
        .values({column: literal(new) + func.substr(column, len(old) + 1)})
        .execution_options(synchronize_session=False)
    )


REVISION = Redactable(
    kind=pieces.REVISION,
    label=say("Revision"),
    found=pieces.revision_found,
    standing=pieces.revisions_standing,
    empty=empty,
    verb=REDACTED,
    hide=hiding.hide_revision,
)
