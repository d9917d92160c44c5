"""What one can say, how long one may change it, how it goes away, and how far it has come."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

EDIT_WINDOW = timedelta(minutes=15)
"""Later an author only adds: a comment that people have answered must not turn into an advert."""

DUPLICATE_WINDOW = timedelta(minutes=1)
LARGEST_BODY_BYTES = 50_000
LONGEST_QUOTE = 2_000
LONGEST_TRIAL_FIELD = 4_000
PAGE = "page"
"""The purpose of a thread that no feature holds: the discussion of a document."""


class Kind(StrEnum):
    """What a comment is."""

    OBSERVATION = "observation"
    FIELD_TEST = "field_test"
    QUESTION = "question"
    OBJECTION = "objection"
    SUGGESTION = "suggestion"
    SUPPORT = "support"
    EDITORIAL = "editorial"


PLAIN_CHOICES = (Kind.OBSERVATION, Kind.OBJECTION, Kind.FIELD_TEST, Kind.QUESTION)
"""What the form asks. Other words make a suggestion; officers sort out the rest."""


def can_be_sorted_as(kind: str, replacement: str) -> bool:
    """Whether an office may sort a comment as this; a suggestion needs the words it suggests."""
    return kind in set(Kind) and (kind != Kind.SUGGESTION or bool(replacement.strip()))


class DraftProblem(StrEnum):
    """Why a comment can't be taken as it is."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_SUCH_KIND = "no_such_kind"
    NO_OTHER_WORDS = "no_other_words"


def kind_of(asked: str, replacement: str) -> Kind | None:
    """The kind of a form field; other words for a clause turn an observation into a suggestion.

    None: there is no such kind.
    """
    kind = asked or Kind.OBSERVATION
    if kind not in set(Kind):
        return None
    if kind == Kind.OBSERVATION and replacement.strip():
        return Kind.SUGGESTION
    return Kind(kind)


def draft_problem(body: str, kind: Kind | None, replacement: str) -> DraftProblem | None:
    """What is wrong with a comment, first things first."""
    if not body.strip():
        return DraftProblem.EMPTY
    if max(len(body.encode()), len(replacement.encode())) > LARGEST_BODY_BYTES:
        return DraftProblem.TOO_LONG
    if kind is None:
        return DraftProblem.NO_SUCH_KIND
    if kind is Kind.SUGGESTION and not replacement.strip():
        return DraftProblem.NO_OTHER_WORDS
    return None


class CorrectionProblem(StrEnum):
    """Why an author can't change the words any more."""

    TOO_LATE = "too_late"
    ANSWERED = "answered"
    OVER = "over"


def is_fresh(at: datetime, now: datetime) -> bool:
    """Whether few can have read the words yet."""
    return now - at <= EDIT_WINDOW


def correction_problem(
    at: datetime, now: datetime, *, is_answered: bool, is_over: bool
) -> CorrectionProblem | None:
    """Why the author may not change the words; None while that is allowed.

    An answer, be it a draft, was given to the words as they stand; and where a thread is over,
    nobody could say anything to new ones.
    """
    if not is_fresh(at, now):
        return CorrectionProblem.TOO_LATE
    if is_answered:
        return CorrectionProblem.ANSWERED
    return CorrectionProblem.OVER if is_over else None


@dataclass(frozen=True, slots=True)
class Trial:
    """What a field test reports; any part may be empty."""

    where: str = ""
    period: str = ""
    tried: str = ""
    result: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was reported."""
        return not any((self.where, self.period, self.tried, self.result))

    @property
    def as_fields(self) -> Mapping[str, str]:
        """Its parts by name, as they are stored."""
        return asdict(self)


class Tombstone(StrEnum):
    """Why the words of a comment aren't shown; the strongest reason stands."""

    REDACTED = "redacted"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Fate:
    """When a comment was taken away, in each of the four ways; None where it wasn't."""

    redacted_at: datetime | None
    hidden_at: datetime | None
    withdrawn_at: datetime | None
    held_at: datetime | None

    @property
    def tombstone(self) -> Tombstone | None:
        """What stands in its place, or None while it is there to be read."""
        if self.redacted_at is not None:
            return Tombstone.REDACTED
        if self.hidden_at is not None:
            return Tombstone.HIDDEN
        if self.withdrawn_at is not None:
            return Tombstone.WITHDRAWN
        return Tombstone.HELD if self.held_at is not None else None


class Step(StrEnum):
    """How far a comment has come with an office; each is a receipt."""

    READ = "read"
    WEIGHED = "weighed"


WITHDRAWN = "withdrawn"
"""The disposition that only the author of a comment can give it."""


def thread_path(purpose: str, number: int) -> str:
    """The address of a thread below its document: a round's is `/rounds/<n>/comments`."""
    return "/discussion" if purpose == PAGE else f"/{purpose}s/{number}/comments"
