"""Who may watch, and who may hear of an activity."""

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import (
    can_read,
    can_read_working_text,
    is_in_audience,
)
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.foundation.access import Permission
from ssrwiki.foundation.words import say

WATCH = Permission[Actor, Document | None](
    "notifications.watch",
    "Watch a document that one may read, or any topic: anybody signed in.",
    lambda actor, document: (
        actor.has_role(Role.MEMBER) and (document is None or can_read(actor, document))
    ),
    say("Sign in to watch this."),
)


def can_hear(actor: Actor, happening: Happening) -> bool:
    """Whether the activity exists for this actor, as things stand now."""
    if actor.is_guest:
        return False
    document = happening.document
    if document is None:
        return True
    told = happening.activity
    if told.needs_working_text and not can_read_working_text(actor, document):
        return False
    if told.audience is not None and not is_in_audience(actor, document, told.audience):
        return False
    return can_read(actor, document)
