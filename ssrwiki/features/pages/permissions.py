"""Who may write pages."""

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import can_read
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.foundation.access import Permission
from ssrwiki.foundation.words import say

CREATE = Permission[Actor, None](
    "pages.create",
    "Write a new page: any member.",
    lambda actor, _: actor.has_role(Role.MEMBER),
    say("Sign in to write a page."),
    is_general=True,
)

EDIT = Permission[Actor, Document](
    "pages.edit",
    "Edit a page: any member who may read it.",
    lambda actor, document: actor.has_role(Role.MEMBER) and can_read(actor, document),
    say("Sign in to edit this page."),
)
