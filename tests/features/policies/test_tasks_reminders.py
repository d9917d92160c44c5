"""Holders of positions on an earlier text are reminded while they can still confirm them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.notifications.actions import watching
from ssrwiki.commons.notifications.models import Notice
from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.features.policies.actions import endorsements, rounds, states
from ssrwiki.features.policies.queries import policies, reminded
from ssrwiki.features.policies.tasks import rounds as tasks
from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.pages import Position
from ssrwiki.foundation.settings import Settings
from tests.factories.desk import Desk
from tests.factories.people import Town
from tests.factories.policies import REASON, answered, next_version, position
from tests.factories.rounds import START, MadePolicy, a_policy, a_round, held

SUBSTANCE = "## Before support begins\n\nThe commander stays for two years."
SECOND_ROUND = START + timedelta(days=40)
CLOSES = SECOND_ROUND + timedelta(days=30)
HALF, LAST = SECOND_ROUND + timedelta(days=15), CLOSES - timedelta(hours=48)
MINUTE = timedelta(minutes=1)


@dataclass
class Scene:
    """A policy whose holders took positions on version 1; a round is open on version 2."""

    desk: Desk
    officer: Actor
    holder: Actor
    withheld: Actor
    confirmed: Actor
    policy: MadePolicy

    @property
    def document(self) -> Document:
        """As the database has it now, with its owners."""
        return policies.document(self.desk.session, viewer=self.officer, slug="community-policing")

    def at(self, now: datetime) -> None:
        with clock.at(now):
            self.desk.work()

    def told(self, person: Actor) -> list[str]:
        rows = self.desk.session.scalars(
            select(Activity.verb)
            .join(Notice, Notice.activity_id == Activity.id)
            .where(Notice.person_id == person.id, Activity.verb.in_(reminded.REMINDING.values()))
            .order_by(Activity.id)
        )
        return list(rows)


@pytest.fixture
def scene(database: Database, settings: Settings, session: Session, town: Town) -> Scene:
    officer = town.officer("officer")
    holder, withheld, confirmed = town.actor("holder"), town.actor("withheld"), town.actor("sure")
    with clock.at(START):
        made = a_policy(session, officer)
        a_round(session, officer, made)
        for who, attribution in (
            (holder, "named"),
            (withheld, "role_and_region"),
            (confirmed, "named"),
        ):
            position(session, who, made.document, attribution=attribution)
        answered(session, officer, made.document)
    with clock.at(SECOND_ROUND):
        next_version(session, officer, made.document, SUBSTANCE)
        a_round(session, officer, made)
        endorsements.reconfirm(session, actor=confirmed, document=made.document, version_number=2)
    return Scene(Desk(database, settings, session), officer, holder, withheld, confirmed, made)


def test_holders_hear_of_the_new_version_on_the_day_itself(scene: Scene) -> None:
    scene.at(SECOND_ROUND + timedelta(minutes=11))
    assert [each.subject for each in scene.desk.mails(scene.holder)]
    published = scene.desk.session.scalar(
        select(Activity.id)
        .where(Activity.verb == "policies.published")
        .order_by(Activity.id.desc())
        .limit(1)
    )
    hearing = {each.person_id for each in scene.desk.notices() if each.activity_id == published}
    assert hearing == {scene.holder.id, scene.withheld.id, scene.confirmed.id}


def test_only_those_whose_position_is_still_stale_are_reminded_and_each_once(
    scene: Scene,
) -> None:
    for now in (HALF - MINUTE, HALF, HALF + MINUTE, LAST - MINUTE, LAST, LAST + MINUTE, CLOSES):
        scene.at(now)
    both = [reminded.HALF_TIME, reminded.LAST]
    assert scene.told(scene.holder) == both
    assert scene.told(scene.withheld) == both
    assert scene.told(scene.confirmed) == []
    assert scene.told(scene.officer) == []


def test_nobody_is_reminded_who_confirmed_or_took_it_back(scene: Scene) -> None:
    session, document = scene.desk.session, scene.document
    with clock.at(HALF - MINUTE):
        endorsements.reconfirm(session, actor=scene.holder, document=document, version_number=2)
        endorsements.withdraw(session, actor=scene.withheld, document=document, version_number=2)
    for now in (HALF, LAST):
        scene.at(now)
    assert scene.told(scene.holder) == scene.told(scene.withheld) == []
    told = select(Activity).where(Activity.verb.in_(reminded.REMINDING.values()))
    assert session.scalars(told).all() == []


def test_a_reminder_stands_in_no_list_and_reaches_no_watcher(scene: Scene, town: Town) -> None:
    session, watcher = scene.desk.session, town.actor("watcher")
    watching.watch(session, actor=watcher, thing=scene.document)
    scene.at(HALF)
    scene.at(LAST)
    assert scene.told(watcher) == []
    for viewer in (GUEST, watcher, scene.officer):
        page = activities.recent(session, viewer=viewer, position=Position())
        assert not {row.activity.verb for row in page.rows} & set(reminded.REMINDING.values())


def test_who_is_reminded_is_not_told_of_the_close_a_second_time(scene: Scene, town: Town) -> None:
    session, watcher = scene.desk.session, town.actor("watcher")
    for each in (watcher, scene.holder, scene.confirmed):
        watching.watch(session, actor=each, thing=scene.document)
    scene.at(LAST)
    closing = session.scalar(
        select(Activity.id)
        .where(Activity.verb == tasks.ROUND_CLOSES_SOON)
        .order_by(Activity.id.desc())
        .limit(1)
    )
    heard = {each.person_id for each in scene.desk.notices() if each.activity_id == closing}
    assert heard == {watcher.id, scene.confirmed.id, scene.officer.id}
    assert scene.told(scene.holder)[-1] == reminded.LAST


def test_the_last_reminder_is_mailed_at_once_and_says_nothing_of_a_withheld_position(
    scene: Scene,
) -> None:
    scene.at(LAST)
    named, neutral = scene.desk.mails(scene.holder)[0], scene.desk.mails(scene.withheld)[0]
    assert "Community policing" in named.text
    for word in ("Community", "policing", "position", "/policies/"):
        assert word not in neutral.subject + neutral.text


def test_a_mail_that_was_kept_up_is_not_sent_after_the_position_was_confirmed(
    scene: Scene,
) -> None:
    session = scene.desk.session
    scene.at(HALF)
    with clock.at(HALF + MINUTE):
        endorsements.reconfirm(
            session, actor=scene.holder, document=scene.document, version_number=2
        )
    scene.desk.morning(HALF + timedelta(days=1))
    assert not any("earlier text" in mail.text for mail in scene.desk.mails(scene.holder))


def test_who_may_not_read_it_any_more_is_not_reminded(scene: Scene) -> None:
    scene.document.audience = "unit"
    scene.at(LAST)
    assert scene.told(scene.holder) == scene.told(scene.withheld) == []


def test_a_round_that_was_extended_reminds_of_its_new_close(scene: Scene) -> None:
    session, officer = scene.desk.session, scene.officer
    scene.at(HALF)
    with clock.at(HALF + MINUTE):
        row = held(session, officer, scene.policy, 2)
        later = CLOSES + timedelta(days=20)
        rounds.extend(session, actor=officer, held=row, closes_at=later, reason=REASON)
    for now in (LAST, HALF + timedelta(days=10, minutes=1), later - timedelta(hours=47)):
        scene.at(now)
    assert scene.told(scene.holder) == [reminded.HALF_TIME, reminded.LAST]


def test_nobody_is_reminded_of_a_round_that_was_closed_or_of_a_policy_taken_back(
    scene: Scene,
) -> None:
    session, officer = scene.desk.session, scene.officer
    with clock.at(HALF - MINUTE):
        states.decide(
            session, actor=officer, document=scene.document, to="withdrawn", reason=REASON
        )
    scene.at(HALF)
    assert scene.told(scene.holder) == []


def call(scene: Scene, closes_at: datetime | None) -> datetime:
    session, officer = scene.desk.session, scene.officer
    with clock.at(SECOND_ROUND + MINUTE):
        answered(session, officer, scene.document, 2)
        states.decide(
            session,
            actor=officer,
            document=scene.document,
            to="final_call",
            call_closes_at=closes_at,
        )
    return SECOND_ROUND + MINUTE


def test_a_final_call_with_an_end_reminds_at_half_time_and_before_it(scene: Scene) -> None:
    opened_at = call(scene, SECOND_ROUND + timedelta(days=20))
    closes_at = SECOND_ROUND + timedelta(days=20)
    for now in (
        opened_at + timedelta(days=1),
        opened_at + timedelta(days=10),
        closes_at - timedelta(hours=48),
        closes_at - timedelta(hours=1),
    ):
        scene.at(now)
    assert scene.told(scene.holder) == [reminded.HALF_TIME, reminded.LAST]


def test_a_final_call_without_an_end_reminds_once(scene: Scene) -> None:
    opened_at = call(scene, None)
    scene.at(opened_at + timedelta(minutes=5))
    assert scene.told(scene.holder) == []
    for days in (1, 10, 40):
        scene.at(opened_at + timedelta(days=days))
    assert scene.told(scene.holder) == [reminded.CALL]
    assert scene.told(scene.confirmed) == []


def test_jobs_of_reminders_name_no_person(scene: Scene) -> None:
    rows = scene.desk.session.scalars(select(jobs.Job).where(jobs.Job.name.like("%.remind_in_%")))
    payloads = [row.payload + (row.unique_key or "") for row in rows]
    assert payloads
    for person in (scene.holder, scene.withheld):
        assert not any(person.handle in payload for payload in payloads)
