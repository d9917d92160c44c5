"""Documents, made in one line each."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import manuscripts, saving
from ssrwiki.commons.documents.models import Document, Revision
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


def revised(
    session: Session, actor: Actor, document: Document, body: str, *, based_on: int | None = None
) -> Revision:
    draft = manuscripts.Draft(
        title=document.title, body=body, summary="Better words.", audience=document.audience
    )
    return saving.save(
        session,
        actor=actor,
        kind=PAGE,
        document=document,
        manuscript=manuscripts.prepare(PAGE, draft),
        based_on=based_on or document.head_number,
    )
