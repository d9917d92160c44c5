"""Verifying where people work, and what a moderator can make of them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.permissions import HIDE, REDACT
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Affiliation
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.features.accounts.actions import staff
from ssrwiki.features.moderation.actions import standing
from ssrwiki.foundation import access, clock
from ssrwiki.foundation.errors import Invalid, NotAllowed
from tests.factories.desk import Desk
from tests.factories.documents import a_page
from tests.factories.people import Town


def verify(session: Session, moderator: Actor, member: Actor, until: date) -> None:
    """As after a look at what the member says just now."""
    seen = select(Affiliation.id).where(
        Affiliation.person_id == member.id, Affiliation.to_on.is_(None)
    )
    standing.verify(
        session,
        actor=moderator,
        person_id=member.id,
        affiliation_id=session.scalars(seen).one(),
        until=until,
    )


def test_verifying_says_by_whom_and_until_when(session: Session, town: Town) -> None:
    member = town.actor("sergeant", is_verified=False, role=Role.MEMBER)
    moderator = town.actor(is_moderator=True)
    until = clock.now().date().replace(year=clock.now().year + 1, day=1)
    verify(session, moderator, member, until)
    standing.give_role(session, actor=moderator, person_id=member.id, role="practitioner")
    session.flush()
    now = people.actor(session, member.id)
    assert now.is_verified
    assert now.role == Role.PRACTITIONER
    with clock.at(clock.now() + timedelta(days=800)):
        assert not people.actor(session, member.id).is_verified


def test_nobody_verifies_or_raises_themselves(session: Session, town: Town) -> None:
    moderator = town.actor(is_moderator=True, is_verified=False)
    until = clock.now().date().replace(year=clock.now().year + 1, day=1)
    with pytest.raises(NotAllowed):
        verify(session, moderator, moderator, until)
    with pytest.raises(NotAllowed):
        standing.give_role(session, actor=moderator, person_id=moderator.id, role="policy")


@pytest.mark.parametrize("years", [0, 4])
def test_trust_ends_within_three_years(session: Session, town: Town, years: int) -> None:
    member, moderator = town.actor(is_verified=False), town.actor(is_moderator=True)
    today = clock.now().date()
    until = today.replace(year=today.year + years, day=1)
    with pytest.raises(Invalid):
        verify(session, moderator, member, until)


@pytest.mark.parametrize("role", ["guest", "administrator", ""])
def test_moderators_make_no_administrators(session: Session, town: Town, role: str) -> None:
    with pytest.raises(Invalid):
        standing.give_role(
            session, actor=town.actor(is_moderator=True), person_id=town.actor().id, role=role
        )


def test_a_person_hears_of_it_by_one_discreet_mail(desk: Desk, town: Town) -> None:
    member = town.actor("sergeant", is_verified=False, role=Role.MEMBER, organisation="prison-x")
    moderator = town.actor(is_moderator=True)
    desk.person(member).mail_preference = "never"
    until = clock.now().date().replace(year=clock.now().year + 1, day=1)
    verify(desk.session, moderator, member, until)
    standing.give_role(desk.session, actor=moderator, person_id=member.id, role="practitioner")
    desk.work()

    (letter,) = desk.mails(member)

    assert letter.subject == "A moderator has looked at your account"
    assert "http://wiki.example/account/" in letter.text
    told = f"{letter.subject} {letter.text} {letter.html}".lower()
    assert not any(word in told for word in ("prison", "practitioner", "sergeant", "verif"))
    assert desk.notices(member) == []


def test_a_role_that_stays_is_no_news(desk: Desk, town: Town) -> None:
    member, moderator = town.actor("sergeant"), town.actor(is_moderator=True)
    standing.give_role(desk.session, actor=moderator, person_id=member.id, role="practitioner")
    desk.work()
    assert desk.mails(member) == []


def test_an_operators_change_is_told_as_well(desk: Desk, town: Town) -> None:
    member = town.actor("sergeant")
    email = desk.person(member).email
    staff.set_role(
        desk.session, email, role=Role.POLICY, is_moderator=False, is_administrator=False
    )
    desk.work()
    assert len(desk.mails(member)) == 1


def test_a_moderator_moderates_nothing_while_their_own_claim_waits(
    session: Session, town: Town
) -> None:
    moderator = town.actor("judge", is_moderator=True, organisation="secretariat")
    page = a_page(session, town.officer("writer"), title="Radios").document
    assert access.is_allowed(moderator, HIDE, page)
    row = session.scalars(
        select(Affiliation).where(
            Affiliation.person_id == moderator.id, Affiliation.to_on.is_(None)
        )
    ).one()
    row.verified_at = None
    session.flush()
    now = people.actor(session, moderator.id)
    assert not access.is_allowed(now, HIDE, page)
    assert not access.is_allowed(now, REDACT, page)
    row.verified_at = clock.now()
    session.flush()
    assert access.is_allowed(people.actor(session, moderator.id), HIDE, page)
