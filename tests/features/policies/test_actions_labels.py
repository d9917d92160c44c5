"""Contesting that only the wording changed, and what the office answers."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.actions import corrections, drafts, moderation
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.notifications.queries import recipients as hearing
from ssrwiki.commons.people.rules import GUEST, Actor, Role
from ssrwiki.features.policies.actions import endorsements, labels, states
from ssrwiki.features.policies.models.labels import LabelAnswer, LabelContest
from ssrwiki.features.policies.queries import endorsements as positions
from ssrwiki.features.policies.queries import labels as queries
from ssrwiki.features.policies.queries import needs, versions
from ssrwiki.features.policies.rules.endorsements import Standing
from ssrwiki.foundation.errors import Invalid, NotAllowed
from tests.factories.people import Town
from tests.factories.policies import (
    LABELLED,
    LABELLED_TEXT,
    answered,
    contest,
    next_version,
    position,
)
from tests.factories.rounds import MadePolicy, a_policy, a_round

REASON = "Who reads the register must now ask the court."
ANSWER = "The court was always asked; the sentence only says it more clearly."


@dataclass
class Scene:
    """Version 3 is labelled editorial; three people took a position on version 2."""

    session: Session
    document: Document
    officer: Actor
    holder: Actor
    other: Actor
    withheld: Actor

    def contest(self, actor: Actor, words: str = REASON, attribution: str = "named") -> Comment:
        return contest(self.session, actor, self.document, words, attribution=attribution)

    def answer(self, outcome: str, reason: str = ANSWER) -> LabelAnswer:
        row = labels.answer(
            self.session,
            actor=self.officer,
            document=self.document,
            version_number=LABELLED,
            outcome=outcome,
            reason=reason,
        )
        self.session.flush()
        return row

    def standing(self, actor: Actor) -> Standing:
        editions = versions.editions(self.session, self.document)
        roll = positions.roll(self.session, viewer=actor, document=self.document, editions=editions)
        assert roll.of_viewer is not None
        return roll.of_viewer.ballot.standing

    @property
    def beside(self) -> queries.LabelStanding:
        found = queries.standings(self.session, self.document)
        return found.get(LABELLED, queries.UNCONTESTED)


@pytest.fixture
def scene(session: Session, town: Town) -> Scene:
    officer = town.officer("officer")
    town.crowd()
    holder, other, withheld = (town.actor() for _ in range(3))
    made = a_policy(session, officer)
    next_version(session, officer, made.document, LABELLED_TEXT)
    a_round(session, officer, made)
    position(session, holder, made.document, version=2)
    position(session, other, made.document, version=2)
    position(session, withheld, made.document, version=2, attribution="role_and_region")
    answered(session, officer, made.document)
    changed = LABELLED_TEXT.replace("adviser", "advisor")
    next_version(session, officer, made.document, changed, change_class="editorial")
    return Scene(session, made.document, officer, holder, other, withheld)


def test_who_contests_by_name_counts_no_more_and_everybody_else_does(scene: Scene) -> None:
    assert scene.standing(scene.holder) is Standing.CARRIED
    scene.contest(scene.holder)
    assert scene.standing(scene.holder) is Standing.STALE
    assert scene.standing(scene.other) is Standing.CARRIED
    assert (scene.beside.contest_count, scene.beside.waiting_count) == (1, 1)
    endorsements.reconfirm(
        scene.session, actor=scene.holder, document=scene.document, version_number=LABELLED
    )
    scene.session.flush()
    assert scene.standing(scene.holder) is Standing.CURRENT


def test_a_contest_tells_nobody_whose_position_it_is_where_a_name_is_withheld(
    scene: Scene,
) -> None:
    scene.contest(scene.withheld)
    scene.contest(scene.other, attribution="role_and_region")
    assert scene.standing(scene.withheld) is Standing.CARRIED
    assert scene.standing(scene.other) is Standing.CARRIED
    linked = select(LabelContest.endorsement_id).where(LabelContest.endorsement_id.is_not(None))
    assert scene.session.scalars(linked).all() == []


def test_taking_the_name_off_later_takes_the_effect_away(scene: Scene) -> None:
    said = scene.contest(scene.holder)
    located = threads.located(scene.session, viewer=scene.holder, public_id=said.public_id)
    corrections.withhold(scene.session, actor=scene.holder, located=located)
    scene.session.flush()
    assert scene.standing(scene.holder) is Standing.CARRIED


def test_a_contest_that_was_withdrawn_has_no_effect_and_asks_for_no_answer(scene: Scene) -> None:
    said = scene.contest(scene.holder)
    located = threads.located(scene.session, viewer=scene.holder, public_id=said.public_id)
    corrections.withdraw(scene.session, actor=scene.holder, located=located)
    scene.session.flush()
    assert scene.standing(scene.holder) is Standing.CARRIED
    assert scene.beside.waiting_count == 0
    with pytest.raises(Invalid, match="Nobody"):
        scene.answer("kept")


def test_a_newcomers_contest_waits_for_a_moderator(scene: Scene, town: Town) -> None:
    newcomer = town.actor(is_verified=False, role=Role.MEMBER, joined_days_ago=0)
    said = scene.contest(newcomer)
    assert said.held_at is not None
    assert scene.beside.contest_count == 0
    moderator = town.actor(is_moderator=True)
    located = threads.located(scene.session, viewer=moderator, public_id=said.public_id)
    moderation.release(scene.session, actor=moderator, located=located)
    scene.session.flush()
    assert scene.beside.waiting_count == 1


def test_anybody_who_may_endorse_may_contest_once(scene: Scene, town: Town) -> None:
    member = town.actor(is_verified=False, role=Role.MEMBER)
    scene.contest(member)
    with pytest.raises(Invalid, match="already"):
        scene.contest(member, "It also changes who pays for it.")
    with pytest.raises(NotAllowed):
        scene.contest(GUEST)
    with pytest.raises(Invalid) as refused:
        scene.contest(scene.holder, "No.")
    assert refused.value.field == "body"


def test_only_an_editorial_label_can_be_contested(scene: Scene) -> None:
    draft = drafts.draft(body=REASON)
    with pytest.raises(Invalid, match="substance"):
        labels.contest(
            scene.session,
            actor=scene.holder,
            document=scene.document,
            version_number=2,
            clause_id="",
            draft=draft,
        )


def test_a_label_taken_back_makes_all_that_it_carried_stale_and_tells_them(scene: Scene) -> None:
    scene.contest(scene.holder)
    row = scene.answer("relabelled", "You are right: the court has to agree now.")
    for each in (scene.holder, scene.other, scene.withheld):
        assert scene.standing(each) is Standing.STALE
        assert any("has changed since" in str(need.sentence) for need in needed(scene, each))
    assert scene.beside.is_relabelled
    assert scene.beside.waiting_count == 0
    told = scene.session.scalars(
        select(Activity).where(Activity.contribution_id == row.public_id)
    ).one()
    assert told.verb == labels.RELABELLED
    ids = hearing.concerning(scene.session, told).contribution_ids
    for each in (scene.holder, scene.other, scene.withheld):
        held = positions.held(scene.session, actor=each, document=scene.document)
        assert held is not None
        assert held.public_id in ids
    with pytest.raises(Invalid, match="substance"):
        scene.contest(scene.other)


def test_a_label_that_is_kept_leaves_the_others_and_can_be_contested_by_them(
    scene: Scene,
) -> None:
    said = scene.contest(scene.holder)
    row = scene.answer("kept")
    assert scene.standing(scene.other) is Standing.CARRIED
    assert scene.standing(scene.holder) is Standing.STALE
    told = scene.session.scalars(
        select(Activity).where(Activity.contribution_id == row.public_id)
    ).one()
    ids = hearing.concerning(scene.session, told).contribution_ids
    assert ids == {said.public_id, row.public_id}
    scene.contest(scene.other, "And who pays has changed as well.")
    assert (scene.beside.contest_count, scene.beside.waiting_count) == (2, 1)
    assert [each.outcome for each in scene.beside.answers] == ["kept"]


def test_only_officers_of_the_policy_answer_and_only_in_public(scene: Scene, town: Town) -> None:
    scene.contest(scene.holder)
    for stranger in (scene.holder, town.officer("stranger", "another-unit")):
        with pytest.raises(NotAllowed):
            labels.answer(
                scene.session,
                actor=stranger,
                document=scene.document,
                version_number=LABELLED,
                outcome="kept",
                reason=ANSWER,
            )
    for outcome, reason, field in (("kept", "no", "reason"), ("perhaps", ANSWER, "outcome")):
        with pytest.raises(Invalid) as refused:
            scene.answer(outcome, reason)
        assert refused.value.field == field


def test_officers_are_asked_until_they_have_answered(scene: Scene, town: Town) -> None:
    stranger = town.officer("stranger", "another-unit")
    assert not asked(scene, scene.officer)
    scene.contest(scene.holder)
    assert asked(scene, scene.officer)
    assert not asked(scene, stranger)
    assert not asked(scene, scene.holder)
    scene.answer("kept")
    assert not asked(scene, scene.officer)


def test_nothing_is_approved_while_a_label_is_contested(scene: Scene, town: Town) -> None:
    second = town.officer("second")
    scene.contest(scene.holder)
    answered_policy(scene)
    states.decide(scene.session, actor=scene.officer, document=scene.document, to="final_call")
    scene.session.flush()
    with pytest.raises(Invalid, match="contests"):
        approve(scene, second)
    scene.answer("kept")
    approve(scene, second)
    assert scene.document.status == "approved"


def test_answers_and_contests_stay_for_ever(scene: Scene) -> None:
    scene.contest(scene.holder)
    scene.answer("kept")
    for statement in (
        update(LabelAnswer).values(reason="Something else."),
        update(LabelContest).values(version_id=1),
    ):
        with pytest.raises(IntegrityError), scene.session.begin_nested():
            scene.session.execute(statement)


def needed(scene: Scene, actor: Actor) -> list[needs.Need]:
    return list(needs.needs(scene.session, actor))


def asked(scene: Scene, actor: Actor) -> bool:
    address = f"{scene.document.address}/contests/{LABELLED}/answer"
    return any(need.address == address for need in needed(scene, actor))


def answered_policy(scene: Scene) -> None:
    """A round on the editorial version, answered, so that the policy can go on."""
    made = MadePolicy(scene.document, ())
    a_round(scene.session, scene.officer, made)
    answered(scene.session, scene.officer, scene.document, 2)


def approve(scene: Scene, second: Actor) -> None:
    reason = "Parliament debates the law next week."
    states.decide(
        scene.session, actor=second, document=scene.document, to="approved", reason=reason
    )
    scene.session.flush()
