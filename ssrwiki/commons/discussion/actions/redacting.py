"""Redacting a comment: its words go for ever, wherever they were kept or repeated."""

import json
from collections.abc import Iterator

from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.discussion.permissions import MODERATE
from ssrwiki.commons.discussion.queries import beside
from ssrwiki.commons.discussion.queries.threads import Located
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access, clock, feature
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.repetition import Redaction
from ssrwiki.foundation.words import say

REDACTED = "discussion.redacted"
SHORTEST_REASON = 10


def redact_comment(session: Session, *, actor: Actor, located: Located, reason: str) -> Comment:
    """Empties a comment, and the replies, answers and copies that repeat its words.

    Jobs and search keep no words of comments, and notices are written when they are read.

    Raises:
        NotAllowed, Invalid: without a reason, or a second time.
    """
    access.require(actor, MODERATE, located.document)
    comment = located.comment
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid(say("Say in a sentence why this must go; the reason is public."), "reason")
    if comment.redacted_at is not None:
        raise Invalid(say("This comment is redacted already."))
    redaction = Redaction(comment.public_id, tuple(_words_of(comment)))
    emptied = [comment, *_repeating(session, comment, redaction)]
    for each in emptied:
        _empty(each)
    for answer in beside.answers_around(session, comment):
        if redaction.is_repeated_in(answer.reason):
            answer.redacted_at = clock.now()
            answer.reason = answer.reason_html = ""
    for package in feature.of(session):
        if package.redact is not None:
            for each in emptied:
                package.redact(session, Redaction(each.public_id, redaction.texts))
    activity.redact(session, [each.public_id for each in emptied])
    activity.record(
        session,
        actor=actor,
        verb=REDACTED,
        document_id=located.document.id,
        contribution_id=comment.public_id,
        address=located.address,
        summary=reason.strip(),
    )
    return comment


def _repeating(session: Session, comment: Comment, redaction: Redaction) -> list[Comment]:
    return [
        reply
        for reply in beside.replies_around(session, comment)
        if redaction.is_repeated_in(*_words_of(reply), reply.quote)
    ]


def _words_of(comment: Comment) -> Iterator[str]:
    yield comment.body
    yield comment.replacement
    if comment.trial is not None:
        yield from json.loads(comment.trial).values()


def _empty(comment: Comment) -> None:
    comment.redacted_at = clock.now()
    comment.body = comment.body_html = comment.replacement = ""
    comment.quote = comment.quote_prefix = comment.quote_suffix = ""
    comment.trial = None
