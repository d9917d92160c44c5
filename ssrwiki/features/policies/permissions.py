"""Who may write, publish, run rounds, answer and decide. Source: decision 14, safety rule 10."""

from dataclasses import dataclass

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import can_read, is_owner
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.foundation.access import Permission
from ssrwiki.foundation.words import say

_OFFICERS_ONLY = say("Only verified policy staff of the owning organisations can do this.")


@dataclass(frozen=True, slots=True)
class Decision:
    """A step that needs a second officer; `is_by_publisher`: the actor published the version."""

    document: Document
    is_by_publisher: bool


def is_policy_staff(actor: Actor) -> bool:
    """Whether the actor is verified policy staff of any organisation."""
    return actor.has_role(Role.POLICY) and actor.is_verified


def is_officer(actor: Actor, document: Document) -> bool:
    """Whether the actor is verified policy staff of an organisation that owns the policy."""
    return is_policy_staff(actor) and is_owner(actor, document)


def is_second_officer(actor: Actor, decision: Decision) -> bool:
    """Whether the actor is an officer of the policy, and not the one who published the version."""
    return is_officer(actor, decision.document) and not decision.is_by_publisher


CREATE = Permission[Actor, None](
    "policies.create",
    "Begin a policy: verified policy staff, for their own organisation.",
    lambda actor, _: is_policy_staff(actor),
    say("Only verified policy staff can begin a policy."),
    is_general=True,
)

EDIT = Permission(
    "policies.edit",
    "Edit the working text: verified policy staff of the owning organisations.",
    is_officer,
    _OFFICERS_ONLY,
)

PUBLISH = Permission(
    "policies.publish",
    "Publish a version: verified policy staff of the owning organisations.",
    is_officer,
    _OFFICERS_ONLY,
)

RUN_ROUNDS = Permission(
    "policies.run_rounds",
    "Open, extend, close and cancel rounds: verified policy staff of the owning organisations.",
    is_officer,
    _OFFICERS_ONLY,
)

ANSWER = Permission(
    "policies.answer",
    "Draft and publish answers: verified policy staff of the owning organisations.",
    is_officer,
    _OFFICERS_ONLY,
)

MOVE_STATE = Permission(
    "policies.move_state",
    "Move a policy to another state: verified policy staff of the owning organisations.",
    is_officer,
    _OFFICERS_ONLY,
)

APPROVE = Permission(
    "policies.approve",
    "Approve, bring into force, and rule on objections: an officer who didn't publish the version.",
    is_second_officer,
    say("This needs a second officer: somebody else of your organisations than who published it."),
)

STOP_NOTICES = Permission(
    "policies.stop_notices",
    "Stop notices before they leave: verified policy staff of the owning organisations.",
    is_officer,
    _OFFICERS_ONLY,
)

ENDORSE = Permission[Actor, Document](
    "policies.endorse",
    "Take a position on a version: anybody signed in who can read it.",
    lambda actor, document: not actor.is_guest and can_read(actor, document),
    say("Sign in to take a position."),
)

PERMISSIONS = (
    CREATE,
    EDIT,
    PUBLISH,
    RUN_ROUNDS,
    ANSWER,
    MOVE_STATE,
    APPROVE,
    STOP_NOTICES,
    ENDORSE,
)
