"""What an answer, or the end of a round, leaves to the author of a comment."""

import json
from datetime import timedelta

import pytest

from ssrwiki.commons.discussion.actions import corrections, drafts
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.people.rules import GUEST
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid
from tests.browser_like import text_of
from tests.factories.policies import answered
from tests.factories.rounds import START, a_comment
from tests.factories.tables import CLOSED, REASON, Table
from tests.factories.walks import COMMENTS, Walk

SENT = START + timedelta(days=1)


def correct(table: Table, public_id: str) -> None:
    corrections.edit_within_window(
        table.session,
        actor=table.practitioner,
        located=threads.located(table.session, viewer=table.practitioner, public_id=public_id),
        draft=drafts.draft(body="Quite other words."),
    )


def withdraw(table: Table, public_id: str) -> None:
    located = threads.located(table.session, viewer=table.practitioner, public_id=public_id)
    corrections.withdraw(table.session, actor=table.practitioner, located=located)
    table.session.flush()


def test_the_words_of_a_comment_stay_once_an_answer_to_it_is_drafted(table: Table) -> None:
    comment = table.comment()
    with clock.at(SENT + timedelta(minutes=1)):
        assert table.seen_by(table.practitioner, comment).can_edit
        table.answer(comment, code="noted")
        assert not table.seen_by(table.practitioner, comment).can_edit
        with pytest.raises(Invalid, match="begun to answer") as refused:
            correct(table, comment)
    assert refused.value.field == "body"


def test_the_words_of_a_comment_stay_once_its_round_has_closed(table: Table) -> None:
    with clock.at(CLOSED - timedelta(days=1, minutes=5)):
        late = a_comment(table.session, table.practitioner, table.round, "Just in time.").public_id
        table.session.flush()
        assert table.seen_by(table.practitioner, late).can_edit
    with clock.at(CLOSED - timedelta(days=1)):
        assert not table.seen_by(table.practitioner, late).can_edit
        with pytest.raises(Invalid, match="round has closed"):
            correct(table, late)


def test_an_answer_that_was_published_outlives_the_withdrawal_of_its_comment(table: Table) -> None:
    comment = table.comment()
    with clock.at(CLOSED):
        table.answer(comment)
        figures = json.loads(table.publish().statistics)
        withdraw(table, comment)
        shown = table.seen_by(GUEST, comment)
    assert shown.body == ""
    assert shown.standing is not None
    assert (shown.standing.code, shown.standing.reason) == ("accepted", REASON)
    assert figures["by_code"] == {"accepted": 1}


def test_a_withdrawal_before_the_answers_are_published_is_the_answer(table: Table) -> None:
    comment = table.comment()
    with clock.at(CLOSED):
        table.answer(comment)
        withdraw(table, comment)
        figures = json.loads(table.publish().statistics)
        shown = table.seen_by(GUEST, comment)
    assert [answer.code for answer in shown.answers] == ["withdrawn"]
    assert figures["by_code"] == {"withdrawn": 1}


def test_a_correction_that_comes_too_late_gives_the_words_back(opened: Walk) -> None:
    author = opened.visitor("practitioner")
    sent = author.send(COMMENTS, body="He is moved by telephone.")
    address = f"/comments/{sent.location.rpartition('/')[2]}/edit"
    fields = {**author.hidden_fields(address), "body": "He is moved by letter."}
    answered(opened.session, opened.people["officer"], opened.policy.document)
    opened.session.commit()
    refused = author.client.post(address, data=fields)
    assert refused.status_code == 422
    assert "its words stay as they are" in text_of(refused)
    assert "He is moved by letter." in text_of(refused)


def test_who_withdraws_after_the_response_is_told_that_the_answer_stays(opened: Walk) -> None:
    author = opened.visitor("practitioner")
    sent = author.send(COMMENTS, body="He is moved by telephone.")
    withdrawal = f"/comments/{sent.location.rpartition('/')[2]}/withdraw"
    sentence = "The answer to it was published and stays."
    assert sentence not in text_of(author.get(withdrawal))
    answered(opened.session, opened.people["officer"], opened.policy.document)
    opened.session.commit()
    assert sentence in text_of(author.get(withdrawal))
    author.send(withdrawal)
    page = text_of(opened.visitor().get(sent.location))
    assert "The author withdrew this comment." in page
    assert "We have noted this and thank you for it." in page
    assert "He is moved by telephone." not in page
