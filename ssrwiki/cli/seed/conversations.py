"""What was said in the rounds of the seed, which positions were taken, and the answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from ssrwiki.cli.seed.acts import Act, Run, Stage
from ssrwiki.cli.seed.reading import Calendar, Table
from ssrwiki.commons.discussion.actions import corrections, drafts
from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.discussion.queries.threads import Located
from ssrwiki.commons.discussion.rules import Trial
from ssrwiki.features.policies.actions import answers, comments, dispositions, endorsements, stances
from ssrwiki.features.policies.queries import rounds
from ssrwiki.features.policies.queries.rounds import RoundHeld

WITHDRAWN = "withdrawn"


def acts(slug: str, policy: Table, calendar: Calendar) -> Iterator[Act]:
    """Comments, replies, positions and answers of one policy."""
    talk = _Talk(slug, policy)
    for given in policy.get("comments", ()):
        yield Act(talk.key(given["key"]), calendar.instant(given["at"]), talk.comment(given), 3)
    for number, given in enumerate(policy.get("replies", ())):
        key = talk.key(given.get("key", f"reply-{number}"))
        yield Act(key, calendar.instant(given["at"]), talk.reply(given), 3)
    for given in policy.get("endorsements", ()):
        key = talk.key(f"endorsement:{given['by']}:{given['version']}")
        yield Act(key, calendar.instant(given["at"]), talk.endorse(given), 3)
    for given in policy.get("reconfirmations", ()):
        key = talk.key(f"reconfirmation:{given['by']}:{given['version']}")
        yield Act(key, calendar.instant(given["at"]), talk.reconfirm(given), 3)
    for number, given in enumerate(policy.get("dispositions", ())):
        # Seconds apart, so that several answers of one sitting keep their order.
        at = calendar.instant(given["at"]) + timedelta(seconds=number)
        yield Act(talk.key(f"answer:{number}"), at, talk.answer(given), 3)


@dataclass(frozen=True, slots=True)
class _Talk:
    """The acts of one policy's conversation."""

    slug: str
    policy: Table

    def key(self, name: str) -> str:
        return f"{self.slug}:said:{name}"

    def comment(self, given: Table) -> Run:
        def run(stage: Stage) -> str:
            actor = stage.actor(given["by"])
            held = self._round(stage, given["round"])
            target = comments.Target(clause=self._clause(stage, held, given["clause"]))
            draft = drafts.draft(
                body=given["body"].strip(),
                kind=given["kind"],
                lang=given["lang"],
                attribution=given["attribution"],
                replacement=given.get("replacement", "").strip(),
                quote=given.get("quote", ""),
                trial=Trial(**given["field_test"]) if "field_test" in given else None,
            )
            made = comments.comment(
                stage.session, actor=actor, held=held, target=target, draft=draft
            )
            return made.public_id

        return run

    def reply(self, given: Table) -> Run:
        def run(stage: Stage) -> str:
            parent = stage.made[self.key(given["to"])]
            number = self._number_of(given["to"])
            draft = drafts.draft(
                body=given["body"].strip(),
                lang=given.get("lang", "en"),
                attribution=given["attribution"],
                is_point=given.get("own_point", False),
            )
            made = comments.comment(
                stage.session,
                actor=stage.actor(given["by"]),
                held=self._round(stage, number),
                target=comments.Target(parent=parent),
                draft=draft,
            )
            return made.public_id

        return run

    def endorse(self, given: Table) -> Run:
        def run(stage: Stage) -> str:
            row = endorsements.endorse(
                stage.session,
                actor=stage.actor(given["by"]),
                document=stage.document(self.slug),
                version_number=given["version"],
                stance=stances.prepare(
                    position=given["position"],
                    reason=given.get("reason", "").strip(),
                    conditions=given.get("conditions", "").strip(),
                    attribution=given["attribution"],
                    lang=given.get("lang", "en"),
                ),
            )
            if row.comment_id is None:
                return row.public_id
            opened = stage.session.get_one(Comment, row.comment_id).public_id
            stage.made[self.key(f"endorsement:{given['by']}")] = opened
            return opened

        return run

    def reconfirm(self, given: Table) -> Run:
        def run(stage: Stage) -> str:
            row = endorsements.reconfirm(
                stage.session,
                actor=stage.actor(given["by"]),
                document=stage.document(self.slug),
                version_number=given["version"],
            )
            return row.public_id

        return run

    def answer(self, given: Table) -> Run:
        def run(stage: Stage) -> str:
            actor = stage.actor(given["by"])
            held = self._round(stage, self._number_of(given["comment"]))
            public_id = self._said(stage, given["comment"])
            comment = stage.session.scalars(
                select(Comment).where(Comment.public_id == public_id)
            ).one()
            if given["code"] == WITHDRAWN:
                located = Located(comment=comment, thread=held.thread, document=held.document)
                corrections.withdraw(stage.session, actor=actor, located=located)
                return ""
            latest = stage.session.scalar(
                select(func.max(Disposition.number)).where(Disposition.comment_id == comment.id)
            )
            duplicate = given.get("duplicate_of", "")
            dispositions.give_answer(
                stage.session,
                actor=actor,
                held=held,
                comments=[dispositions.Standing(public_id, latest or 0)],
                answer=answers.answer(
                    code=given["code"],
                    reason=given.get("reason", "").strip(),
                    lang=given.get("lang", "en"),
                    duplicate_of=self._said(stage, duplicate) if duplicate else "",
                    target_version=str(given.get("target_version", "")),
                ),
            )
            return ""

        return run

    def _said(self, stage: Stage, name: str) -> str:
        """The public id behind a comment's key or `endorsement:<handle>`."""
        if name.startswith("endorsement:"):
            versions = {given["version"] for given in self.policy["endorsements"]}
            keys = [self.key(name), *(self.key(f"{name}:{number}") for number in versions)]
            return next(stage.made[key] for key in keys if key in stage.made)
        return stage.made[self.key(name)]

    def _number_of(self, name: str) -> int:
        """The round in which something was said."""
        for given in self.policy.get("comments", ()):
            if given["key"] == name:
                number: int = given["round"]
                return number
        for given in self.policy.get("replies", ()):
            if given.get("key") == name:
                return self._number_of(given["to"])
        handle = name.removeprefix("endorsement:")
        versions = [e["version"] for e in self.policy["endorsements"] if e["by"] == handle]
        numbers: list[int] = [
            r["number"] for r in self.policy["rounds"] if r["version"] == versions[0]
        ]
        return numbers[0]

    def _round(self, stage: Stage, number: int) -> RoundHeld:
        lead = stage.actor(self.policy["lead"])
        return rounds.held(stage.session, viewer=lead, slug=self.slug, number=number)

    def _clause(self, stage: Stage, held: RoundHeld, opening: str) -> str:
        """The id of the clause that begins with these words; "" for the whole."""
        if not opening:
            return ""
        spots = rounds.clause_spots(stage.session, held.version)
        found = [key for key, spot in spots.items() if spot.text.startswith(opening)]
        if len(found) != 1:
            raise LookupError(f"{self.slug}: {len(found)} clauses begin with {opening!r}.")
        return found[0]
