"""A plot laid out beside the seeded site: a document in each state, and people to visit it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.actions import manuscripts
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.features.moderation.actions import appealing, reporting
from ssrwiki.features.moderation.queries import subjects
from ssrwiki.features.policies.actions import policies as drafting
from ssrwiki.features.policies.actions import rounds
from ssrwiki.features.policies.actions.kinds import POLICY
from tests.factories import policies as later
from tests.factories.discussion import a_remark
from tests.factories.documents import a_held_edit, a_page, revised
from tests.factories.people import Town
from tests.factories.redactions import redacted_revision
from tests.factories.rounds import BODY, MadePolicy, a_comment, a_policy, a_round, held

UNIT, OTHER_UNIT = "plot-unit", "plot-other-unit"
REWRITTEN = BODY.replace("twelve months", "twenty-four months")


@dataclass(frozen=True, slots=True)
class People:
    """Who visits. `member` wrote what stands in the plot, by name and withheld."""

    member: Actor
    officer: Actor
    moderator: Actor
    neighbour: Actor
    second_moderator: Actor


@dataclass(frozen=True, slots=True)
class Plot:
    """What was laid out: slugs of documents and public ids of contributions."""

    page: str
    page_comment: str
    draft: str
    open: str
    open_clause: str
    comment: str
    objection: str
    closed: str
    closed_comment: str
    answered: str
    orphan: str
    report: str
    hidden: str
    appeal: str
    redaction: str
    labelled: str
    contest: str
    waiting: str


def lay_out(session: Session) -> Plot:
    """The whole plot; its people sign in by their handles."""
    people = _people(Town(session))
    page, said = _discussed_page(session, people)
    report, hidden, appeal = _moderated(session, people, page)
    open_policy = a_policy(session, people.officer, title="Plot in comment")
    comment, objection = _lively(session, people, open_policy)
    closed = a_policy(session, people.officer, title="Plot to be answered")
    waiting = a_comment(session, people.member, a_round(session, people.officer, closed))
    session.flush()
    rounds.close_early(
        session,
        actor=people.officer,
        held=held(session, people.officer, closed),
        reason=later.REASON,
    )
    answered = a_policy(session, people.officer, title="Plot with answers")
    orphan = _answered(session, people, answered)
    labelled = later.labelled(session, people.officer, "Plot with a label")
    contest = later.contest(session, people.member, labelled)
    newcomer = Town(session).actor(
        "plot-newcomer", role=Role.MEMBER, is_verified=False, joined_days_ago=1
    )
    held_edit = a_held_edit(session, newcomer, page)
    return Plot(
        page=page.slug,
        page_comment=said.public_id,
        draft=a_draft(session, people.officer, "Plot in draft").slug,
        open=open_policy.slug,
        open_clause=open_policy.clause_ids[1],
        comment=comment.public_id,
        objection=objection,
        closed=closed.slug,
        closed_comment=waiting.public_id,
        answered=answered.slug,
        orphan=orphan.public_id,
        report=report,
        hidden=hidden,
        appeal=appeal,
        redaction=redacted_revision(session, people.second_moderator, page, 2).public_id,
        labelled=labelled.slug,
        contest=contest.public_id,
        waiting=held_edit.public_id,
    )


def a_draft(session: Session, officer: Actor, title: str, body: str = BODY) -> Document:
    """A policy that was never published."""
    draft = manuscripts.Draft(title=title, body=body, audience="public")
    manuscript = manuscripts.prepare(POLICY, draft)
    document = drafting.begin(session, actor=officer, manuscript=manuscript)
    session.flush()
    return document


def _people(town: Town) -> People:
    town.crowd(6)
    return People(
        member=town.actor("plot-member", role=Role.MEMBER, is_verified=False),
        officer=town.officer("plot-officer", UNIT),
        moderator=town.actor("plot-moderator", organisation=OTHER_UNIT, is_moderator=True),
        neighbour=town.actor("plot-neighbour", organisation="service-0"),
        second_moderator=town.actor("plot-second", organisation=OTHER_UNIT, is_moderator=True),
    )


def _discussed_page(session: Session, people: People) -> tuple[Document, Comment]:
    made = a_page(session, people.member, title="Plot page", body="See [[local-ownership]].")
    revised(session, people.neighbour, made.document, "See [[plot-nowhere]].")
    revised(session, people.officer, made.document, "One.\n\nTwo.\n\nThree.")
    return made.document, a_remark(session, people.member, made.document, "This holds.")


def _moderated(session: Session, people: People, page: Document) -> tuple[str, str, str]:
    """Public ids of a report, of a comment that was hidden, and of its author's appeal."""
    remark = a_remark(session, people.member, page, "This names a man who is still at his post.")
    subject = subjects.subject(session, remark.public_id)
    report = reporting.report(
        session, actor=people.neighbour, subject=subject, reason="safety", note=""
    )
    decision = reporting.Decision("hidden", "safety", "")
    second = a_remark(session, people.member, page, "And this names another.")
    hidden = subjects.subject(session, second.public_id)
    reporting.report(session, actor=people.neighbour, subject=hidden, reason="safety", note="")
    session.flush()
    reporting.decide(session, actor=people.second_moderator, subject=hidden, decision=decision)
    session.flush()
    hiding = subjects.hiding_of(session, hidden)
    assert hiding is not None
    appeal = appealing.appeal(
        session, actor=people.member, subject=hidden, hiding=hiding, words="It is a public post."
    )
    return report.public_id, second.public_id, appeal.public_id


def _lively(session: Session, people: People, made: MadePolicy) -> tuple[Comment, str]:
    opened = a_round(session, people.officer, made)
    named = a_comment(session, people.member, opened, clause=made.clause_ids[1])
    a_comment(session, people.neighbour, opened, "And who pays for it?", parent=named.public_id)
    a_comment(session, people.member, opened, "Withheld.", attribution="role_and_region")
    objection = later.position(
        session, people.member, made.document, "object", reason="It can't be done with us."
    )
    later.position(
        session, people.neighbour, made.document, "agree_with_conditions", conditions="If paid."
    )
    return named, objection.public_id


def _answered(session: Session, people: People, made: MadePolicy) -> Comment:
    opened = a_round(session, people.officer, made)
    said = a_comment(session, people.member, opened, clause=made.clause_ids[-1])
    later.position(session, people.member, made.document)
    session.flush()
    later.answered(session, people.officer, made.document)
    later.next_version(session, people.officer, made.document, REWRITTEN.rpartition("Forum")[0])
    return said
