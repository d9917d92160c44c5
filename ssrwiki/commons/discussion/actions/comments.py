"""Commenting and replying."""

import json

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship import queries as authors
from ssrwiki.commons.discussion import rules
from ssrwiki.commons.discussion.actions.drafts import CommentDraft
from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.discussion.permissions import COMMENT
from ssrwiki.commons.discussion.queries import search
from ssrwiki.commons.discussion.queries.concerned import REPLIED
from ssrwiki.commons.discussion.queries.threads import address_of
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import is_owner
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.foundation import access, clock
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import say

COMMENTED = "discussion.commented"


def comment(
    session: Session,
    *,
    actor: Actor,
    thread: Thread,
    document: Document,
    revision_number: int,
    clause_id: str | None,
    parent: Comment | None,
    draft: CommentDraft,
) -> Comment:
    """A comment, or with `parent` a reply; whether the thread takes any now is its holder's to say.

    The first post of a newcomer, and every one with links, waits for a moderator.

    Raises:
        NotAllowed, Invalid: when the same words were sent to this place a moment ago.
    """
    access.require(actor, COMMENT, document)
    parent_id = _top_id(thread, parent)
    _refuse_duplicate(session, actor, thread, parent_id, clause_id, draft.body)
    is_held = _has_to_wait(session, actor, draft)
    row = Comment(
        thread_id=thread.id,
        parent_id=parent_id,
        revision_number=revision_number,
        clause_id=clause_id,
        quote=draft.quote,
        quote_prefix=draft.quote_prefix,
        quote_suffix=draft.quote_suffix,
        kind=draft.kind,
        body=draft.body,
        body_html=draft.body_html,
        lang=draft.lang,
        replacement=draft.replacement,
        trial=json.dumps(dict(draft.trial.as_fields), ensure_ascii=False) if draft.trial else None,
        is_point=draft.is_point or parent_id is None,
        is_from_owner=is_owner(actor, document),
        is_from_practitioner=actor.is_verified and actor.has_role(Role.PRACTITIONER),
        is_late=False,
        held_at=clock.now() if is_held else None,
    )
    authorship.sign(session, actor=actor, attribution=draft.attribution, agreed=draft.agreed).onto(
        row
    )
    session.add(row)
    session.flush()  # its id: an endorsement points to the comment that it opens
    if not is_held:
        announce(session, thread=thread, document=document, comment=row)
    return row


def announce(session: Session, *, thread: Thread, document: Document, comment: Comment) -> None:
    """Counts a comment that can be read, and found, from now on, and records it as its author's."""
    outbox.enqueue(session, search.KIND, comment.public_id)
    session.execute(
        update(Thread).where(Thread.id == thread.id).values(comment_count=Thread.comment_count + 1)
    )
    activity.record(
        session,
        actor=comment,
        verb=COMMENTED if comment.parent_id is None else REPLIED,
        document_id=document.id,
        contribution_id=comment.public_id,
        address=address_of(document, thread, comment.public_id),
        audience=thread.audience,
    )


def has_links_to_check(actor: Actor, draft: CommentDraft) -> bool:
    """Whether a moderator looks at what the words link to before anybody can follow it."""
    return draft.has_links and actor.is_newcomer(clock.now())


def _top_id(thread: Thread, parent: Comment | None) -> int | None:
    """Replies to replies stand below the comment that began it."""
    if parent is None:
        return None
    if parent.thread_id != thread.id:
        raise Invalid(say("The comment you answer stands somewhere else."), "parent")
    return parent.parent_id or parent.id


def _refuse_duplicate(
    session: Session,
    actor: Actor,
    thread: Thread,
    parent_id: int | None,
    clause_id: str | None,
    body: str,
) -> None:
    same = exists().where(
        Comment.thread_id == thread.id,
        Comment.parent_id.is_(None) if parent_id is None else Comment.parent_id == parent_id,
        Comment.clause_id.is_(None) if clause_id is None else Comment.clause_id == clause_id,
        Comment.at >= clock.now() - rules.DUPLICATE_WINDOW,
        Comment.body == body,
        authors.is_by(actor, Comment.public_id),
    )
    if session.scalar(select(same)):
        raise Invalid(say("You sent the same words here a moment ago. They have arrived."), "body")


def _has_to_wait(session: Session, actor: Actor, draft: CommentDraft) -> bool:
    if not actor.is_newcomer(clock.now()):
        return False
    has_spoken = exists().where(Comment.held_at.is_(None), authors.is_by(actor, Comment.public_id))
    return has_links_to_check(actor, draft) or not session.scalar(select(has_spoken))
