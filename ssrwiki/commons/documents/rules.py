"""Audiences, and the typed fields that a kind of document declares."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

YEARS = range(1900, 2200)
"""That a date may lie in; the calendar ends with the year 9999, and hours are added to dates."""

FieldValue = str | tuple[str, ...]
Fields = Mapping[str, FieldValue]


class Audience(StrEnum):
    """Who may read; each is a set of readers, not a rank."""

    UNIT = "unit"
    GROUP = "group"
    MEMBERS = "members"
    PUBLIC = "public"


class RevisionKind(StrEnum):
    """How a revision came to be."""

    CREATE = "create"
    EDIT = "edit"
    RESTORE = "restore"


class HidingReason(StrEnum):
    """The closed list for which moderators take something from view. Source: roadtest.md 3.9."""

    PERSONAL_DATA = "personal_data"
    SAFETY = "safety"
    ABUSE = "abuse"
    SPAM = "spam"
    OFF_TOPIC = "off_topic"


class HeldOutcome(StrEnum):
    """What became of an edit that waited for a moderator.

    Overtaken: somebody saved meanwhile, and its author was told. Upheld: a second moderator has
    looked, and it stays refused.
    """

    RELEASED = "released"
    OVERTAKEN = "overtaken"
    REFUSED = "refused"
    UPHELD = "upheld"
    TAKEN_BACK = "taken_back"


class HeldState(StrEnum):
    """Where an edit stands that had to wait: one of its outcomes, or whom it waits for."""

    WAITING = "waiting"
    APPEALED = "appealed"
    RELEASED = "released"
    OVERTAKEN = "overtaken"
    REFUSED = "refused"
    UPHELD = "upheld"
    TAKEN_BACK = "taken_back"

    @property
    def is_open(self) -> bool:
        """Whether a moderator has to look at it."""
        return self in {HeldState.WAITING, HeldState.APPEALED}


HELD_WORDS_KEPT = timedelta(days=30)
"""So long its words stay after the last decision on it; a released one's are in its revision."""

UNSAVED_KEPT = timedelta(days=30)
"""So long what somebody wrote and didn't save waits for them to come back to it."""


def held_state(outcome: str | None, appealed_at: datetime | None) -> HeldState:
    """What an edit that had to wait is now."""
    if outcome is None:
        return HeldState.WAITING
    if outcome == HeldOutcome.REFUSED and appealed_at is not None:
        return HeldState.APPEALED
    return HeldState(outcome)


def has_to_wait(
    links: Collection[str], links_before: Collection[str], *, has_written: bool
) -> bool:
    """Whether a newcomer's edit waits: their first one, and each that adds a link.

    Source: safety rule 11.
    """
    return not has_written or not frozenset(links) <= frozenset(links_before)


class RedactionReason(StrEnum):
    """Why words went for ever, as the list of redactions keeps it."""

    PERSONAL_DATA = "personal_data"
    SAFETY = "safety"
    LAW = "law"
    OTHER = "other"


class FieldType(StrEnum):
    """What a typed field holds."""

    LINE = "line"
    MARKDOWN = "markdown"
    DATE = "date"
    CHOICES = "choices"


class FieldProblem(StrEnum):
    """Why a value is refused."""

    TOO_LONG = "too_long"
    NO_DATE = "no_date"
    NO_SUCH_CHOICE = "no_such_choice"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One typed field: `choices` empty means any; `longest_count` in characters."""

    name: str
    label: str
    type: FieldType = FieldType.LINE
    longest_count: int = 300
    choices: tuple[str, ...] = field(default=())

    def problem(self, value: FieldValue) -> FieldProblem | None:
        """Why the value can't be kept, or None."""
        texts = (value,) if isinstance(value, str) else value
        if any(len(text) > self.longest_count for text in texts):
            return FieldProblem.TOO_LONG
        if self.type == FieldType.DATE and value and not _is_date(str(value)):
            return FieldProblem.NO_DATE
        if self.choices and any(text not in self.choices for text in texts if text):
            return FieldProblem.NO_SUCH_CHOICE
        return None


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).year in YEARS
    except ValueError:
        return False
