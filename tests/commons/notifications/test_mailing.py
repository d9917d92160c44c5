"""Mails of notices: at once or in the morning, never twice, never more than one may know."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import partial

import pytest
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.notifications.actions import mailing as choosing
from ssrwiki.commons.notifications.actions import watching
from ssrwiki.commons.notifications.rules import MailState
from ssrwiki.commons.notifications.tasks import mailing
from ssrwiki.commons.people.rules import Actor, MailPreference
from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.mail.post import Post
from ssrwiki.foundation.mail.transports import MailFailed, Outcome
from ssrwiki.foundation.worker import run_due
from tests.factories.desk import ANSWERED, Desk
from tests.factories.documents import a_page
from tests.factories.people import Town

EVENING = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 21, 7, 1, tzinfo=UTC)


class Died(BaseException):
    """The process is killed here."""


class Line:
    """A mail server that fails as it is told, and then works."""

    def __init__(self, *failures: BaseException) -> None:
        self.failures = list(failures)
        self.taken: list[EmailMessage] = []

    def send(self, letter: EmailMessage) -> None:
        self.taken.append(letter)
        if self.failures:
            raise self.failures.pop(0)


def failed(outcome: Outcome) -> MailFailed:
    return MailFailed(outcome, ConnectionError())


@contextmanager
def line_of(desk: Desk, line: Line) -> Iterator[Line]:
    held = desk.database.info["post"]
    assert isinstance(held, Post)
    desk.database.info["post"] = Post(held.letters, line)
    try:
        yield line
    finally:
        desk.database.info["post"] = held


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def reader(town: Town) -> Actor:
    return town.actor("reader")


@pytest.fixture
def document(session: Session, officer: Actor) -> Document:
    return a_page(session, officer, title="Vetting in practice").document


def answer(
    desk: Desk, officer: Actor, reader: Actor, document: Document, attribution: str = "named"
) -> str:
    """The reader says something, the officer answers it; gives the public id of what was said."""
    said = authorship.sign(desk.session, actor=reader, attribution=attribution)
    desk.happen(
        reader, document, verb="documents.saved", about=said.public_id, attribution=attribution
    )
    desk.happen(officer, document, verb=ANSWERED, about=said.public_id)
    return said.public_id


def morning_of(desk: Desk, at: datetime = MORNING) -> None:
    with clock.at(at):
        jobs.enqueue(desk.session, mailing.PLAN)
        desk.work()


def states(desk: Desk, person: Actor) -> list[str]:
    return [notice.mail_state for notice in desk.notices(person)]


def test_an_answer_to_me_comes_at_once_with_its_words(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    answer(desk, officer, reader, document)
    desk.work()
    (letter,) = desk.mails(reader)
    assert letter.subject == ("Officer, Policy Unit answered what you said of Vetting in practice.")
    assert "http://wiki.example/pages/vetting-in-practice" in letter.text
    assert letter.unsubscribe_url is not None
    assert states(desk, reader) == [MailState.SENT]


def test_a_mail_about_a_withheld_contribution_says_nothing(
    desk: Desk, town: Town, officer: Actor, reader: Actor, document: Document
) -> None:
    """Neither to its author, whose mailbox others may open, nor to those who watch."""
    bystander = town.actor("bystander")
    with clock.at(EVENING):
        desk.work()
        watching.watch(desk.session, actor=bystander, thing=document)
        answer(desk, officer, reader, document, attribution="role_and_region")
        desk.work()
    morning_of(desk)
    assert {letter.to for letter in desk.mails()} == {"reader@example.org", "bystander@example.org"}
    for letter in desk.mails():
        whole = letter.subject + letter.text + letter.html
        for telling in ("Vetting", "vetting", "dviser", "Practitioner", "Officer,", "answered"):
            assert telling not in whole, f"{telling} in {whole}"
        assert "http://wiki.example/account/notices" in letter.text


def test_a_name_withheld_after_the_notice_was_made_is_withheld_in_the_mail(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    said = authorship.sign(desk.session, actor=reader, attribution="named")
    first = desk.happen(reader, document, about=said.public_id)
    answered = desk.happen(officer, document, verb=ANSWERED, about=said.public_id)
    with line_of(desk, Line(failed(Outcome.NOT_SENT))):
        desk.work()
    authorship.withhold(desk.session, actor=reader, contribution=first)
    assert answered.attribution == "named"
    with clock.at(clock.now() + timedelta(hours=1)):
        desk.work()
    (letter,) = desk.mails(reader)
    assert "Vetting" not in letter.subject + letter.text


def test_rights_lost_in_between_keep_the_mail_back(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    answer(desk, officer, reader, document)
    with line_of(desk, Line(failed(Outcome.NOT_SENT))):
        desk.work()
    assert states(desk, reader) == [MailState.WAITING]
    desk.session.get_one(Document, document.id).audience = "unit"
    with clock.at(clock.now() + timedelta(hours=1)):
        desk.work()
    assert desk.mails(reader) == []
    assert states(desk, reader) == [MailState.SKIPPED]


def test_an_account_closed_in_between_gets_no_mail(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    with clock.at(EVENING):
        watching.watch(desk.session, actor=reader, thing=document)
        desk.happen(officer, document)
        desk.work()
    desk.person(reader).deactivated_at = EVENING
    morning_of(desk)
    assert desk.mails() == []


def test_a_mail_that_was_on_the_line_in_a_crash_is_not_sent_again(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    answer(desk, officer, reader, document)
    with line_of(desk, Line(Died())) as line:
        with pytest.raises(Died):
            desk.work()
        desk.session.expire_all()
        assert states(desk, reader) == [MailState.SENDING]
        with clock.at(clock.now() + jobs.LEASE):
            desk.work()
        morning_of(desk, clock.now() + timedelta(days=2))
    assert len(line.taken) == 1
    assert states(desk, reader) == [MailState.SENDING]


def test_a_mail_the_server_never_heard_of_is_tried_again(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    answer(desk, officer, reader, document)
    with line_of(desk, Line(failed(Outcome.NOT_SENT))) as line:
        desk.work()
        with clock.at(clock.now() + timedelta(hours=1)):
            desk.work()
    assert len(line.taken) == 2
    assert line.taken[0]["Message-ID"] == line.taken[1]["Message-ID"]
    assert states(desk, reader) == [MailState.SENT]


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.IN_DOUBT])
def test_a_mail_refused_or_in_doubt_is_not_tried_again(
    desk: Desk, officer: Actor, reader: Actor, document: Document, outcome: Outcome
) -> None:
    answer(desk, officer, reader, document)
    with line_of(desk, Line(failed(outcome))) as line:
        desk.work()
        with clock.at(clock.now() + timedelta(hours=7)):
            desk.work()
    assert len(line.taken) == 1


def test_a_mail_asked_for_twice_leaves_once(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    answer(desk, officer, reader, document)
    desk.work()
    (notice,) = desk.notices(reader)
    for _ in range(4):
        jobs.enqueue(desk.session, mailing.MAIL, notice=notice.public_id)
        jobs.enqueue(desk.session, mailing.DIGEST, person=desk.person(reader).public_id)
    desk.work()
    assert len(desk.mails(reader)) == 1


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


def test_the_line_is_not_waited_for_with_the_write_lock_held(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    class Writing(Line):
        def send(self, letter: EmailMessage) -> None:
            with desk.database.writing() as session:
                jobs.enqueue(session, "written.meanwhile")
            super().send(letter)

    answer(desk, officer, reader, document)
    with line_of(desk, Writing()) as line:
        desk.work()
    assert len(line.taken) == 1


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
    morning_of(desk)
    (letter,) = desk.mails(reader)
    lines = letter.text.splitlines()
    assert [line for line in lines if line in {"Vetting in practice", "Border posts"}] == [
        "Vetting in practice",
        "Border posts",
    ]
    assert letter.text.count("revised Vetting in practice.") == 1, "twice by one hand is one line"
    assert states(desk, reader) == [MailState.SENT] * 3


def test_a_digest_comes_once_a_day_at_seven_of_the_persons_zone(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    desk.person(reader).zone = "Asia/Kathmandu"  # 07:00 there is 01:15 in UTC
    with clock.at(EVENING):
        watching.watch(desk.session, actor=reader, thing=document)
        desk.happen(officer, document)
        desk.work()
    morning_of(desk, datetime(2026, 11, 21, 1, 14, tzinfo=UTC))
    assert desk.mails(reader) == []
    morning_of(desk, datetime(2026, 11, 21, 1, 16, tzinfo=UTC))
    assert len(desk.mails(reader)) == 1
    with clock.at(datetime(2026, 11, 21, 3, 0, tzinfo=UTC)):
        desk.happen(officer, document)
        desk.work()
    morning_of(desk, datetime(2026, 11, 21, 20, 0, tzinfo=UTC))
    assert len(desk.mails(reader)) == 1
    morning_of(desk, datetime(2026, 11, 22, 1, 16, tzinfo=UTC))
    assert len(desk.mails(reader)) == 2


def test_no_digest_is_empty(desk: Desk, officer: Actor, reader: Actor, document: Document) -> None:
    with clock.at(EVENING):
        watching.watch(desk.session, actor=reader, thing=document)
        desk.happen(officer, document)
        desk.work()
    desk.session.get_one(Document, document.id).audience = "unit"
    morning_of(desk)
    morning_of(desk, MORNING + timedelta(days=1))
    assert desk.mails() == []


def test_who_wants_no_mail_gets_none_and_no_flood_later(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    with clock.at(EVENING):
        choosing.choose_mail(desk.session, actor=reader, preference=MailPreference.NEVER)
        watching.watch(desk.session, actor=reader, thing=document)
        answer(desk, officer, reader, document)
        desk.work()
        choosing.choose_mail(desk.session, actor=reader, preference=MailPreference.DIGEST)
    morning_of(desk)
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
    morning_of(desk)
    assert desk.mails() == []


def test_what_a_seed_made_up_is_not_mailed(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    with clock.at(EVENING):
        watching.watch(desk.session, actor=reader, thing=document)
        desk.happen(officer, document)
        desk.work()
    choosing.skip_waiting(desk.session)
    morning_of(desk)
    assert desk.mails() == []


def test_a_mail_is_in_the_readers_language(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    desk.person(reader).locale = "x-pseudo"
    answer(desk, officer, reader, document)
    desk.work()
    (letter,) = desk.mails(reader)
    assert letter.subject.startswith("⟦")
