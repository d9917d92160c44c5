"""Organisations, people and themes of the seed."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select, update

from ssrwiki.cli.seed.acts import Act, Run, Stage
from ssrwiki.cli.seed.reading import Calendar, Table, table
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Affiliation, Organisation, Person
from ssrwiki.commons.people.rules import Role
from ssrwiki.commons.topics import actions as topics
from ssrwiki.commons.topics.rules import Wording
from ssrwiki.features.accounts.actions import passwords, profile
from ssrwiki.features.accounts.rules import TERMS_VERSION
from ssrwiki.foundation import clock, keys, lookalikes

PASSWORD = "road-test-demo"
BEGINNING = "-500d 08:00"


def acts(calendar: Calendar) -> Iterator[Act]:
    """Everybody joins on the first day, so that nobody is a newcomer later."""
    begin = calendar.instant(BEGINNING)
    for position, theme in enumerate(table("topics.toml")["themes"]):
        yield Act(f"theme:{theme['slug']}", begin, _theme(theme, position), rank=position)
    community = table("people.toml")
    for organisation in community["organisations"]:
        yield Act(f"organisation:{organisation['slug']}", begin, _organisation(organisation))
    # One hash for all of them: the password is the same, and each costs tens of milliseconds.
    password_hash = passwords.hashed(PASSWORD, ())
    for person in community["people"]:
        later = begin + timedelta(hours=1)
        yield Act(f"person:{person['handle']}", later, _person(person, password_hash))


def _theme(theme: Table, position: int) -> Run:
    def run(stage: Stage) -> str:
        wordings = [
            Wording(lang, theme[f"name_{lang}"], theme.get("about", "") if lang == "en" else "")
            for lang in ("en", "fr", "es", "ar", "pt")
            if f"name_{lang}" in theme
        ]
        topics.plant(
            stage.session,
            slug=theme["slug"],
            wordings=wordings,
            parent_slug=theme.get("parent"),
            position=position,
        )
        return ""

    return run


def _organisation(organisation: Table) -> Run:
    def run(stage: Stage) -> str:
        stage.session.add(
            Organisation(
                slug=organisation["slug"],
                name=organisation["name"],
                kind=organisation["kind"],
                country=organisation.get("country"),
                is_international=organisation["international"],
            )
        )
        return ""

    return run


def _person(given: Table, password_hash: str) -> Run:
    def run(stage: Stage) -> str:
        now = clock.now()
        person = Person(
            public_id=keys.public_id(),
            handle=given["handle"],
            display_name=given["display_name"],
            name_skeleton=lookalikes.skeleton(given["display_name"]),
            email=given["email"],
            password_hash=password_hash,
            role=Role(given["role"]),
            is_moderator=given.get("moderator", False),
            is_administrator=given.get("administrator", False),
            locale=given.get("locale", "") if given.get("locale") in {"en", "fr"} else "",
            zone=given.get("zone", ""),
            terms_version=TERMS_VERSION,
            joined_at=now,
            is_demo=True,
        )
        stage.session.add(person)
        stage.session.flush()  # the affiliation needs the person's id
        if "organisation" in given:
            profile.affiliate(
                stage.session,
                actor=people.actor(stage.session, person.id),
                organisation_slug=given["organisation"],
                family=given["family"],
                is_international=given["international"],
                region=given["region"],
            )
        if given.get("verified"):
            _verify(stage, person.id)
        return person.public_id

    return run


def _verify(stage: Stage, person_id: int) -> None:
    stage.session.flush()  # the affiliation has just been added
    moderator = stage.session.scalar(select(Person.id).where(Person.is_moderator).limit(1))
    stage.session.execute(
        update(Affiliation)
        .where(Affiliation.person_id == person_id, Affiliation.to_on.is_(None))
        .values(verified_at=clock.now(), verified_by_id=moderator)
    )
