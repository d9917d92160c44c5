from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import openings, rounds
from ssrwiki.features.policies.models.policies import Policy, StateChange
from ssrwiki.features.policies.models.rounds import RoundChange
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.features.policies.tasks import rounds as tasks
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid, NotAllowed
from ssrwiki.foundation.jobs import Job
from tests.factories.people import Town
from tests.factories.rounds import (
    START,
    MadePolicy,
    a_policy,
    a_round,
    an_opening,
    held,
    state_of,
)

REASON = "The ministry needs the text before the session of parliament."


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def policy(session: Session, officer: Actor) -> MadePolicy:
    with clock.at(START):
        return a_policy(session, officer)


def test_a_round_opens_at_once_and_the_policy_takes_comments(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START):
        made = a_round(session, officer, policy)
        assert made.state is RoundState.OPEN
    assert state_of(session, policy) == "open_for_comment"
    assert made.round.number == 1
    assert made.round.response_due_on == (START + timedelta(days=30, weeks=12)).date()


def test_opening_waits_ten_minutes_before_it_is_announced(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START):
        a_round(session, officer, policy)
    told = session.scalars(select(Activity).where(Activity.verb == rounds.OPENED)).one()
    assert told.announced_at == START + timedelta(minutes=10)


def test_only_officers_of_an_owning_unit_open_a_round(
    session: Session, town: Town, policy: MadePolicy
) -> None:
    stranger = town.officer("stranger", organisation="another-unit")
    with clock.at(START), pytest.raises(NotAllowed):
        rounds.open_round(session, actor=stranger, document=policy.document, opening=an_opening())


@pytest.mark.parametrize(("days", "field"), [(27, "closes_at"), (0, "closes_at")])
def test_a_first_round_is_open_for_28_days(
    session: Session, officer: Actor, policy: MadePolicy, days: int, field: str
) -> None:
    with clock.at(START), pytest.raises(Invalid) as refused:
        a_round(session, officer, policy, days=days)
    assert refused.value.field == field


def test_28_days_to_the_minute_are_enough_although_seconds_have_passed(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START + timedelta(seconds=40)):
        assert a_round(session, officer, policy, days=28).state is RoundState.OPEN


def test_a_second_round_is_refused_while_one_runs_and_until_it_is_answered(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START):
        a_round(session, officer, policy)
        with pytest.raises(Invalid, match="open or planned"):
            a_round(session, officer, policy)
    with clock.at(START + timedelta(days=31)), pytest.raises(Invalid, match="Answer the comments"):
        a_round(session, officer, policy)


def test_a_policy_without_a_lead_opens_no_round(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    session.get_one(Policy, policy.document.id).lead_id = None
    with clock.at(START), pytest.raises(Invalid, match="lead"):
        a_round(session, officer, policy)


def test_a_local_time_in_the_gap_of_spring_is_refused() -> None:
    with clock.at(START), pytest.raises(Invalid, match="clocks go forward") as refused:
        openings.opening(closes_at="2026-03-29T01:30", zone="Europe/London")
    assert refused.value.field == "closes_at"


@pytest.mark.parametrize("closes_at", ["9999-12-31T23:59", "0001-01-01T00:00"])
def test_a_time_at_the_end_of_the_calendar_is_refused(closes_at: str) -> None:
    with clock.at(START), pytest.raises(Invalid) as refused:
        openings.opening(closes_at=closes_at, zone="Etc/GMT+12")
    assert refused.value.field == "closes_at"


def test_a_response_is_not_due_at_the_end_of_the_calendar() -> None:
    with clock.at(START), pytest.raises(Invalid) as refused:
        openings.opening(closes_at="2026-05-01T17:00", zone="UTC", response_due_on="9999-12-31")
    assert refused.value.field == "response_due_on"


def test_a_local_time_that_comes_twice_is_the_later_one() -> None:
    with clock.at(START):
        asked = openings.opening(closes_at="2026-10-25T01:30", zone="Europe/London")
    assert asked.closes_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("opens_at", ["", "2026-01-01T09:00"])
def test_an_empty_or_past_opening_means_now(opens_at: str) -> None:
    with clock.at(START):
        asked = openings.opening(opens_at=opens_at, closes_at="2026-05-01T17:00", zone="UTC")
    assert asked.opens_at is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"closes_at": "soon", "zone": "UTC"}, "closes_at"),
        ({"closes_at": "2026-05-01T17:00", "zone": "Mars/Olympus"}, "zone"),
        ({"closes_at": "2026-05-01T17:00", "zone": ""}, "zone"),
        (
            {"closes_at": "2026-05-01T17:00", "zone": "UTC", "response_due_on": "x"},
            "response_due_on",
        ),
    ],
)
def test_what_is_no_time_names_its_field(fields: dict[str, str], field: str) -> None:
    with clock.at(START), pytest.raises(Invalid) as refused:
        openings.opening(**fields)
    assert refused.value.field == field


