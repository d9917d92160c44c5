"""Why one hears of something, how far its mail has come, and when a digest is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

DIGEST_HOUR = 7


class Reason(StrEnum):
    """Why a person has a notice.

    `CONCERNED` doesn't tell authors from officers: beside an activity, "author" would say who
    made a contribution, which stands behind the fence of `authorship` alone.
    """

    WATCHING = "watching"
    CONCERNED = "concerned"


class MailState(StrEnum):
    """How far the mail of a notice has come. Nothing leaves `SENDING` after a crash: perhaps the
    mail went out, and a notice is not worth sending twice.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"
    """Not wanted, or not to be read any more by the time it would have left."""


def is_urgent(reason: Reason, verb_is_urgent: bool) -> bool:
    """Whether a notice is mailed at once; watchers wait for the digest."""
    return verb_is_urgent and reason is Reason.CONCERNED


def is_heard(reason: Reason, is_minor: bool) -> bool:
    """Whether a notice is made at all: watchers aren't told of minor edits."""
    return reason is Reason.CONCERNED or not is_minor


def last_morning(now: datetime, zone: tzinfo) -> datetime:
    """The latest 07:00 of the zone that has come: what waited by then belongs in the digest."""
    local = now.astimezone(zone)
    morning = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    # Back by the calendar and not by 24 hours, which a change of clocks would shift.
    return morning if morning <= local else morning - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Target:
    """The one thing that a watch is about."""

    document_id: int | None = None
    theme_id: int | None = None
    place_code: str | None = None
