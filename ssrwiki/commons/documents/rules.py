"""Audiences, and the typed fields that a kind of document declares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

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
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
