"""A round as an officer asks for it, read before a transaction opens, and what hinders it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.features.policies.actions import times
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.queries import rounds as queries
from ssrwiki.features.policies.rules import rounds as rules
from ssrwiki.features.policies.rules.rounds import OpeningProblem
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation import clock, text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import Message, say

LONGEST_QUESTION = 2_000


@dataclass(frozen=True, slots=True)
class Opening:
    """`opens_at` None: now."""

    opens_at: datetime | None
    closes_at: datetime
    zone: ZoneInfo
    question: str
    response_due_on: date


def opening(
    *, closes_at: str, zone: str, opens_at: str = "", question: str = "", response_due_on: str = ""
) -> Opening:
    """The form's values, checked as far as they can be without the policy.

    Raises:
        Invalid: naming the field at fault.
    """
    within = times.zone(zone)
    opens = times.instant(opens_at, within, "opens_at") if opens_at.strip() else None
    closes = times.instant(closes_at, within, "closes_at")
    asked = text.clean_text(question, "question").strip()
    if len(asked) > LONGEST_QUESTION:
        raise Invalid(
            say("Keep this to %(longest)s characters.", longest=LONGEST_QUESTION), "question"
        )
    due = (
        times.day(response_due_on, "response_due_on")
        if response_due_on.strip()
        else rules.default_response_due_on(closes)
    )
    is_future = opens is not None and opens > clock.now()
    return Opening(opens if is_future else None, closes, within, asked, due)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a round can't be opened; `field` None: nothing in the form can help it."""

    message: Message
    field: str | None = None


_REFUSALS = {
    OpeningProblem.NOT_PUBLISHED: Refusal(
        say("Publish a version first. Comments need a fixed text.")
    ),
    OpeningProblem.NO_LEAD: Refusal(say("Name a lead first: somebody must answer for the round.")),
    OpeningProblem.STILL_RUNNING: Refusal(say("A round is open or planned already.")),
    OpeningProblem.UNANSWERED: Refusal(say("Answer the comments of the last round first.")),
    OpeningProblem.WRONG_STATE: Refusal(
        say("A round can be opened on a working draft only. Publish a new version first.")
    ),
    OpeningProblem.CLOSES_BEFORE_IT_OPENS: Refusal(
        say("The round must close after it opens, and in the future."), "closes_at"
    ),
    OpeningProblem.TOO_SHORT_FIRST: Refusal(
        say(
            "A first round must be open for at least %(days)s days.", days=rules.SHORTEST_FIRST_DAYS
        ),
        "closes_at",
    ),
    OpeningProblem.TOO_SHORT_LATER: Refusal(
        say("A round must be open for at least %(days)s days.", days=rules.SHORTEST_LATER_DAYS),
        "closes_at",
    ),
    OpeningProblem.RESPONSE_BEFORE_CLOSE: Refusal(
        say("The response can't be due before the round has closed."), "response_due_on"
    ),
}


def missing(session: Session, document: Document, policy: Policy) -> Message | None:
    """What hinders any round on this policy now, for the page that offers to open one."""
    problem = _standing_problem(session, document, policy)
    return _REFUSALS[problem].message if problem is not None else None


def require_possible(session: Session, document: Document, policy: Policy, asked: Opening) -> None:
    """Lets an opening pass that breaks no guard.

    Raises:
        Invalid: naming the field at fault, or none.
    """
    problem = _standing_problem(session, document, policy) or _window_problem(
        session, document, asked
    )
    if problem is not None:
        refusal = _REFUSALS[problem]
        raise Invalid(refusal.message, refusal.field)


def _standing_problem(
    session: Session, document: Document, policy: Policy
) -> OpeningProblem | None:
    if policy.current_version_number is None:
        return OpeningProblem.NOT_PUBLISHED
    last = queries.last_round(session, document)
    if last is not None:
        state = last.span.state(clock.now())
        if state.is_running:
            return OpeningProblem.STILL_RUNNING
        if state.owes_answers:
            return OpeningProblem.UNANSWERED
    if policy.state != PolicyState.WORKING_DRAFT:
        return OpeningProblem.WRONG_STATE
    if policy.lead_id is None:
        return OpeningProblem.NO_LEAD
    return None


def _window_problem(session: Session, document: Document, asked: Opening) -> OpeningProblem | None:
    is_first = not queries.has_had_round(session, document)
    opens_at = asked.opens_at or clock.now()
    problem = rules.window_problem(opens_at, asked.closes_at, asked.zone, is_first=is_first)
    if problem is None and asked.response_due_on < asked.closes_at.astimezone(asked.zone).date():
        return OpeningProblem.RESPONSE_BEFORE_CLOSE
    return problem
