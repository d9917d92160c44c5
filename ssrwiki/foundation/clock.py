"""The one source of now, so that tests and the seed can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime

_fixed: ContextVar[datetime | None] = ContextVar("fixed_now", default=None)
_watch: ContextVar["ClockWatch | None"] = ContextVar("clock_watch", default=None)


@dataclass(slots=True)
class ClockWatch:
    """Whether something that was made needed the time, or what may change like it."""

    was_asked: bool = False


def now() -> datetime:
    """The present instant in UTC, or the one that `at` has set for this context."""
    ages()
    return _fixed.get() or datetime.now(UTC)


def ages() -> None:
    """Notes that what is being made rests on something whose changes no commit tells."""
    watch = _watch.get()
    if watch is not None:
        watch.was_asked = True


@contextmanager
def watched() -> Iterator[ClockWatch]:
    """Notes whether anybody asks for the time meanwhile: what didn't ask doesn't age."""
    watch = ClockWatch()
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Holds the clock at an aware instant; acts of the seed happen in their own time."""
    token = _fixed.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
