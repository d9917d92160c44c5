"""When holders of positions on an earlier text are reminded: at half-time, and before the close.

On the day itself they hear of the new version. Source: anchors/roadtest.md section 3.3.
"""

from datetime import datetime, timedelta
from enum import StrEnum

BEFORE_CLOSE = timedelta(hours=48)


class Reminder(StrEnum):
    """Which reminder it is; a final call without an end has one of its own, at its beginning."""

    HALF_TIME = "half_time"
    LAST = "last"
    CALL = "call"


def instants(opens_at: datetime, closes_at: datetime | None) -> tuple[datetime, ...]:
    """When reminders of a window are due; `closes_at` None: nobody has said when it ends."""
    if closes_at is None:
        return (opens_at,)
    return (_half_time(opens_at, closes_at), closes_at - BEFORE_CLOSE)


def due(
    opens_at: datetime, closes_at: datetime | None, now: datetime, reminded_at: datetime | None
) -> Reminder | None:
    """The reminder that is due in a window and wasn't sent; of two that are late, the last.

    A window that was extended has its half-time no second time; that it closes soon is said of
    each closing instant, for what was said of the one before is true no more.
    """
    since = reminded_at if reminded_at is not None and reminded_at >= opens_at else None
    if now < opens_at or (closes_at is not None and now >= closes_at):
        return None
    if closes_at is None:
        return Reminder.CALL if since is None else None
    last_at = closes_at - BEFORE_CLOSE
    if now >= last_at:
        return Reminder.LAST if since is None or since < last_at else None
    is_half_over = now >= _half_time(opens_at, closes_at)
    return Reminder.HALF_TIME if is_half_over and since is None else None


def _half_time(opens_at: datetime, closes_at: datetime) -> datetime:
    return opens_at + (closes_at - opens_at) / 2
