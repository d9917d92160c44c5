"""A policy's own fields in its form: choices, what a new one begins with, the values sent."""

from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship.wording import TRADES
from ssrwiki.commons.documents.rules import FieldValue
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.places.rules import PlaceKind
from ssrwiki.features.policies.actions import kinds
from ssrwiki.features.policies.forms.policies import PolicyForm
from ssrwiki.foundation import text
from ssrwiki.foundation.web.templating import said

LINES = (kinds.FIELD, kinds.LEAD, kinds.CONTACT, kinds.STEWARD, kinds.REVIEW_ON)
CHOICES = (kinds.OWNING_UNITS, kinds.MEANT_FOR_ROLES, kinds.MEANT_FOR_REGIONS)


def begun(actor: Actor, *, title: str) -> PolicyForm:
    """The form of a new policy: unless it says otherwise, the actor leads it for their own unit."""
    affiliation = actor.affiliation
    units = [affiliation.organisation_slug] if affiliation is not None else []
    return PolicyForm(
        data={
            "title": title,
            kinds.LEAD: actor.handle,
            kinds.STEWARD: actor.handle,
            kinds.OWNING_UNITS: units,
        }
    )


def offer(session: Session, form: PolicyForm) -> None:
    """Fills in the choices of units, officers, roles and regions, in the reader's language."""
    language = loading.reader_language()
    form.owning_units.choices = _units(session, form.owning_units.data or ())
    form.lead.choices = form.steward.choices = _officers(
        session, form.owning_units.data or (), besides={form.lead.data, form.steward.data}
    )
    form.meant_for_roles.choices = [(family.value, said(word)) for family, word in TRADES.items()]
    regions = [
        (place.code, places.name(place.code, language))
        for place in places.all_places()
        if place.kind is not PlaceKind.COUNTRY
    ]
    form.meant_for_regions.choices = sorted(regions, key=lambda region: text.slug(region[1]))


def own(form: PolicyForm) -> Mapping[str, FieldValue]:
    """The policy's own typed fields, as they were sent or stand."""
    lines: dict[str, FieldValue] = {name: str(form[name].data or "") for name in LINES}
    return lines | {name: tuple(form[name].data or ()) for name in CHOICES}


def _units(session: Session, chosen: Sequence[str]) -> list[tuple[str, str]]:
    """The owning units in their order, then the others: boxes are sent from top to bottom."""
    names = {unit.slug: unit.name for unit in people.organisations(session)}
    slugs = dict.fromkeys([*(slug for slug in chosen if slug in names), *names])
    return [(slug, names[slug]) for slug in slugs]


def _officers(
    session: Session, unit_slugs: Collection[str], *, besides: Collection[str]
) -> list[tuple[str, str]]:
    """Handles and names of the units' officers, and of whoever it is now."""
    found = people.officers(session, unit_slugs, besides=besides)
    return [("", _("Nobody yet")), *((person.handle, person.display_name) for person in found)]
