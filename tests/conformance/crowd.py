"""A site whose every list can grow: three rows, then thirty, of everything that is listed."""

import itertools
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.notifications.models import Notice
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.commons.topics import actions as topics
from ssrwiki.commons.topics.rules import Wording
from ssrwiki.features.moderation.actions import reporting
from ssrwiki.features.moderation.queries import subjects
from ssrwiki.foundation import clock, keys
from tests.factories import policies as later
from tests.factories.discussion import a_remark
from tests.factories.documents import a_held_edit, a_page, revised
from tests.factories.people import Town
from tests.factories.rounds import MadePolicy, a_comment, a_policy, a_round

OFFICER, MODERATOR = "crowd-officer", "crowd-moderator"
UNIT = "crowd-unit"
THEMES, PLACES = ("crowds",), ("SL",)


class Crowd:
    """`grow` adds rows until each list has so many; all in one session, that keeps its rows."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.town = Town(session)
        topics.plant(session, slug="crowds", wordings=[Wording("en", "Crowds")])
        self.officer = self.town.officer(OFFICER, UNIT)
        self.moderator = self.town.actor(MODERATOR, is_moderator=True)
        made = a_page(session, self.officer, title="Much revised", themes=THEMES, places=PLACES)
        self.page = made.document
        self.discussed = a_page(session, self.officer, title="Much discussed").document
        self.policy = a_policy(session, self.officer, title="Much commented")
        self.round = a_round(session, self.officer, self.policy)
        self.labelled = later.labelled(session, self.officer, "Much contested")
        self.count = 0
        self.numbers = itertools.count(1)
        session.flush()

    def grow(self, count: int) -> None:
        """More of everything, up to `count` rows, committed."""
        session = self.session
        for _ in range(count - self.count):
            self._add_one(session)
        self.count = count
        self._answer(session, count)
        self._notify(session)
        session.commit()

    def _add_one(self, session: Session) -> None:
        number = next(self.numbers)
        speaker = self.town.actor(organisation=UNIT if number % 2 else f"crowd-{number}")
        page = a_page(session, speaker, title=f"Alphabet {number}", themes=THEMES, places=PLACES)
        a_policy(session, self.officer, title=f"Alphabet policy {number}")
        revised(session, speaker, self.page, f"Text {number}.")
        a_remark(session, speaker, self.discussed, f"Remark {number}.")
        self._speak(session, speaker, number)
        newcomer = self.town.actor(is_verified=False, role=Role.MEMBER, joined_days_ago=0)
        held = a_remark(session, newcomer, page.document, f"First words {number}.")
        a_held_edit(session, newcomer, page.document)
        reporting.report(
            session,
            actor=speaker,
            subject=subjects.subject(session, held.public_id),
            reason="spam",
            note="",
        )

    def _speak(self, session: Session, speaker: Actor, number: int) -> None:
        clause = self.policy.clause_ids[number % len(self.policy.clause_ids)]
        first = a_comment(session, speaker, self.round, f"Comment {number}.", clause=clause)
        a_comment(session, self.officer, self.round, f"Reply {number}.", parent=first.public_id)
        conditions = f"Condition {number}."
        later.position(
            session,
            speaker,
            self.policy.document,
            "agree_with_conditions",
            conditions=conditions,
        )

        later.contest(session, speaker, self.labelled, f"This changes who pays, {number}.")

    def _answer(self, session: Session, count: int) -> None:
        made: MadePolicy = a_policy(session, self.officer, title=f"Answered {count}")
        opened = a_round(session, self.officer, made)
        for number in range(count):
            clause = made.clause_ids[number % len(made.clause_ids)]
            a_comment(session, self.town.actor(), opened, f"Say {number}.", clause=clause)
        session.flush()
        later.answered(session, self.officer, made.document)
        later.next_version(session, self.officer, made.document, "## All\n\nEverything is new.")

    def _notify(self, session: Session) -> None:
        session.flush()
        known = select(Notice.activity_id).where(Notice.person_id == self.officer.id)
        query = select(Activity).where(Activity.id.not_in(known)).limit(self.count)
        for activity in session.scalars(query):
            session.add(
                Notice(
                    public_id=keys.public_id(),
                    person_id=self.officer.id,
                    activity_id=activity.id,
                    reason="watching",
                    is_urgent=False,
                    created_at=clock.now(),
                    mail_state="skipped",
                )
            )

    def addresses(self) -> Mapping[str, str]:
        """Every list by its name; where a list belongs to a document of its own, that document."""
        answered, commented = f"/policies/answered-{self.count}", f"/policies/{self.policy.slug}"
        return {
            "home": "/",
            "pages": "/pages/",
            "policies": "/policies/",
            "recent changes": "/recent-changes",
            "recent changes feed": "/recent-changes.atom",
            "topic": "/topics/crowds",
            "topics": "/topics/",
            "search": "/search?q=alphabet&kind=page",
            "directory": "/directory/",
            "organisation": f"/directory/organisations/{UNIT}",
            "history": f"/pages/{self.page.slug}/history",
            "links": f"/pages/{self.page.slug}/links",
            "discussion": f"/pages/{self.discussed.slug}/discussion",
            "text with notes": commented,
            "round": f"{commented}/rounds/1",
            "comments": f"{commented}/rounds/1/comments",
            "endorsements": f"{commented}/endorsements",
            "label": f"/policies/{self.labelled.slug}/contests/{later.LABELLED}",
            "workbench": f"{commented}/rounds/1/answers",
            "versions": f"{commented}/versions",
            "response": f"{answered}/rounds/1/response",
            "carried comments": f"{answered}/v2/carried",
            "notices": "/account/notices",
            "newcomers' comments": "/moderation/",
            "newcomers' edits": "/moderation/edits",
            "reports": "/moderation/reports",
            "appeals": "/moderation/appeals",
            "people to verify": "/moderation/people",
        }
