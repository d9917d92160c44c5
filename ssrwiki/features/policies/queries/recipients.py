"""Whom the acts on a policy concern, whether they watch it or not."""

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.activity.models import Activity
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.versions import Version
from ssrwiki.features.policies.queries import concerned, endorsements, labels, reminded
from ssrwiki.features.policies.rules.endorsements import Position
from ssrwiki.foundation.feature import Recipients

PUBLISHED = "policies.published"
ENDORSED = "policies.endorsed"
RULED = "policies.ruled"
_REMINDING = frozenset({*reminded.REMINDING.values(), reminded.ROUND_CLOSES_SOON})


def recipients(session: Session, activity: Activity) -> Recipients:
    """Holders of positions hear of a new version, the lead of an objection, its holder of a ruling.

    What concerns rounds and answers is said by `concerned`, who is reminded by `reminded`.
    """
    if activity.verb == PUBLISHED:
        return Recipients(contribution_ids=_holders(session, activity))
    if activity.verb == ENDORSED:
        return Recipients(person_ids=_lead_of_objection(session, activity))
    if activity.verb in _REMINDING:
        return reminded.recipients(session, activity)
    if activity.verb in {labels.KEPT, labels.RELABELLED}:
        return labels.recipients(session, activity, reminded.stale_of(session, activity))
    if activity.verb == RULED:
        return Recipients(contribution_ids=_objection(session, activity))
    return concerned.recipients(session, activity)


def _holders(session: Session, activity: Activity) -> frozenset[str]:
    """Of those who held a position when the version came out; before it has, of all holders."""
    number = session.scalar(
        select(Version.number).where(Version.public_id == activity.contribution_id)
    )
    holders = select(Endorsement.public_id).where(
        Endorsement.document_id == activity.document_id, endorsements.is_living()
    )
    if number is not None:
        before = aliased(Endorsement)
        was_held = exists().where(
            before.id == Endorsement.replaces_id, before.version_number < number
        )
        holders = holders.where(or_(Endorsement.version_number < number, was_held))
    return frozenset(session.scalars(holders))


def _lead_of_objection(session: Session, activity: Activity) -> frozenset[int]:
    leads = session.scalars(
        select(Policy.lead_id)
        .join(Endorsement, Endorsement.document_id == Policy.document_id)
        .where(
            Endorsement.public_id == activity.contribution_id,
            Endorsement.position == Position.OBJECT,
        )
    )
    return frozenset(lead for lead in leads if lead is not None)


def _objection(session: Session, activity: Activity) -> frozenset[str]:
    return endorsements.objection_of_ruling(session, activity.contribution_id or "")
