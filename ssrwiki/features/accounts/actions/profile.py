"""What a person says about themselves: name, affiliation (moderators check it), language, zone."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Affiliation, Person
from ssrwiki.commons.people.rules import Actor, RoleFamily
from ssrwiki.commons.places import queries as places
from ssrwiki.features.accounts.actions import joining
from ssrwiki.foundation import clock, dates, lookalikes
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say


def affiliate(
    session: Session,
    *,
    actor: Actor,
    organisation_slug: str,
    family: str,
    is_international: bool,
    region: str,
) -> None:
    """Ends the present affiliation and says a new one, not yet verified.

    Raises:
        Invalid: for an organisation, trade or country that isn't listed.
    """
    found = people.organisations_by_slug(session, [organisation_slug])
    if not found:
        raise Invalid(say("Choose an organisation from the list."), "organisation")
    if family not in list(RoleFamily):
        raise Invalid(say("Choose a trade from the list."), "family")
    if places.find(region) is None:
        raise Invalid(say("Choose a country from the list."), "region")
    _say_anew(
        session,
        actor,
        organisation_id=found[0].id,
        family=family,
        is_international=is_international,
        region=region,
    )


def rename(session: Session, *, actor: Actor, display_name: str) -> None:
    """Another name from now on; what was signed keeps the name it was signed with.

    A moderator found out where somebody of the former name works. So that is checked again, or
    whoever was verified once could pass for anybody.

    Raises:
        Invalid: when it is empty, or looks like the name of somebody on the staff.
    """
    cleaned = joining.name(session, display_name, but_person_id=actor.id)
    if cleaned == actor.display_name:
        return
    person = session.get_one(Person, actor.id)
    person.display_name, person.name_skeleton = cleaned, lookalikes.skeleton(cleaned)
    if actor.affiliation is not None and actor.is_verified:
        _say_anew(
            session,
            actor,
            organisation_id=actor.affiliation.organisation_id,
            family=actor.affiliation.family,
            is_international=actor.affiliation.is_international,
            region=actor.affiliation.region,
        )


def choose_display(session: Session, *, actor: Actor, language: str, zone: str) -> None:
    """Keeps language and zone for pages and mails.

    Raises:
        Invalid: for a zone that doesn't exist.
    """
    if zone and not dates.is_zone(zone):
        raise Invalid(say("Choose a time zone from the list."), "zone")
    person = session.get_one(Person, actor.id)
    person.locale, person.zone = language, zone


def _say_anew(
    session: Session,
    actor: Actor,
    *,
    organisation_id: int,
    family: str,
    is_international: bool,
    region: str,
) -> None:
    today = clock.now().date()
    session.execute(
        update(Affiliation)
        .where(Affiliation.person_id == actor.id, Affiliation.to_on.is_(None))
        .values(to_on=today)
    )
    session.add(
        Affiliation(
            person_id=actor.id,
            organisation_id=organisation_id,
            family=family,
            is_international=is_international,
            region=region,
            from_on=today,
        )
    )
