"""Who may comment, moderate, and give receipts."""

from ssrwiki.commons.discussion.models import Thread
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import can_read, is_in_audience, is_owner
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.foundation.access import Permission
from ssrwiki.foundation.words import say


def can_read_thread(actor: Actor, document: Document, thread: Thread) -> bool:
    """Whether what was said in a thread of the document exists for this actor."""
    return can_read(actor, document) and (
        thread.audience is None or is_in_audience(actor, document, thread.audience)
    )


def _may_moderate(actor: Actor, document: Document) -> bool:
    return actor.is_moderator and not is_owner(actor, document) and can_read(actor, document)


COMMENT = Permission[Actor, Document](
    "discussion.comment",
    "Comment and reply: anybody signed in who may read the document.",
    lambda actor, document: actor.has_role(Role.MEMBER) and can_read(actor, document),
    say("Sign in to comment."),
)

MODERATE = Permission[Actor, Document](
    "discussion.moderate",
    "Hide and release comments: moderators, never on a document of their own organisation.",
    _may_moderate,
    say("Only a moderator from another organisation can do this."),
)

SORT = Permission[Actor, Document](
    "discussion.sort",
    "Sort comments by kind: policy staff of an owning organisation.",
    lambda actor, document: actor.has_role(Role.POLICY) and is_owner(actor, document),
    say("Only the office that owns this text can sort its comments."),
)

GIVE_RECEIPT = Permission[Actor, Document](
    "discussion.give_receipt",
    "Mark comments as read: policy staff of an owning organisation.",
    lambda actor, document: actor.has_role(Role.POLICY) and is_owner(actor, document),
    say("Only the office that owns this text can say that it has read a comment."),
)
