"""Windows of comment: how long they must be, what they are at an instant, and local times.

Source: anchors/roadtest.md section 5, decisions 16 to 18 and 23.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SHORTEST_FIRST_DAYS = 28
SHORTEST_LATER_DAYS = 14
RESPONSE_TIME = timedelta(weeks=12)
SHORTEST_REASON_LENGTH = 10
PURPOSE = "round"
"""What the thread of a round is called."""


class RoundKind(StrEnum):
    """Open to everybody, or the last call before approval."""

    OPEN = "open"
    FINAL_CALL = "final_call"


class RoundState(StrEnum):
    """What a round is at an instant; nothing has to run for it to change."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    RESPONDING = "responding"
    RESPONDED = "responded"
    CANCELLED = "cancelled"

    @property
    def is_running(self) -> bool:
        """Whether it takes comments, or will."""
        return self in {RoundState.SCHEDULED, RoundState.OPEN}

    @property
    def owes_answers(self) -> bool:
        """Whether it has ended and its answers aren't published."""
        return self in {RoundState.CLOSED, RoundState.RESPONDING}


class RoundChangeKind(StrEnum):
    """What was changed about a round, for ever to be read."""

    EXTENDED = "extended"
    CLOSED_EARLY = "closed_early"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Span:
    """The instants of a round; `closed_at` is set by an early close only.

    `responding_at` is that of the first answer that the office drafted, perhaps before the close.
    """

    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    responded_at: datetime | None = None
    cancelled_at: datetime | None = None
    responding_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        """The first instant at which no comment is taken."""
        return self.closed_at or self.closes_at

    def state(self, now: datetime) -> RoundState:
        """What the round is at `now`."""
        if self.cancelled_at is not None:
            return RoundState.CANCELLED
        if self.responded_at is not None:
            return RoundState.RESPONDED
        if now >= self.ends_at:
            return RoundState.CLOSED if self.responding_at is None else RoundState.RESPONDING
        return RoundState.OPEN if now >= self.opens_at else RoundState.SCHEDULED


def is_overdue(state: RoundState, response_due_on: date, today: date) -> bool:
    """Whether the office owes its response since yesterday or longer."""
    return state.owes_answers and today > response_due_on


class OpeningProblem(StrEnum):
    """Why a round can't be opened, in the order in which an officer should deal with it."""

    NOT_PUBLISHED = "not_published"
    NO_LEAD = "no_lead"
    STILL_RUNNING = "still_running"
    UNANSWERED = "unanswered"
    WRONG_STATE = "wrong_state"
    CLOSES_BEFORE_IT_OPENS = "closes_before_it_opens"
    TOO_SHORT_FIRST = "too_short_first"
    TOO_SHORT_LATER = "too_short_later"
    RESPONSE_BEFORE_CLOSE = "response_before_close"


def window_problem(
    opens_at: datetime, closes_at: datetime, zone: ZoneInfo, *, is_first: bool
) -> OpeningProblem | None:
    """Whether the window is too short, by the days and the clock that its readers see.

    Local days are counted, so that a night in which clocks change takes nothing away.
    """
    if closes_at <= opens_at:
        return OpeningProblem.CLOSES_BEFORE_IT_OPENS
    opens, closes = (at.astimezone(zone).replace(tzinfo=None) for at in (opens_at, closes_at))
    opens = opens.replace(second=0, microsecond=0)
    shortest = SHORTEST_FIRST_DAYS if is_first else SHORTEST_LATER_DAYS
    if closes - opens >= timedelta(days=shortest):
        return None
    return OpeningProblem.TOO_SHORT_FIRST if is_first else OpeningProblem.TOO_SHORT_LATER


def instant(local: datetime, zone: ZoneInfo) -> datetime | None:
    """The UTC instant of a local time; of two, the later; None in the gap of spring."""
    there = local.replace(tzinfo=zone, fold=1)
    at = there.astimezone(UTC)
    is_real = at.astimezone(zone).replace(tzinfo=None) == local
    return at if is_real else None


def days_on_calendar(opens_at: datetime, closes_at: datetime, zone: ZoneInfo) -> int:
    """The days from one date to the other, as a reader counts them, whatever the hours."""
    return (closes_at.astimezone(zone).date() - opens_at.astimezone(zone).date()).days


def default_response_due_on(closes_at: datetime) -> date:
    """Twelve weeks after the close, as governments promise."""
    return (closes_at + RESPONSE_TIME).date()


def days_between(earlier: datetime, later: datetime) -> int:
    """Whole days by which one instant lies after another, begun ones counted."""
    return max(0, -((earlier - later) // timedelta(days=1)))
