"""The people of a road-test, each in a browser of their own, on one clock."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.factories.people import Town
from tests.factories.rounds import MadePolicy, a_policy, a_round

COMMENTS = "/policies/community-policing/rounds/1/comments"
ANSWERS = "/policies/community-policing/rounds/1/answers"
ROUND = "/policies/community-policing/rounds/1"
REASON = "You are right: the condition now names who signs the letter."


class Walk:
    """The people of a journey, each in a browser of their own, on one clock."""

    def __init__(self, app: Site, session: Session, town: Town) -> None:
        self.app, self.session, self.town = app, session, town
        self.people: dict[str, Actor] = {
            "officer": town.officer("officer"),
            "colleague": town.officer("colleague"),
            "practitioner": town.actor("practitioner"),
        }
        self.policy: MadePolicy = a_policy(session, self.people["officer"])
        session.commit()

    def open(self) -> None:
        a_round(self.session, self.people["officer"], self.policy)
        self.session.commit()

    def visitor(self, handle: str = "") -> Visitor:
        made = Visitor(self.app)
        return made.sign_in(handle) if handle else made

    def count(self) -> int:
        found = self.session.scalar(select(func.count()).select_from(Comment)) or 0
        self.session.rollback()  # or its lock would keep the visitors waiting
        return found
