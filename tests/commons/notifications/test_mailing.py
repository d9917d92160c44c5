"""Mails at once: never twice, never after the right to read is gone, never telling too much."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.notifications.actions import watching
from ssrwiki.commons.notifications.rules import MailState
from ssrwiki.commons.notifications.tasks import mailing
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.mail.transports import Outcome
from tests.factories.desk import ANSWERED, EVENING, Desk, Line, failed, line_of
from tests.factories.people import Town


class Died(BaseException):
    """The process is killed here."""


def test_an_answer_to_me_comes_at_once_with_its_words(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    desk.answer(officer, reader, document)
    desk.work()
    (letter,) = desk.mails(reader)
    assert letter.subject == ("Officer, Policy Unit answered what you said of Vetting in practice.")
    assert "http://wiki.example/pages/vetting-in-practice" in letter.text
    assert letter.unsubscribe_url is not None
    assert desk.states(reader) == [MailState.SENT]


def test_a_mail_about_a_withheld_contribution_says_nothing(
    desk: Desk, town: Town, officer: Actor, reader: Actor, document: Document
) -> None:
    """Neither to its author, whose mailbox others may open, nor to those who watch."""
    bystander = town.actor("bystander")
    with clock.at(EVENING):
        desk.work()
        watching.watch(desk.session, actor=bystander, thing=document)
        desk.answer(officer, reader, document, attribution="role_and_region")
        desk.work()
    desk.morning()
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
    desk.answer(officer, reader, document)
    with line_of(desk, Line(failed(Outcome.NOT_SENT))):
        desk.work()
    assert desk.states(reader) == [MailState.WAITING]
    desk.session.get_one(Document, document.id).audience = "unit"
    with clock.at(clock.now() + timedelta(hours=1)):
        desk.work()
    assert desk.mails(reader) == []
    assert desk.states(reader) == [MailState.SKIPPED]


def test_a_mail_that_was_on_the_line_in_a_crash_is_not_sent_again(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    desk.answer(officer, reader, document)
    with line_of(desk, Line(Died())) as line:
        with pytest.raises(Died):
            desk.work()
        desk.session.expire_all()
        assert desk.states(reader) == [MailState.SENDING]
        with clock.at(clock.now() + jobs.LEASE):
            desk.work()
        desk.morning(clock.now() + timedelta(days=2))
    assert len(line.taken) == 1
    assert desk.states(reader) == [MailState.SENDING]


def test_a_mail_the_server_never_heard_of_is_tried_again(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    desk.answer(officer, reader, document)
    with line_of(desk, Line(failed(Outcome.NOT_SENT))) as line:
        desk.work()
        with clock.at(clock.now() + timedelta(hours=1)):
            desk.work()
    assert len(line.taken) == 2
    assert line.taken[0]["Message-ID"] == line.taken[1]["Message-ID"]
    assert desk.states(reader) == [MailState.SENT]


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.IN_DOUBT])
def test_a_mail_refused_or_in_doubt_is_not_tried_again(
    desk: Desk, officer: Actor, reader: Actor, document: Document, outcome: Outcome
) -> None:
    desk.answer(officer, reader, document)
    with line_of(desk, Line(failed(outcome))) as line:
        desk.work()
        with clock.at(clock.now() + timedelta(hours=7)):
            desk.work()
    assert len(line.taken) == 1


def test_a_mail_asked_for_twice_leaves_once(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    desk.answer(officer, reader, document)
    desk.work()
    (notice,) = desk.notices(reader)
    for _ in range(4):
        jobs.enqueue(desk.session, mailing.MAIL, notice=notice.public_id)
        jobs.enqueue(desk.session, mailing.DIGEST, person=desk.person(reader).public_id)
    desk.work()
    assert len(desk.mails(reader)) == 1


def test_the_line_is_not_waited_for_with_the_write_lock_held(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    class Writing(Line):
        def send(self, letter: EmailMessage) -> None:
            with desk.database.writing() as session:
                jobs.enqueue(session, "written.meanwhile")
            super().send(letter)

    desk.answer(officer, reader, document)
    with line_of(desk, Writing()) as line:
        desk.work()
    assert len(line.taken) == 1


def test_a_mail_is_in_the_readers_language(
    desk: Desk, officer: Actor, reader: Actor, document: Document
) -> None:
    desk.person(reader).locale = "x-pseudo"
    desk.answer(officer, reader, document)
    desk.work()
    (letter,) = desk.mails(reader)
    assert letter.subject.startswith("⟦")
