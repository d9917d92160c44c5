"""What can go wrong, told in words that a member can act on.

    SsrwikiError
    ├── NotFound         absent, or hidden from this viewer: the two look the same
    ├── NotAllowed       seen, but not this person's to do
    ├── Invalid          the text or a field breaks a rule; nothing was saved
    ├── Conflict         somebody else was faster; both texts are kept
    ├── TooMany          throttled; says when to try again
    └── Unavailable      the disk or the database can't take a write now

`foundation/web/errors.py` alone turns them into pages.
"""

from ssrwiki.foundation.words import Message, say


class SsrwikiError(Exception):
    """Carries the sentence that the person reads."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class NotFound(SsrwikiError):
    """Absent or hidden: one answer for both, so that neither can be told from the other."""

    def __init__(self) -> None:
        super().__init__(say("There is nothing here that you can read."))


class NotAllowed(SsrwikiError):
    """The viewer may read the thing but not do this to it."""

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or say("Your account can't do this."))


class Invalid(SsrwikiError):
    """`field` is the form field at fault, or None when the whole act is."""

    def __init__(self, message: Message, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Conflict(SsrwikiError):
    """Somebody saved in between; `latest` is what stands now, as text."""

    def __init__(self, message: Message, latest: str = "") -> None:
        super().__init__(message)
        self.latest = latest


class TooMany(SsrwikiError):
    """Too many tries; `retry_after_seconds` from now."""

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(say("That was too often. Wait a little and try again."))
        self.retry_after_seconds = retry_after_seconds


class Unavailable(SsrwikiError):
    """No write can be taken now; the person's text goes back with the page."""

    def __init__(self) -> None:
        super().__init__(
            say("Nothing could be saved just now. Your text is below: keep a copy and try again.")
        )
