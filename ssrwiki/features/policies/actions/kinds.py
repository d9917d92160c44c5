"""The kind `policy`: its typed fields, and how they reach the policy's own tables."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from ssrwiki.commons.authorship.wording import TRADES
from ssrwiki.commons.documents.actions.kinds import DocumentKind, Names
from ssrwiki.commons.documents.models import Document, DocumentOwner
from ssrwiki.commons.documents.rules import Audience, Fields, FieldSpec, FieldType
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import RoleFamily
from ssrwiki.commons.places import queries as places
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.permissions import CREATE, EDIT
from ssrwiki.features.policies.queries import prints
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

FIELD = prints.FIELD
OWNING_UNITS = "owning_units"
LEAD = "lead"
CONTACT = "contact"
STEWARD = "steward"
MEANT_FOR_ROLES = "meant_for_roles"
MEANT_FOR_REGIONS = "meant_for_regions"
REVIEW_ON = "review_on"

LONGEST_FIELD = 20_000


def project(session: Session, document: Document, fields: Fields) -> None:
    """Copies owners, lead, steward and dates of the working text into their tables.

    Raises:
        Invalid: naming a field whose person, organisation or region doesn't exist.
    """
    policy = session.get(Policy, document.id)
    if policy is None:
        policy = Policy(document_id=document.id, state=PolicyState.WORKING_DRAFT)
        session.add(policy)
        document.status = PolicyState.WORKING_DRAFT
    policy.lead_id = _person_id(session, fields, LEAD)
    policy.steward_id = _person_id(session, fields, STEWARD)
    policy.contact = _line(fields, CONTACT)
    review_on = _line(fields, REVIEW_ON)
    policy.review_on = date.fromisoformat(review_on) if review_on else None
    if any(places.find(code) is None for code in fields.get(MEANT_FOR_REGIONS, ())):
        raise Invalid(say("Choose regions from the list."), MEANT_FOR_REGIONS)
    _replace_owners(session, document, fields.get(OWNING_UNITS, ()))


def names(session: Session, field: str, values: Collection[str], language: str) -> Names:
    """Units, people, roles and regions as readers know them."""
    if field == OWNING_UNITS:
        units = people.organisations_by_slug(session, list(values))
        return {unit.slug: unit.name for unit in units}
    if field in {LEAD, STEWARD}:
        keepers = people.officers(session, (), besides=values)
        return {person.handle: person.display_name for person in keepers}
    if field == MEANT_FOR_ROLES:
        return {family.value: words for family, words in TRADES.items()}
    return places.names(language) if field == MEANT_FOR_REGIONS else {}


def _replace_owners(session: Session, document: Document, slugs: str | tuple[str, ...]) -> None:
    """The first leads; no unit named leaves the owners as they are."""
    if not slugs:
        return
    wanted = list(dict.fromkeys(slugs))
    owners = people.organisations_by_slug(session, wanted)
    if len(owners) != len(wanted):
        raise Invalid(say("Choose owning units from the list."), OWNING_UNITS)
    held = {owner.organisation_id: owner for owner in document.owners}
    document.owners = [
        held.get(organisation.id) or DocumentOwner(organisation_id=organisation.id)
        for organisation in owners
    ]
    for position, owner in enumerate(document.owners):
        owner.position = position


def _person_id(session: Session, fields: Fields, name: str) -> int | None:
    handle = _line(fields, name)
    if not handle:
        return None
    person = people.person_by_handle(session, handle)
    if person is None:
        raise Invalid(say("Nobody here has this handle."), name)
    return person.id


def _line(fields: Fields, name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ""


POLICY = DocumentKind(
    name="policy",
    section="policies",
    create=CREATE,
    edit=EDIT,
    fields=(
        FieldSpec(FIELD, "How it works in the field", FieldType.MARKDOWN, LONGEST_FIELD),
        FieldSpec(OWNING_UNITS, "Owning units", FieldType.CHOICES, 80),
        FieldSpec(LEAD, "Lead", FieldType.LINE, 60),
        FieldSpec(CONTACT, "Point of contact", FieldType.LINE, 200),
        FieldSpec(STEWARD, "Steward", FieldType.LINE, 60),
        FieldSpec(
            MEANT_FOR_ROLES,
            "Meant for these roles",
            FieldType.CHOICES,
            40,
            choices=tuple(RoleFamily),
        ),
        FieldSpec(MEANT_FOR_REGIONS, "Meant for these regions", FieldType.CHOICES, 3),
        FieldSpec(REVIEW_ON, "Review date", FieldType.DATE, 10),
    ),
    working_audience=Audience.UNIT,
    project=project,
    names=names,
)
