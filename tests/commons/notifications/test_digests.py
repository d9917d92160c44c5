"""The daily digest: one a morning, each document once, and none that is empty or unwanted."""

import threading
from datetime import UTC, datetime, timedelta
from functools import partial

from ssrwiki import app as composition
from ssrwiki.commons.discussion.actions import corrections
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.notifications.actions import mailing as choosing
from ssrwiki.commons.notifications.actions import watching
from ssrwiki.commons.notifications.rules import MailState
from ssrwiki.commons.notifications.tasks import mailing
from ssrwiki.commons.people.rules import Actor, MailPreference
from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.worker import run_due
from tests.factories.desk import EVENING, MORNING, Desk
from tests.factories.discussion import a_remark, located
from tests.factories.documents import a_page
from tests.factories.people import Town


def test_an_account_closed_in_between_gets_no_mail(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    with clock.at(EVENING):
        watching.watch(desk.session, actor=reader, thing=document)
        desk.happen(officer, document)
        desk.work()
    desk.person(reader).deactivated_at = EVENING
    desk.morning()
    assert desk.mails() == []


def test_workers_that_race_for_a_digest_send_it_once(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    watching.watch(desk.session, actor=reader, thing=document)
    desk.happen(officer, document)
    desk.work()
    for _ in range(4):
        jobs.enqueue(desk.session, mailing.DIGEST, person=desk.person(reader).public_id)
    desk.session.commit()
    work = partial(run_due, desk.database, composition.tasks())
    racers = [threading.Thread(target=work) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert len(desk.mails(reader)) == 1


def test_a_digest_tells_each_document_once_the_newest_first(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    other = a_page(desk.session, officer, title="Border posts").document
    with clock.at(EVENING):
        desk.work()
        for thing in (document, other):
            watching.watch(desk.session, actor=reader, thing=thing)
        desk.happen(officer, document)
    with clock.at(EVENING + timedelta(minutes=1)):
        desk.happen(officer, other)
    with clock.at(EVENING + timedelta(minutes=2)):
        desk.happen(officer, document)
        desk.work()
    desk.morning()
    (letter,) = desk.mails(reader)
    lines = letter.text.splitlines()
    assert [line for line in lines if line in {"Vetting in practice", "Border posts"}] == [
        "Vetting in practice",
        "Border posts",
    ]
    assert letter.text.count("revised Vetting in practice.") == 1, "twice by one hand is one line"
    assert desk.states(reader) == [MailState.SENT] * 3


def test_a_digest_comes_once_a_day_at_seven_of_the_persons_zone(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    desk.person(reader).zone = "Asia/Kathmandu"  # 07:00 there is 01:15 in UTC
    with clock.at(EVENING):
        watching.watch(desk.session, actor=reader, thing=document)
        desk.happen(officer, document)
        desk.work()
    desk.morning(datetime(2026, 11, 21, 1, 14, tzinfo=UTC))
    assert desk.mails(reader) == []
    desk.morning(datetime(2026, 11, 21, 1, 16, tzinfo=UTC))
    assert len(desk.mails(reader)) == 1
    with clock.at(datetime(2026, 11, 21, 3, 0, tzinfo=UTC)):
        desk.happen(officer, document)
        desk.work()
    desk.morning(datetime(2026, 11, 21, 20, 0, tzinfo=UTC))
    assert len(desk.mails(reader)) == 1
    desk.morning(datetime(2026, 11, 22, 1, 16, tzinfo=UTC))
    assert len(desk.mails(reader)) == 2


def test_no_digest_is_empty(desk: Desk, officer: Actor, reader: Actor, document: Document) -> None:
    with clock.at(EVENING):
        watching.watch(desk.session, actor=reader, thing=document)
        desk.happen(officer, document)
        desk.work()
    desk.session.get_one(Document, document.id).audience = "unit"
    desk.morning()
    desk.morning(MORNING + timedelta(days=1))
    assert desk.mails() == []


def test_who_wants_no_mail_gets_none_and_no_flood_later(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    with clock.at(EVENING):
        choosing.choose_mail(desk.session, actor=reader, preference=MailPreference.NEVER)
        watching.watch(desk.session, actor=reader, thing=document)
        desk.answer(officer, reader, document)
        desk.work()
        choosing.choose_mail(desk.session, actor=reader, preference=MailPreference.DIGEST)
    desk.morning()
    assert desk.mails() == []
    assert len(desk.notices(reader)) == 1


def test_a_watch_that_ended_brings_no_more_mail(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    with clock.at(EVENING):
        watching.watch(desk.session, actor=reader, thing=document)
        desk.happen(officer, document)
        desk.work()
        watching.unwatch(desk.session, actor=reader, thing=document)
    desk.morning()
    assert desk.mails() == []


def test_what_a_seed_made_up_is_not_mailed(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    with clock.at(EVENING):
        watching.watch(desk.session, actor=reader, thing=document)
        desk.happen(officer, document)
        desk.work()
    choosing.skip_waiting(desk.session)
    desk.morning()
    assert desk.mails() == []


def test_a_name_that_was_taken_off_overnight_is_in_no_digest(
    desk: Desk, town: Town, reader: Actor, document: Document
) -> None:
    author = town.actor("secret-author")
    with clock.at(EVENING):
        watching.watch(desk.session, actor=reader, thing=document)
        remark = a_remark(desk.session, author, document)
        desk.work()
        place = located(desk.session, author, remark)
        corrections.withhold(desk.session, actor=author, located=place)
        desk.session.commit()
    desk.morning()
    (letter,) = desk.mails(reader)
    assert "Secret author" not in f"{letter.subject} {letter.text} {letter.html}"
