"""What policies want from one person now: precise, so that the list is worth reading."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.documents.models import Document, DocumentOwner
from ssrwiki.commons.documents.queries import reach
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.versions import Version
from ssrwiki.features.policies.permissions import is_policy_staff
from ssrwiki.features.policies.queries import concerned, endorsements, labels
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
    if not is_policy_staff(actor):
        return found
    return [*found, *_of_office(session, actor)]


def _to_confirm(session: Session, actor: Actor) -> Iterator[Need]:
    has_changed = exists().where(
        Version.document_id == Endorsement.document_id,
        Version.number > Endorsement.version_number,
        or_(Version.change_class == ChangeClass.SUBSTANTIVE, labels.is_relabelled()),
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
                "“%(title)s” has changed since you took a position on version %(number)s.",
                title=document.title,
                number=taken_on,
            ),
            f"{document.address}/v{current}/reconfirm",
            verb=say("Look at what changed"),
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
            say("Decide what becomes of it"),
        )


def _of_office(session: Session, actor: Actor) -> Iterator[Need]:
    """Labels that are contested, and approvals that wait for who didn't publish the version."""
    waits_for_decision = and_(
        Policy.state.in_([PolicyState.FINAL_CALL, PolicyState.APPROVED]),
        or_(Policy.call_closes_at.is_(None), Policy.call_closes_at <= clock.now()),
        ~authorship.is_by(actor, Version.public_id),
    )
    contested = labels.waiting_number()
    rows = session.execute(
        select(Document, Policy.state, waits_for_decision, contested)
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
            or_(waits_for_decision, contested.is_not(None)),
        )
        .order_by(Document.id)
    )
    for document, state, is_to_decide, contested_number in rows:
        if contested_number is not None:
            yield labels.need(document, contested_number)
        if not is_to_decide:
            continue
        sentence = (
            say("“%(title)s” waits for approval by a second officer.", title=document.title)
            if state == PolicyState.FINAL_CALL
            else say("“%(title)s” is approved and not in force yet.", title=document.title)
        )
        yield Need(sentence, f"{document.address}/state", verb=say("Decide"))
