import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.actions import corrections, moderation
from ssrwiki.commons.discussion.models import Disposition, Receipt
from ssrwiki.commons.discussion.queries import comments as said
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.discussion.queries.shown import ShownComment
from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.features.policies.actions import answers, dispositions, responses, rounds
from ssrwiki.features.policies.actions.dispositions import Standing
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.rounds import Response
from ssrwiki.features.policies.queries import responses as queries
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.factories.people import Town
from tests.factories.rounds import START, MadePolicy, a_comment, a_policy, a_round, held

REASON = "You are right: the condition now names who signs the letter."
CLOSED = START + timedelta(days=31)


class Table:
    """A round with an officer and a practitioner at it."""

    def __init__(self, session: Session, town: Town) -> None:
        self.session, self.town = session, town
        self.officer = town.officer("officer")
        self.colleague = town.officer("colleague")
        self.practitioner = town.actor("practitioner")
        with clock.at(START):
            self.policy: MadePolicy = a_policy(session, self.officer)
            self.round: RoundHeld = a_round(session, self.officer, self.policy)

    def comment(self, body: str = "With us he is moved every spring.", **fields: str) -> str:
        with clock.at(START + timedelta(days=1)):
            row = a_comment(self.session, self.practitioner, self.round, body, **fields)
            self.session.flush()
        return row.public_id

    def answer(
        self,
        *public_ids: str,
        code: str = "accepted",
        reason: str = REASON,
        seen: int = 0,
        by: Actor | None = None,
        **fields: str,
    ) -> None:
        dispositions.give_answer(
            self.session,
            actor=by or self.officer,
            held=self.round,
            comments=[Standing(public_id, seen) for public_id in public_ids],
            answer=answers.answer(code=code, reason=reason, **fields),
        )
        self.session.flush()

    def publish(self) -> Response:
        row = responses.publish_answers(
            self.session,
            actor=self.officer,
            held=self.round,
            preface=responses.preface("Thank you."),
        )
        self.session.flush()
        self.session.expire_all()
        self.round = held(self.session, self.officer, self.policy)
        return row

    def seen_by(self, viewer: Actor, public_id: str) -> ShownComment:
        return said.one(
            self.session,
            viewer=viewer,
            document=self.round.document,
            thread=self.round.thread,
            public_id=public_id,
        )


@pytest.fixture
def table(session: Session, town: Town) -> Table:
    return Table(session, town)


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


def test_nothing_is_published_while_the_round_is_open(table: Table) -> None:
    table.answer(table.comment())
    with clock.at(START + timedelta(days=3)), pytest.raises(Invalid, match="closed"):
        table.publish()


def test_nothing_is_published_while_one_comment_is_undecided(table: Table) -> None:
    answered, forgotten = table.comment(), table.comment("Who pays for the fuel?", kind="question")
    with clock.at(CLOSED):
        table.answer(answered)
        with pytest.raises(Invalid, match="1 comment has no answer"):
            table.publish()
        table.answer(forgotten, code="answered", reason="The district does, from its own budget.")
        table.publish()
    assert table.session.get_one(Policy, table.policy.document.id).state == "response_published"


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


def test_publishing_shows_the_last_draft_of_each_comment_and_no_other(table: Table) -> None:
    comment = table.comment()
    with clock.at(CLOSED):
        table.answer(comment, code="not_accepted", reason="An earlier thought, since given up.")
        table.answer(comment, seen=1)
        table.publish()
    shown = table.seen_by(GUEST, comment)
    assert [answer.code for answer in shown.answers] == ["accepted"]


def test_the_figures_are_frozen(table: Table) -> None:
    first, second = table.comment(), table.comment("It would harm us.", kind="objection")
    with clock.at(CLOSED):
        table.answer(first)
        table.answer(second, code="accepted_in_part")
        row = table.publish()
        figures = json.loads(row.statistics)
        assert figures["by_kind"] == {"observation": 1, "objection": 1}
        assert figures["by_code"] == {"accepted": 1, "accepted_in_part": 1}
        assert figures["acceptance_percent"] == 75
        table.answer(first, code="noted", seen=1)
    found = queries.response(table.session, viewer=GUEST, held=table.round)
    assert found.figures.by_code == {"accepted": 1, "accepted_in_part": 1}
    assert found.passages[0].points[0].comment.standing is not None


def test_a_published_figure_or_answer_can_not_be_changed(table: Table) -> None:
    comment = table.comment()
    with clock.at(CLOSED):
        table.answer(comment)
        row = table.publish()
    row.statistics = "{}"
    with pytest.raises(IntegrityError):
        table.session.flush()


def test_an_answer_after_the_response_is_public_at_once_and_keeps_the_earlier_one(
    table: Table,
) -> None:
    comment = table.comment()
    with clock.at(CLOSED):
        table.answer(comment)
        table.publish()
    with clock.at(CLOSED + timedelta(days=3)):
        table.answer(comment, code="accepted_in_part", seen=1)
    shown = table.seen_by(GUEST, comment)
    assert [answer.code for answer in shown.answers] == ["accepted", "accepted_in_part"]
    told = table.session.scalars(
        select(Activity).where(Activity.verb == dispositions.ANSWERED_ANEW)
    ).one()
    assert told.contribution_id == comment


def test_the_response_names_every_comment_by_clause_with_duplicates_folded(table: Table) -> None:
    clause = table.policy.clause_ids[1]
    on_clause = table.comment("The regional commander doesn't decide alone.", clause=clause)
    again = table.comment("He can't decide that.", clause=clause)
    on_whole = table.comment("Good.", kind="support")
    withdrawn = table.comment("I take this back.")
    located = threads.located(table.session, viewer=table.practitioner, public_id=withdrawn)
    corrections.withdraw(table.session, actor=table.practitioner, located=located)
    table.session.flush()
    with clock.at(CLOSED):
        table.answer(on_clause, on_whole)
        table.answer(again, code="duplicate_of", duplicate_of=on_clause)
        table.publish()
    found = queries.response(table.session, viewer=GUEST, held=table.round)
    whole, passage = found.passages
    assert passage.old is not None
    assert passage.old.text.startswith("The station commander")
    assert [point.comment.public_id for point in passage.points] == [on_clause]
    assert [each.public_id for each in passage.points[0].duplicates] == [again]
    assert {point.comment.public_id for point in whole.points} == {on_whole, withdrawn}


def test_there_is_no_response_before_it_is_published(table: Table) -> None:
    table.answer(table.comment())
    with pytest.raises(NotFound):
        queries.response(table.session, viewer=table.officer, held=table.round)


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


def test_a_cancelled_round_owes_no_answer(table: Table) -> None:
    comment = table.comment()
    with clock.at(START + timedelta(days=2)):
        rounds.cancel(
            table.session, actor=table.officer, held=table.round, reason="Wrong version published."
        )
        with pytest.raises(Invalid, match="cancelled"):
            table.answer(comment)
