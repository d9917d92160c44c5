"""A round with an officer and a practitioner at one table."""

from datetime import timedelta

from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.queries import comments as said
from ssrwiki.commons.discussion.queries.shown import ShownComment
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import answers, dispositions, responses
from ssrwiki.features.policies.actions.dispositions import Standing
from ssrwiki.features.policies.models.rounds import Response
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.foundation import clock
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
