"""Who hears of an activity: once each, never the one who acted, only those who may."""

import threading
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.notifications.actions import watching
from ssrwiki.commons.notifications.rules import Reason
from ssrwiki.commons.notifications.tasks import announcing
from ssrwiki.commons.people.models import GroupMember, ReaderGroup
from ssrwiki.commons.topics import actions as topics_actions
from ssrwiki.commons.topics import queries as topics
from ssrwiki.commons.topics.rules import Wording
from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.jobs import Job
from ssrwiki.foundation.worker import run_due
from tests.factories.desk import ANSWERED, NAMED, Desk
from tests.factories.documents import a_page
from tests.factories.people import Town


def test_watchers_hear_and_the_actor_does_not(desk: Desk, town: Town, session: Session) -> None:
    author, reader = town.actor(), town.actor()
    document = a_page(session, author).document
    desk.work()
    for each in (author, reader):
        watching.watch(session, actor=each, thing=document)
    desk.happen(author, document)
    desk.work()
    assert desk.heard() == {reader.id}
    assert desk.notices()[0].reason == Reason.WATCHING


def test_a_topic_is_watched_with_all_that_lies_below_it(
    desk: Desk, town: Town, session: Session
) -> None:
    topics_actions.plant(session, slug="policing", wordings=[Wording("en", "Policing")])
    topics_actions.plant(
        session, slug="vetting", wordings=[Wording("en", "Vetting")], parent_slug="policing"
    )
    theme_watcher, place_watcher, stranger = town.actor(), town.actor(), town.actor()
    for watcher, slug in (
        (theme_watcher, "policing"),
        (place_watcher, "western-africa"),
        (stranger, "southern-asia"),
    ):
        watching.watch(session, actor=watcher, thing=topics.topic(session, slug, "en"))
    a_page(session, town.actor(), themes=("vetting",), places=("SL",))
    desk.work()
    assert desk.heard() == {theme_watcher.id, place_watcher.id}


def test_the_author_hears_what_becomes_of_their_contribution_unless_they_did_it(
    desk: Desk, town: Town, session: Session
) -> None:
    author, officer = town.actor(), town.officer()
    document = a_page(session, officer).document
    said = authorship.sign(session, actor=author, attribution="named")
    desk.happen(officer, document, verb=ANSWERED, about=said.public_id)
    desk.happen(author, document, about=said.public_id)
    desk.work()
    assert [notice.reason for notice in desk.notices(author)] == [Reason.CONCERNED]


def test_features_name_others_whom_it_concerns(desk: Desk, town: Town, session: Session) -> None:
    lead, officer = town.officer(), town.officer()
    document = a_page(session, officer).document
    desk.named = [lead.id, officer.id]
    desk.happen(officer, document, verb=NAMED)
    desk.work()
    assert desk.heard() == {lead.id}


def test_one_who_watches_and_is_concerned_hears_once(
    desk: Desk, town: Town, session: Session
) -> None:
    lead = town.officer()
    document = a_page(session, town.officer()).document
    watching.watch(session, actor=lead, thing=document)
    desk.named = [lead.id]
    desk.happen(town.actor(), document, verb=NAMED)
    desk.work()
    named = [n for n in desk.notices(lead) if n.reason == Reason.CONCERNED]
    assert len(named) == 1
    assert len({n.activity_id for n in desk.notices(lead)}) == len(desk.notices(lead))


def test_an_announcement_that_runs_again_makes_nothing_twice(
    desk: Desk, town: Town, session: Session
) -> None:
    reader, author = town.actor(), town.actor()
    document = a_page(session, author).document
    watching.watch(session, actor=reader, thing=document)
    recorded = desk.happen(author, document)
    desk.work()
    before = len(desk.notices())
    announcing.announce(session, {"activity": recorded.public_id})
    jobs.enqueue(session, activity.ANNOUNCE, activity=recorded.public_id)
    assert desk.work() == 1
    assert len(desk.notices()) == before


