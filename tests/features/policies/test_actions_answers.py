"""Answers."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from ssrwiki.commons.discussion.actions import corrections, moderation
from ssrwiki.commons.discussion.models import Disposition, Receipt
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.people.rules import GUEST
from ssrwiki.features.policies.actions import dispositions, rounds
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Conflict, Invalid, NotAllowed
from tests.factories.rounds import START, a_comment
from tests.factories.tables import CLOSED, REASON, Table


def test_a_draft_is_seen_by_the_owning_office_alone(table: Table) -> None:
    comment = table.comment()
    table.answer(comment)
    own = table.seen_by(table.colleague, comment).standing
    assert own is not None
    assert own.is_draft
    for outsider in (GUEST, table.practitioner, table.town.officer("other", "another-unit")):
        assert table.seen_by(outsider, comment).standing is None


def test_drafting_tells_the_author_that_an_office_has_read_and_weighs(table: Table) -> None:
    comment = table.comment()
    table.answer(comment)
    table.answer(comment, seen=1)
    shown = table.seen_by(table.practitioner, comment)
    assert [(r.step.value, r.office) for r in shown.receipts] == [
        ("read", "Policy Unit"),
        ("weighed", "Policy Unit"),
    ]


def test_marking_as_read_twice_makes_one_receipt(table: Table) -> None:
    comment = table.comment()
    for _ in range(2):
        dispositions.mark_read(
            table.session, actor=table.officer, held=table.round, public_ids=[comment]
        )
        table.session.flush()
    assert len(table.session.scalars(select(Receipt)).all()) == 1


def test_several_comments_get_one_reason_each_in_a_row_of_its_own(table: Table) -> None:
    ids = [table.comment(f"Point number {n}.") for n in range(3)]
    table.answer(*ids)
    rows = table.session.scalars(select(Disposition)).all()
    assert len({row.comment_id for row in rows}) == len(rows) == 3
    assert {row.target_version for row in rows} == {2}


def test_the_second_of_two_officers_sees_the_first_ones_answer(table: Table) -> None:
    comment = table.comment()
    table.answer(comment)
    with pytest.raises(Conflict) as refused:
        table.answer(comment, code="noted", by=table.colleague)
    assert REASON in refused.value.latest
    table.answer(comment, code="noted", seen=1, by=table.colleague)
    standing = table.seen_by(table.officer, comment).standing
    assert standing is not None
    assert standing.code == "noted"


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"code": "noted", "reason": ""}, "reason"),
        ({"code": "noted", "reason": "Too short."}, "reason"),
        ({"code": "withdrawn"}, "code"),
        ({"code": "splendid"}, "code"),
        ({"code": "deferred"}, "target_version"),
        ({"code": "accepted", "target_version": "1"}, "target_version"),
        ({"code": "accepted", "target_version": "soon"}, "target_version"),
        ({"code": "deferred", "target_version": "99"}, "target_version"),
        ({"code": "duplicate_of"}, "duplicate_of"),
        ({"code": "duplicate_of", "duplicate_of": "abcdefghjkmn"}, "duplicate_of"),
    ],
)
def test_a_wrong_answer_names_its_field(
    table: Table, fields: dict[str, str], at_fault: str
) -> None:
    comment = table.comment()
    with pytest.raises(Invalid) as refused:
        table.answer(comment, **fields)
    assert refused.value.field == at_fault


def test_a_duplicate_points_to_a_comment_with_an_answer_of_its_own(table: Table) -> None:
    first, second, third = (table.comment(f"Point number {n}.") for n in range(3))
    with pytest.raises(Invalid):
        table.answer(first, code="duplicate_of", duplicate_of=first)
    address = f"{table.round.comments_address}/{first}"
    table.answer(second, code="duplicate_of", duplicate_of=address)
    with pytest.raises(Invalid, match="first of them"):
        table.answer(third, code="duplicate_of", duplicate_of=second)


def test_outsiders_answer_nothing(table: Table) -> None:
    comment = table.comment()
    for outsider in (table.practitioner, table.town.officer("other", "another-unit")):
        with pytest.raises(NotAllowed):
            table.answer(comment, by=outsider)


def test_a_reply_that_is_a_point_of_its_own_must_be_answered_too(table: Table) -> None:
    first = table.comment()
    with clock.at(START + timedelta(days=2)):
        reply = a_comment(
            table.session, table.practitioner, table.round, "And who signs?", parent=first
        )
        a_comment(
            table.session, table.practitioner, table.round, "I agree.", parent=first, is_point=False
        )
        table.session.flush()
    with clock.at(CLOSED):
        table.answer(first)
        with pytest.raises(Invalid, match="1 comment has no answer"):
            table.publish()
        table.answer(reply.public_id)
        table.publish()


def test_a_withdrawn_comment_has_its_answer_and_can_get_no_other(table: Table) -> None:
    comment = table.comment(attribution="role_and_region")
    located = threads.located(table.session, viewer=table.practitioner, public_id=comment)
    corrections.withdraw(table.session, actor=table.practitioner, located=located)
    table.session.flush()
    shown = table.seen_by(GUEST, comment)
    assert shown.standing is not None
    assert shown.standing.code == "withdrawn"
    with pytest.raises(Invalid, match="taken away"):
        table.answer(comment, seen=1)
    with clock.at(CLOSED):
        table.publish()


def test_what_a_moderator_hid_owes_no_answer_but_is_counted(table: Table) -> None:
    comment = table.comment()
    moderator = table.town.actor("moderator", is_moderator=True)
    located = threads.located(table.session, viewer=moderator, public_id=comment)
    moderation.hide(table.session, actor=moderator, located=located, reason="abuse")
    table.session.flush()
    with clock.at(CLOSED):
        assert json.loads(table.publish().statistics)["hidden_count"] == 1


def test_a_round_is_being_answered_from_the_first_draft_on(table: Table) -> None:
    first, second = table.comment("One."), table.comment("Two.")
    with clock.at(START + timedelta(days=2)):
        table.answer(first)
        assert table.round.state is RoundState.OPEN
    with clock.at(CLOSED):
        assert table.round.state is RoundState.RESPONDING
        table.answer(second)
        table.publish()
        assert table.round.state is RoundState.RESPONDED


def test_a_withdrawal_by_its_author_begins_no_response(table: Table) -> None:
    said = table.comment()
    located = threads.located(table.session, viewer=table.practitioner, public_id=said)
    corrections.withdraw(table.session, actor=table.practitioner, located=located)
    with clock.at(CLOSED):
        assert table.round.state is RoundState.CLOSED


def test_a_cancelled_round_owes_no_answer(table: Table) -> None:
    comment = table.comment()
    located = threads.located(table.session, viewer=table.practitioner, public_id=comment)
    corrections.withdraw(table.session, actor=table.practitioner, located=located)
    table.session.flush()
    with clock.at(START + timedelta(days=2)):
        rounds.cancel(
            table.session, actor=table.officer, held=table.round, reason="Wrong version published."
        )
        with pytest.raises(Invalid, match="cancelled"):
            table.answer(comment)
