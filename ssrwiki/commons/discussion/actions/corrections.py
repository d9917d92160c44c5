"""What authors may do to their own comments: correct at once, withdraw, withhold their name."""

import json

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship import queries as authors
from ssrwiki.commons.authorship.rules import Byline
from ssrwiki.commons.discussion import rules
from ssrwiki.commons.discussion.actions import comments
from ssrwiki.commons.discussion.actions.drafts import CommentDraft
from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.discussion.queries import search, settling
from ssrwiki.commons.discussion.queries.threads import Located
from ssrwiki.commons.discussion.rules import CorrectionProblem
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid, NotAllowed
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import say

WITHDREW = "discussion.withdrew"

_REFUSALS = {
    CorrectionProblem.TOO_LATE: say(
        "A comment can be changed for 15 minutes. Add a reply to it instead."
    ),
    CorrectionProblem.ANSWERED: say(
        "The office has begun to answer this comment, so its words stay as they are. "
        "Your text is kept below: send it as a reply."
    ),
    CorrectionProblem.OVER: say(
        "The round has closed, so the words of its comments stay as they are. "
        "Your text is kept below: bring it to the next round."
    ),
}


def edit_within_window(
    session: Session, *, actor: Actor, located: Located, draft: CommentDraft
) -> Comment:
    """Replaces the words of one's own comment, while few can have read them.

    Raises:
        NotAllowed: when it is another's; Invalid: after 15 minutes, when it has an answer, when
            its thread is over, when it was taken away, or for a newcomer's link where everybody
            reads it.
    """
    comment = located.comment
    _require_own(session, actor, comment)
    _refuse_if_gone(comment)
    problem = rules.correction_problem(
        comment.at,
        clock.now(),
        is_answered=bool(settling.answered(session, [comment.id])),
        is_over=settling.is_over(session, comment.thread_id),
    )
    if problem is not None:
        raise Invalid(_REFUSALS[problem], "body")
    if comment.held_at is None and comments.has_links_to_check(actor, draft):
        # Held now, what people have read and answered would vanish; let through, the queue is void.
        raise Invalid(
            say(
                "Links of new members wait for a moderator, so none can be added here. Leave it"
                " out, or send it in a reply of its own."
            ),
            "body",
        )
    comment.edited_at = clock.now()
    comment.body, comment.body_html = draft.body, draft.body_html
    comment.renderer_version = markdown.RENDERER_VERSION
    comment.kind, comment.replacement = draft.kind, draft.replacement
    if draft.trial is not None:
        comment.trial = json.dumps(dict(draft.trial.as_fields), ensure_ascii=False)
    # Expunged: the former words are kept nowhere else, and may be why this was changed.
    outbox.enqueue(session, search.KIND, comment.public_id, is_expunged=True)
    return comment


def withdraw(session: Session, *, actor: Actor, located: Located) -> Comment:
    """Takes back one's own comment. Its place, and the replies below it, stay.

    Where comments are owed an answer, withdrawing is the answer; one that was published before
    stays, so that what was counted of it is still to be seen. One that waited goes unheard.

    Raises:
        NotAllowed: when it is another's; Invalid: when it was taken away already.
    """
    comment = located.comment
    _require_own(session, actor, comment)
    _refuse_if_gone(comment)
    comment.withdrawn_at = clock.now()
    if comment.held_at is not None:
        return comment  # Nobody is owed an answer to, or told of, what nobody has seen.
    outbox.enqueue(session, search.KIND, comment.public_id)
    owes_answer = comment.is_point and located.thread.purpose != rules.PAGE
    if owes_answer and not settling.has_published_answer(session, comment):
        _close_with_withdrawal(session, comment)
    activity.record(
        session,
        actor=comment,
        verb=WITHDREW,
        document_id=located.document.id,
        contribution_id=comment.public_id,
        address=located.address,
        audience=located.thread.audience,
    )
    return comment


def withhold(
    session: Session, *, actor: Actor, located: Located, agreed: Byline | None = None
) -> None:
    """Changes one's own comment from by name to by role and region, and what was told of it.

    Raises:
        Invalid: when it is another's, or withheld already.
    """
    activity.withhold(session, actor=actor, contribution=located.comment, agreed=agreed)
    # The document, since other comments may have been said in one with this: their hours go too.
    outbox.enqueue(session, located.document.kind, located.document.public_id)


def _require_own(session: Session, actor: Actor, comment: Comment) -> None:
    if not authors.own(session, actor=actor, contribution_ids=[comment.public_id]):
        raise NotAllowed(say("Only the author of a comment can do this."))


def _refuse_if_gone(comment: Comment) -> None:
    if comment.withdrawn_at or comment.redacted_at:
        raise Invalid(say("This comment was taken away already."))


def _close_with_withdrawal(session: Session, comment: Comment) -> None:
    last = session.scalar(
        select(func.max(Disposition.number)).where(Disposition.comment_id == comment.id)
    )
    row = Disposition(
        comment_id=comment.id,
        number=(last or 0) + 1,
        code=rules.WITHDRAWN,
        reason="",
        reason_html="",
        lang=comment.lang,
        office="",
        published_at=clock.now(),
    )
    authorship.sign_like(session, comment).onto(row)
    session.add(row)
