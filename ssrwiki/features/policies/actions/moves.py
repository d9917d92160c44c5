"""The change of a policy's state that follows from what happens to its rounds."""

from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.policies import Policy, StateChange
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation.search import outbox


def move(
    session: Session,
    *,
    actor: Actor | None,
    document: Document,
    policy: Policy,
    to: PolicyState,
    reason: str,
) -> None:
    """Writes the new state and how it came about; nothing when it is the state already.

    A policy that was withdrawn or superseded stays so, whatever becomes of its last round.
    `actor` None: the clock. The caller has checked the guards.
    """
    if policy.state == to or PolicyState(policy.state).is_over:
        return
    row = StateChange(
        document_id=document.id,
        from_state=policy.state,
        to_state=to,
        reason=reason,
        version_number=policy.current_version_number,
        audience=document.audience,
    )
    signature = (
        authorship.by_the_site()
        if actor is None
        else authorship.sign(session, actor=actor, attribution="named")
    )
    signature.onto(row)
    session.add(row)
    policy.state = to
    document.status = to
    outbox.enqueue(session, document.kind, document.public_id)
