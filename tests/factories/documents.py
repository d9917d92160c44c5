"""Documents, made in one line each."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import holding, manuscripts, saving
from ssrwiki.commons.documents.models import Document, HeldEdit, Revision
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.pages.actions import PAGE


@dataclass(frozen=True, slots=True)
class Made:
    document: Document
    revision: Revision


def a_page(
    session: Session,
    actor: Actor,
    *,
    title: str = "Local ownership",
    body: str = "A reform lasts when those who live with it run it.",
    audience: str = "public",
    attribution: str = "named",
    **fields: str | tuple[str, ...],
) -> Made:
    draft = manuscripts.Draft(
        title=title, body=body, audience=audience, attribution=attribution, fields=fields
    )
    manuscript = manuscripts.prepare(PAGE, draft)
    document = saving.create(session, actor=actor, kind=PAGE, manuscript=manuscript)
    session.flush()
    return Made(document, revisions.revision(session, document, 1))


def a_held_edit(
    session: Session,
    actor: Actor,
    document: Document | None,
    body: str = "See [our offer](https://example.com/radios).",
    *,
    title: str = "Radios",
    attribution: str = "named",
) -> HeldEdit:
    """A newcomer's edit that waits; of a new page where no document is given."""
    draft = manuscripts.Draft(
        title=document.title if document is not None else title,
        body=body,
        summary="A link.",
        audience=document.audience if document is not None else "public",
        attribution=attribution,
    )
    made = holding.submit(
        session,
        actor=actor,
        kind=PAGE,
        document=document,
        manuscript=manuscripts.prepare(PAGE, draft),
        based_on=document.head_number if document is not None else 0,
    )
    assert isinstance(made, HeldEdit)
    return made


def revised(
    session: Session,
    actor: Actor,
    document: Document,
    body: str,
    *,
    title: str = "",
    based_on: int | None = None,
    attribution: str = "named",
) -> Revision:
    draft = manuscripts.Draft(
        title=title or document.title,
        body=body,
        summary="Better words.",
        audience=document.audience,
        attribution=attribution,
    )
    return saving.save(
        session,
        actor=actor,
        kind=PAGE,
        document=document,
        manuscript=manuscripts.prepare(PAGE, draft),
        based_on=based_on or document.head_number,
    )
