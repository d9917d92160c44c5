"""What policies want from one person now: precise, so that the list is worth reading."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.documents.models import Document, DocumentOwner
from ssrwiki.commons.documents.queries import reach
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.versions import Version
from ssrwiki.features.policies.permissions import is_policy_staff
from ssrwiki.features.policies.queries import concerned, endorsements
from ssrwiki.features.policies.rules.clauses import ChangeClass
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation import clock
from ssrwiki.foundation.feature import Need
from ssrwiki.foundation.words import say


def needs(session: Session, actor: Actor) -> Sequence[Need]:
    """Positions to confirm; for officers, answers owed and decisions that wait; reviews due."""
    if actor.is_guest:
        return []
    found = [
        *_to_confirm(session, actor),
        *concerned.needs(session, actor),
        *_to_review(session, actor),
    ]
    return [*found, *_to_decide(session, actor)] if is_policy_staff(actor) else found


def _to_confirm(session: Session, actor: Actor) -> Iterator[Need]:
    has_changed = exists().where(
        Version.document_id == Endorsement.document_id,
        Version.number > Endorsement.version_number,
        Version.change_class == ChangeClass.SUBSTANTIVE,
    )
    rows = session.execute(
        select(Document, Endorsement.version_number, Policy.current_version_number)
        .join(Endorsement, Endorsement.document_id == Document.id)
        .join(Policy, Policy.document_id == Document.id)
        .where(
            authorship.is_by(actor, Endorsement.public_id),
            endorsements.is_living(),
            has_changed,
            Policy.state.not_in([PolicyState.SUPERSEDED, PolicyState.WITHDRAWN]),
            reach.readable(actor),
        )
        .order_by(Document.id)
    )
    for document, taken_on, current in rows:
        yield Need(
            say(
                "“%(title)s” has changed since you took a position on version %(number)s. "
                "Look at what changed, and confirm it or not.",
                title=document.title,
                number=taken_on,
            ),
            f"{document.address}/v{current}/reconfirm",
        )


def _to_review(session: Session, actor: Actor) -> Iterator[Need]:
    today = clock.now().date()
    rows = session.execute(
        select(Document, Policy.review_on)
        .join(Policy, Policy.document_id == Document.id)
        .where(
            or_(Policy.lead_id == actor.id, Policy.steward_id == actor.id),
            Policy.review_on <= today,
            Policy.state.not_in([PolicyState.SUPERSEDED, PolicyState.WITHDRAWN]),
            reach.readable(actor),
        )
        .order_by(Policy.review_on, Document.id)
    )
    for document, review_on in rows:
        if review_on is None:
            continue
        yield Need(
            say("“%(title)s” is due for a review.", title=document.title),
            f"{document.address}/state",
            datetime.combine(review_on, time.max, UTC),
        )


def _to_decide(session: Session, actor: Actor) -> Iterator[Need]:
    """Approvals that wait for somebody else than who published the version."""
    rows = session.execute(
        select(Document, Policy.state)
        .join(Policy, Policy.document_id == Document.id)
        .join(
            Version,
            (Version.document_id == Policy.document_id)
            & (Version.number == Policy.current_version_number),
        )
        .join(DocumentOwner, DocumentOwner.document_id == Document.id)
        .where(
            DocumentOwner.organisation_id == actor.organisation_id,
            Document.hidden_at.is_(None),
            Policy.state.in_([PolicyState.FINAL_CALL, PolicyState.APPROVED]),
            ~authorship.is_by(actor, Version.public_id),
        )
        .order_by(Document.id)
    )
    for document, state in rows:
        sentence = (
            say("“%(title)s” waits for approval by a second officer.", title=document.title)
            if state == PolicyState.FINAL_CALL
            else say("“%(title)s” is approved: bring it into force.", title=document.title)
        )
        yield Need(sentence, f"{document.address}/state")
