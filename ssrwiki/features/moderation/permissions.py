"""Who may report, moderate, decide on an appeal, and verify people. Source: safety rule 11."""

from dataclasses import dataclass

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import HIDE, can_read
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.foundation.access import Permission
from ssrwiki.foundation.words import say


@dataclass(frozen=True, slots=True)
class SecondLook:
    """An appeal as its decision asks for rights: whether the actor hid the thing, or wrote it."""

    document: Document
    has_hidden_it: bool
    has_written_it: bool


def _may_look_again(actor: Actor, look: SecondLook) -> bool:
    is_party = look.has_hidden_it or look.has_written_it
    return HIDE.allows(actor, look.document) and not is_party


REPORT = Permission[Actor, Document](
    "moderation.report",
    "Report a contribution: anybody signed in who may read it.",
    lambda actor, document: actor.has_role(Role.MEMBER) and can_read(actor, document),
    say("Sign in to report this."),
)

QUEUE = Permission[Actor, None](
    "moderation.queue",
    "See what waits for moderators: moderators, of texts of other organisations.",
    lambda actor, _: actor.is_moderator,
    say("Only moderators see this."),
    is_general=True,
)

DECIDE = Permission[Actor, Document](
    "moderation.decide",
    "Decide on a report: moderators, never on a text of their own organisation.",
    lambda actor, document: HIDE.allows(actor, document) and can_read(actor, document),
    say("Only a moderator from another organisation can decide on this."),
)

LOOK_AGAIN = Permission[Actor, SecondLook](
    "moderation.look_again",
    "Decide on an appeal: a moderator of another organisation who didn't hide the thing.",
    _may_look_again,
    say("An appeal is decided by a second moderator, of another organisation."),
)

VERIFY = Permission[Actor, int](
    "moderation.verify",
    "Verify where people work and give them their role: moderators, never for themselves.",
    lambda actor, person_id: actor.is_moderator and actor.id != person_id,
    say("Somebody else has to verify you."),
)

PERMISSIONS = (REPORT, QUEUE, DECIDE, LOOK_AGAIN, VERIFY)
