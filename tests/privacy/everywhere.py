"""A site on which one sentence stands wherever the words of people are kept."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.actions import drafts
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.discussion.rules import Trial
from ssrwiki.commons.documents.actions import manuscripts, saving, unsaved
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.notifications.models import Watch
from ssrwiki.features.moderation.actions import appealing, reporting
from ssrwiki.features.moderation.queries import subjects
from ssrwiki.features.pages.actions import PAGE
from ssrwiki.features.policies.actions import (
    answers,
    comments,
    dispositions,
    endorsements,
    policies,
    proofs,
    responses,
    rounds,
    states,
    versions,
)
from ssrwiki.features.policies.actions.comments import Target
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.actions.versions import Imprint
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.features.policies.queries import endorsements as positions
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.foundation import clock, keys
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.factories.people import Town
from tests.factories.policies import position
from tests.factories.rounds import START, MadePolicy, an_opening, held

WORD = "zorvantique"
SAID = "The courier Zorvantique Bellamore crosses the river at Kambia every Friday night"
TITLE = "The courier Zorvantique Bellamore"
TEXT = f"""## Before support begins

The commander will not be moved for a year.

## {SAID}

{SAID}.[^1]

See [[Zorvantique Bellamore]].

[^1]: {SAID}.
"""
CLEAN = "## Before support begins\n\nThe commander will not be moved for a year.\n"


class Everywhere:
    """Plants the sentence, from the first draft to the final call and the version after it."""

    def __init__(self, app: Site, session: Session, town: Town) -> None:
        self.app, self.session = app, session
        town.crowd(6)
        self.moderator = town.actor("moderator", is_moderator=True, organisation="secretariat")
        self.officer, self.colleague = town.officer("officer"), town.officer("colleague")
        self.author, self.other = town.actor("author"), town.actor("other")
        with clock.at(START):
            self.page = self._page()
            self.policy = self._policy()
            self._round()
        with clock.at(START + timedelta(days=5)):
            self._office()
            self._final_call()
            self._revise()
        session.commit()

    def _page(self) -> Document:
        """Two revisions that say it, with all that is said below them."""
        draft = manuscripts.Draft(
            title=TITLE, body=TEXT, summary=SAID, audience="public", fields={"abstract": SAID}
        )
        page = saving.create(
            self.session,
            actor=self.author,
            kind=PAGE,
            manuscript=manuscripts.prepare(PAGE, draft),
        )
        self.session.add(
            Watch(public_id=keys.public_id(), person_id=self.other.id, document_id=page.id)
        )
        self._save(page, TITLE, f"{TEXT}\nAnd more.", summary=SAID, abstract=SAID)
        begun = {"body": [f"{SAID}, and comes back."]}
        where = {"kind": PAGE, "document": page, "base_number": page.head_number}
        unsaved.keep(self.session, actor=self.other, fields=begun, **where)
        self.session.commit()
        visitor = Visitor(self.app).sign_in("author")
        sent = visitor.send(f"{page.address}/discussion", body=f"I saw it: {SAID}", quote=SAID)
        assert WORD in sent.location
        self._judge(sent.location.rpartition("/")[2])
        return page

    def _judge(self, public_id: str) -> None:
        """The remark is reported twice: kept with words, then hidden, and an appeal is made."""
        for decision in (
            reporting.Decision("kept", explanation=f"We leave it: {SAID}"),
            reporting.Decision("hidden", "safety"),
        ):
            reporting.report(
                self.session,
                actor=self.other,
                subject=subjects.subject(self.session, public_id),
                reason="safety",
                note=f"It says: {SAID}",
            )
            subject = subjects.subject(self.session, public_id)
            reporting.decide(self.session, actor=self.moderator, subject=subject, decision=decision)
            self.session.flush()
        subject = subjects.subject(self.session, public_id)
        hiding = subjects.hiding_of(self.session, subject)
        assert hiding is not None
        appealing.appeal(
            self.session, actor=self.author, subject=subject, hiding=hiding, words=SAID
        )

    def _policy(self) -> MadePolicy:
        draft = manuscripts.Draft(
            title=f"{TITLE} again",
            body=TEXT,
            summary=SAID,
            audience="public",
            fields={"abstract": SAID, "field": TEXT, "contact": SAID, "lead": "officer"},
        )
        document = policies.begin(
            self.session, actor=self.officer, manuscript=manuscripts.prepare(POLICY, draft)
        )
        self._publish(document, SAID)
        ids = self.session.scalars(
            select(VersionClause.clause_id)
            .join(Version, Version.id == VersionClause.version_id)
            .where(Version.document_id == document.id)
            .order_by(VersionClause.ordinal)
        ).all()
        return MadePolicy(document, tuple(ids))

    def _round(self) -> None:
        """Comments of every kind, a reply, and an objection that opens one more."""
        rounds.open_round(
            self.session,
            actor=self.officer,
            document=self.policy.document,
            opening=an_opening(30, question=f"Is it so that: {SAID}?"),
        )
        self.session.flush()
        place = self.policy.clause_ids[3]
        self._say("On a clause.", place, quote=SAID, replacement=f"{SAID}, or not.")
        trial = Trial(where=SAID, period=SAID, tried=SAID, result=SAID)
        first = self._say(f"We tried: {SAID}", kind="field_test", trial=trial)
        self._say(f"> {SAID}\n\nReally?", parent=first.public_id)
        position(self.session, self.author, self.policy.document, "object", reason=SAID)

    def _say(
        self,
        body: str,
        clause: str = "",
        parent: str = "",
        *,
        kind: str = "",
        quote: str = "",
        replacement: str = "",
        trial: Trial | None = None,
    ) -> Comment:
        made = comments.comment(
            self.session,
            actor=self.other,
            held=self._held(),
            target=Target(clause, parent),
            draft=drafts.draft(
                body=body, kind=kind, quote=quote, replacement=replacement, trial=trial
            ),
        )
        self.session.flush()
        return made

    def _office(self) -> None:
        """Extends, closes early, answers twice over, and publishes, always with the sentence."""
        later = clock.now() + timedelta(days=60)
        rounds.extend(
            self.session,
            actor=self.officer,
            held=self._held(),
            closes_at=later,
            reason=f"Because {SAID}",
        )
        rounds.close_early(
            self.session, actor=self.officer, held=self._held(), reason=f"Since {SAID}"
        )
        points = self.session.scalars(select(Comment.public_id).where(Comment.is_point)).all()
        points = [each for each in points if self._is_of_round(each)]
        for seen in (0, 1):
            dispositions.give_answer(
                self.session,
                actor=self.officer,
                held=self._held(),
                comments=[dispositions.Standing(each, seen) for each in points],
                answer=answers.answer(code="noted", reason=f"{seen}: you say that {SAID}"),
            )
            self.session.flush()
        responses.publish_answers(
            self.session,
            actor=self.officer,
            held=self._held(),
            preface=responses.preface(f"Many said: {SAID}"),
        )
        self.session.flush()

    def _final_call(self) -> None:
        """A position whose words open no comment; and a ruling on the objection."""
        document = self.policy.document
        states.decide(
            self.session, actor=self.colleague, document=document, to="final_call", reason=SAID
        )
        position(
            self.session,
            self.other,
            document,
            "agree_with_conditions",
            conditions=f"Only if it ends that {SAID}",
        )
        objection = positions.held(self.session, actor=self.author, document=document)
        assert objection is not None
        states.rule_on(
            self.session,
            actor=self.colleague,
            document=document,
            endorsement_public_id=objection.public_id,
            reason=f"It is true that {SAID}",
        )
        self.session.flush()

    def _revise(self) -> None:
        """Clean texts under clean titles; version 2 has deleted the clauses, one confirms."""
        self._save(self.page, "Crossings", CLEAN)
        document = self.policy.document
        draft = manuscripts.Draft(
            title="Crossings again",
            body=CLEAN,
            summary="Better.",
            fields={"abstract": "What we fund.", "field": "Three sittings."},
        )
        policies.save(
            self.session,
            actor=self.officer,
            document=document,
            manuscript=manuscripts.prepare(POLICY, draft),
            based_on=document.head_number,
        )
        self.session.flush()
        self._publish(document, "Revised.")
        for holder in (self.author, self.other):
            endorsements.reconfirm(self.session, actor=holder, document=document, version_number=2)

    def _publish(self, document: Document, summary: str) -> None:
        versions.publish(
            self.session,
            actor=self.officer,
            document=document,
            proof=proofs.proof(self.session, document),
            imprint=Imprint(summary=summary),
        )
        self.session.flush()

    def _save(
        self, page: Document, title: str, body: str, *, summary: str = "Better.", abstract: str = ""
    ) -> None:
        draft = manuscripts.Draft(
            title=title,
            body=body,
            summary=summary,
            audience="public",
            fields={"abstract": abstract},
        )
        saving.save(
            self.session,
            actor=self.author,
            kind=PAGE,
            document=page,
            manuscript=manuscripts.prepare(PAGE, draft),
            based_on=page.head_number,
        )
        self.session.flush()

    def _held(self) -> RoundHeld:
        return held(self.session, self.officer, self.policy)

    def _is_of_round(self, public_id: str) -> bool:
        found = self.session.scalars(select(Comment).where(Comment.public_id == public_id)).one()
        return found.thread_id == self._held().thread.id
