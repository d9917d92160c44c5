"""Creating, saving and restoring: each appends a revision, none overwrites."""

import json
from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.documents.actions import guards, hours, projecting, unsaved
from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.actions.manuscripts import Manuscript
from ssrwiki.commons.documents.models import Document, DocumentOwner, Rendering, Revision
from ssrwiki.commons.documents.queries import documents, renderings, revisions
from ssrwiki.commons.documents.rules import Audience, RevisionKind
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access, clock, keys, text
from ssrwiki.foundation.errors import Conflict, Invalid
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.words import say

CREATED, SAVED, RESTORED = "documents.created", "documents.saved", "documents.restored"


def create(
    session: Session,
    *,
    actor: Actor,
    kind: DocumentKind,
    manuscript: Manuscript,
    owner_ids: Sequence[int] = (),
    slug: str = "",
) -> Document:
    """A document with its first revision, owned by `owner_ids` or the actor's organisation.

    Where a document that the actor may not read has the slug, the next free one is taken: a
    refusal would tell that it exists.

    Raises:
        NotAllowed, NameTaken, Invalid: when nobody could own it.
    """
    owners = list(owner_ids) or ([actor.organisation_id] if actor.organisation_id else [])
    slug = slug or text.slug(manuscript.title)
    guards.require_creatable(session, actor, kind, manuscript, slug=slug, has_owner=bool(owners))
    now = clock.now()
    document = Document(
        public_id=keys.public_id(),
        kind=kind.name,
        section=kind.section,
        slug=documents.free_slug(session, slug),
        title=manuscript.title,
        lang=manuscript.lang,
        audience=kind.working_audience or manuscript.audience,
        working_audience=kind.working_audience,
        group_id=guards.group_id(session, actor, manuscript, None),
        head_number=0,
        created_at=now,
        revised_at=now,
        owners=[
            DocumentOwner(organisation_id=organisation_id, position=position)
            for position, organisation_id in enumerate(owners)
        ],
    )
    session.add(document)
    session.flush()  # the revision needs the document's id
    _append(session, actor, kind, document, manuscript, RevisionKind.CREATE)
    unsaved.drop(session, actor=actor, kind=kind, document=None)
    return document


def save(
    session: Session,
    *,
    actor: Actor,
    kind: DocumentKind,
    document: Document,
    manuscript: Manuscript,
    based_on: int,
) -> Revision:
    """The next revision, if nobody has saved since `based_on`.

    Raises:
        NotAllowed, Invalid: when nothing was changed, Conflict: with the text that stands now.
    """
    guards.require_savable(session, actor, kind, document, manuscript, based_on=based_on)
    unsaved.drop(session, actor=actor, kind=kind, document=document)
    return _append(session, actor, kind, document, manuscript, RevisionKind.EDIT)


def restore(
    session: Session,
    *,
    actor: Actor,
    kind: DocumentKind,
    document: Document,
    number: int,
    summary: str,
) -> Revision:
    """A new revision with the title, text and fields of an old one.

    Raises:
        NotFound, NotAllowed, Invalid: for the revision that stands, or a redacted one.
    """
    access.require(actor, kind.edit, document)
    old = revisions.readable(session, viewer=actor, document=document, number=number)
    if old.number == document.head_number:
        raise Invalid(say("This is the text that stands already."), "revision")
    if old.redacted_at is not None:
        raise Invalid(say("A redacted revision can't be restored."), "revision")
    if old.hidden_at is not None:
        raise Invalid(say("A moderator has hidden this revision, so it can't stand."), "revision")
    manuscript = Manuscript(
        title=old.title,
        body=old.body,
        fields=json.loads(old.fields),
        lang=old.lang,
        summary=summary,
        is_minor=False,
        attribution="named",
        audience=Audience(document.audience),
        rendered=markdown.render(old.body),
    )
    if guards.has_to_wait(session, actor, document, manuscript):
        raise Invalid(
            say("Links of new members wait for a moderator. Edit the page instead of restoring it.")
        )
    return _append(session, actor, kind, document, manuscript, RevisionKind.RESTORE, number)


def _append(
    session: Session,
    actor: Actor,
    kind: DocumentKind,
    document: Document,
    manuscript: Manuscript,
    how: RevisionKind,
    restored_number: int | None = None,
) -> Revision:
    base = document.head_number
    _swap_head(session, document, base)
    revision = Revision(
        document_id=document.id,
        number=base + 1,
        title=manuscript.title,
        body=manuscript.body,
        fields=manuscript.fields_json,
        lang=manuscript.lang,
        summary=manuscript.summary,
        is_minor=manuscript.is_minor,
        kind=how,
        restored_number=restored_number,
        content_hash=manuscript.content_hash(keys.of(session)),
        audience=document.working_audience or document.audience,
    )
    signature = authorship.sign(
        session, actor=actor, attribution=manuscript.attribution, agreed=manuscript.agreed
    )
    signature.onto(revision)
    session.add(revision)
    session.flush()  # the rendering needs the revision's id
    session.add(renderings.rendering(revision.id, manuscript.rendered))
    projecting.project(session, kind, document, manuscript)
    activity.record(
        session,
        actor=revision,
        verb={RevisionKind.CREATE: CREATED, RevisionKind.RESTORE: RESTORED}.get(how, SAVED),
        document_id=document.id,
        contribution_id=revision.public_id,
        address=f"{document.address}/revisions/{revision.number}",
        summary=manuscript.summary,
        is_minor=manuscript.is_minor,
        needs_working_text=kind.working_audience is not None,
        audience=revision.audience,
    )
    hours.settle(session, document, revision)
    return revision


def _swap_head(session: Session, document: Document, base: int) -> None:
    swapped = session.execute(
        update(Document)
        .where(Document.id == document.id, Document.head_number == base)
        .values(head_number=base + 1)
    )
    if not isinstance(swapped, CursorResult) or swapped.rowcount != 1:
        latest = session.scalar(
            select(Revision.body)
            .where(Revision.document_id == document.id)
            .order_by(Revision.number.desc())
            .limit(1)
        )
        raise Conflict(say("Somebody saved this while you were writing."), latest or "")


def render_anew(session: Session, revision: Revision) -> Rendering:
    """Replaces the rendering of a revision whose text was taken out."""
    session.execute(delete(Rendering).where(Rendering.revision_id == revision.id))
    rendering = renderings.rendering(revision.id, markdown.render_again(revision.body))
    session.add(rendering)
    return rendering
