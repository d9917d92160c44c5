"""A policy's own fields in its form: choices, prefilling, and the values sent."""

from collections.abc import Mapping

from ssrwiki.commons.authorship.wording import TRADES
from ssrwiki.commons.documents.rules import FieldValue
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.places.rules import PlaceKind
from ssrwiki.features.policies.actions import kinds
from ssrwiki.features.policies.forms.policies import PolicyForm
from ssrwiki.foundation.web.templating import said
from ssrwiki.foundation.web.unit_of_work import reading

LINES = (kinds.FIELD, kinds.LEAD, kinds.CONTACT, kinds.STEWARD, kinds.REVIEW_ON)
CHOICES = (kinds.OWNING_UNITS, kinds.MEANT_FOR_ROLES, kinds.MEANT_FOR_REGIONS)
KEEPING = (kinds.OWNING_UNITS, kinds.LEAD, kinds.CONTACT, kinds.STEWARD, kinds.REVIEW_ON)
READERS = (kinds.MEANT_FOR_ROLES, kinds.MEANT_FOR_REGIONS, "themes", "places", "lang")


def offered(form: PolicyForm) -> PolicyForm:
    """The form with its choices of units, roles and regions, in the reader's language."""
    language = loading.reader_language()
    with reading() as session:
        units = people.organisations(session)
    form.owning_units.choices = [(unit.slug, unit.name) for unit in units]
    form.meant_for_roles.choices = [(family.value, said(word)) for family, word in TRADES.items()]
    form.meant_for_regions.choices = [
        (place.code, places.name(place.code, language))
        for place in places.all_places()
        if place.kind is not PlaceKind.COUNTRY
    ]
    return form


def prefill_new(form: PolicyForm, actor: Actor) -> None:
    """What is likely of a new policy: the actor leads it for the actor's own unit."""
    form.lead.data = form.steward.data = actor.handle
    if actor.affiliation is not None:
        form.owning_units.data = [actor.affiliation.organisation_slug]


def fill(form: PolicyForm, values: Mapping[str, str | list[str]]) -> None:
    """Prefills the policy's own fields from a revision."""
    for name in LINES:
        form[name].data = values.get(name, "")
    for name in CHOICES:
        form[name].data = list(values.get(name, []))


def own(form: PolicyForm) -> Mapping[str, FieldValue]:
    """The policy's own typed fields as they were sent."""
    lines: dict[str, FieldValue] = {name: str(form[name].data or "") for name in LINES}
    return lines | {name: tuple(form[name].data or ()) for name in CHOICES}


def has_errors(form: PolicyForm, names: tuple[str, ...]) -> bool:
    """Whether one of these fields has to be put right, so that its fold stands open."""
    return any(form[name].errors for name in names)
