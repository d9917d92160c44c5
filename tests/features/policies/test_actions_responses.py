"""The response: published together, frozen, and refused while one point is undecided."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.actions import corrections
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.people.rules import GUEST
from ssrwiki.features.policies.actions import dispositions
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.queries import responses as queries
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid, NotFound
from tests.factories.rounds import START
from tests.factories.tables import CLOSED, Table


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