def test_a_planned_round_takes_no_comments_before_it_opens(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START):
        opening = an_opening(40, opens_at="2026-03-05T09:00")
        rounds.open_round(session, actor=officer, document=policy.document, opening=opening)
        session.flush()
        made = held(session, officer, policy)
        assert made.state is RoundState.SCHEDULED
    with clock.at(START + timedelta(days=4)):
        assert made.state is RoundState.OPEN


def test_a_round_is_extended_before_its_close_only_and_never_shortened(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START):
        made = a_round(session, officer, policy)
        later, sooner = START + timedelta(days=44), START + timedelta(days=20)
        with pytest.raises(Invalid, match="later"):
            rounds.extend(session, actor=officer, held=made, closes_at=sooner, reason=REASON)
        rounds.extend(session, actor=officer, held=made, closes_at=later, reason=REASON)
    assert made.round.closes_at == later
    with clock.at(later), pytest.raises(Invalid, match="closed"):
        rounds.extend(
            session, actor=officer, held=made, closes_at=later + timedelta(1), reason=REASON
        )


def test_closing_early_keeps_who_why_and_how_much_for_ever(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START):
        made = a_round(session, officer, policy)
    with clock.at(START + timedelta(days=20)):
        with pytest.raises(Invalid) as refused:
            rounds.close_early(session, actor=officer, held=made, reason=" ")
        assert refused.value.field == "reason"
        rounds.close_early(session, actor=officer, held=made, reason=REASON)
        assert made.state is RoundState.CLOSED
    session.flush()
    change = session.scalars(select(RoundChange)).one()
    assert change.byline_handle == "officer"
    assert (change.from_closes_at - change.to_closes_at).days == 10
    assert state_of(session, policy) == "closed_analysing"


def run(session: Session, name: str) -> None:
    payload = session.scalars(select(Job).where(Job.name == name)).all()[-1]
    tasks.TASKS[name](session, {"round": payload.payload.split('"')[3]})
    session.flush()


def told(session: Session, verb: str) -> int:
    return len(session.scalars(select(Activity).where(Activity.verb == verb)).all())


def test_the_worker_announces_the_close_once_and_writes_the_state_down(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START):
        a_round(session, officer, policy)
    with clock.at(START + timedelta(days=30, minutes=1)):
        run(session, rounds.ANNOUNCE_CLOSE)
        run(session, rounds.ANNOUNCE_CLOSE)
    assert told(session, tasks.ROUND_CLOSED) == 1
    assert state_of(session, policy) == "closed_analysing"
    by_clock = session.scalars(
        select(StateChange).where(StateChange.to_state == "closed_analysing")
    ).one()
    assert by_clock.byline_name == "ssrwiki"


def test_an_extended_round_is_neither_announced_as_closed_nor_reminded_of_too_early(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START):
        made = a_round(session, officer, policy)
        later = START + timedelta(days=44)
        rounds.extend(session, actor=officer, held=made, closes_at=later, reason=REASON)
    with clock.at(START + timedelta(days=30, minutes=1)):
        run(session, rounds.ANNOUNCE_CLOSE)
        run(session, rounds.REMIND_OF_CLOSE)
    assert told(session, tasks.ROUND_CLOSED) == told(session, tasks.ROUND_CLOSES_SOON) == 0
    with clock.at(later - timedelta(hours=47)):
        run(session, rounds.REMIND_OF_CLOSE)
    assert told(session, tasks.ROUND_CLOSES_SOON) == 1