def test_two_workers_that_race_make_nothing_twice(desk: Desk, town: Town, session: Session) -> None:
    reader, author = town.actor(), town.actor()
    document = a_page(session, author).document
    desk.work()
    watching.watch(session, actor=reader, thing=document)
    for _ in range(5):
        recorded = desk.happen(author, document)
        jobs.enqueue(session, activity.ANNOUNCE, activity=recorded.public_id)
    session.commit()
    work = partial(run_due, desk.database, composition.tasks())
    racers = [threading.Thread(target=work) for _ in range(3)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert len(desk.notices(reader)) == 5


def test_those_who_may_not_read_it_do_not_hear(desk: Desk, town: Town, session: Session) -> None:
    owner = town.actor(organisation="unit")
    colleague, outsider = town.actor(organisation="unit"), town.actor(organisation="other")
    document = a_page(session, owner).document
    desk.work()
    for each in (colleague, outsider):
        watching.watch(session, actor=each, thing=document)
    document.audience = "unit"
    desk.happen(owner, document)
    desk.work()
    assert desk.heard() == {colleague.id}


def test_working_text_is_heard_of_by_its_owners_only(
    desk: Desk, town: Town, session: Session
) -> None:
    owner = town.actor(organisation="unit")
    colleague, outsider = town.actor(organisation="unit"), town.actor(organisation="other")
    document = a_page(session, owner).document
    document.working_audience = "unit"
    desk.work()
    for each in (colleague, outsider):
        watching.watch(session, actor=each, thing=document)
    desk.happen(owner, document, needs_working_text=True)
    desk.work()
    assert desk.heard() == {colleague.id}


def test_readers_of_a_group_hear_while_they_are_in_it(
    desk: Desk, town: Town, session: Session
) -> None:
    owner, member, former = town.actor(), town.actor(), town.actor()
    document = a_page(session, owner).document
    group = ReaderGroup(slug="peers", name="Peers")
    session.add(group)
    session.flush()
    session.add(GroupMember(group_id=group.id, person_id=member.id))
    for each in (member, former):
        watching.watch(session, actor=each, thing=document)
    desk.work()
    document.audience, document.group_id = "group", group.id
    desk.happen(owner, document)
    desk.work()
    assert len(desk.notices(member)) == len(desk.notices(former)) + 1


def test_a_weighty_act_is_announced_after_ten_minutes_and_can_be_stopped(
    desk: Desk, town: Town, session: Session
) -> None:
    author, reader = town.actor(), town.actor()
    document = a_page(session, author).document
    desk.work()
    watching.watch(session, actor=reader, thing=document)
    leaves = desk.happen(author, document, is_weighty=True)
    stopped = desk.happen(author, document, is_weighty=True)
    activity.stop(stopped)
    assert desk.work() == 0
    assert desk.heard() == set()
    with clock.at(clock.now() + activity.HOLD_OF_WEIGHTY_ACTS):
        assert desk.work() == 2
    assert [notice.activity_id for notice in desk.notices()] == [leaves.id]


def test_no_minor_edit_reaches_a_watcher(desk: Desk, town: Town, session: Session) -> None:
    author = town.actor()
    document = a_page(session, author).document
    desk.work()
    watching.watch(session, actor=town.actor(), thing=document)
    desk.happen(author, document, is_minor=True)
    desk.work()
    assert desk.notices() == []


def test_jobs_hold_no_person_beside_an_activity(desk: Desk, town: Town, session: Session) -> None:
    reader, officer = town.actor("reader-of-all"), town.officer()
    said = authorship.sign(session, actor=reader, attribution="role_and_region")
    document = a_page(session, officer).document
    recorded = desk.happen(officer, document, verb=ANSWERED, about=said.public_id)
    session.commit()
    announcing.announce(session, {"activity": recorded.public_id})
    session.flush()
    person = desk.person(reader)
    for job in session.scalars(select(Job)):
        for told in (person.handle, person.public_id, person.email, said.public_id):
            assert told not in job.payload + (job.unique_key or "")
