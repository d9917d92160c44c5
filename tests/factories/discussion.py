"""Conversations about pages, made in one line each."""

from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.actions import comments, drafts, threads
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.discussion.queries import threads as found
from ssrwiki.commons.discussion.queries.threads import Located
from ssrwiki.commons.discussion.rules import Trial
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor


def a_remark(
    session: Session,
    actor: Actor,
    document: Document,
    body: str = "In two districts I know, the second step comes first.",
    *,
    parent: Comment | None = None,
    kind: str = "",
    attribution: str = "named",
    is_point: bool = True,
    trial: Trial | None = None,
) -> Comment:
    """A comment in the discussion of a page."""
    draft = drafts.draft(
        body=body, kind=kind, attribution=attribution, is_point=is_point, trial=trial
    )
    thread = threads.page_thread(session, document=document)
    made = comments.comment(
        session,
        actor=actor,
        thread=thread,
        document=document,
        revision_number=document.head_number,
        clause_id=None,
        parent=parent,
        draft=draft,
    )
    session.flush()
    return made


def located(session: Session, viewer: Actor, comment: Comment) -> Located:
    """The comment with its thread and document."""
    return found.located(session, viewer=viewer, public_id=comment.public_id)
