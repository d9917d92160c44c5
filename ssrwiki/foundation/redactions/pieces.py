"""What features say to the door of redaction: contributions with their words, and how they go."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ssrwiki.foundation.words import Message


@dataclass(frozen=True, slots=True)
class Target:
    """Which contribution: the name of its kind, and its public id."""

    kind: str
    public_id: str


@dataclass(frozen=True, slots=True)
class Hiding:
    """Taken from view, for a listed reason; a moderator may show it again."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A contribution as redaction and moderation see it.

    `texts` are its own words, `quotes` those it took from what it is about: revision
    `about_number` of the document. A revision is about itself; `title` is what it is headed by.
    `audience` is who reads it where that may be fewer than read the document. `is_private`: only
    its office does; it goes with what it repeats, and is shown to no moderator.
    """

    target: Target
    document_id: int
    address: str
    texts: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    title: str = ""
    lang: str = ""
    audience: str | None = None
    about_number: int | None = None
    redacted_at: datetime | None = None
    hiding: Hiding | None = None
    is_private: bool = False

    @property
    def words(self) -> str:
        """All that it says, for a person to judge."""
        return "\n\n".join(filter(None, self.texts))


@dataclass(frozen=True, slots=True)
class Erasure:
    """How far an emptying goes; `public_reason` stays where the words were."""

    public_reason: str
    covers_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Redactable:
    """A kind of contribution that can be redacted.

    `found` gives one by its public id, `standing` all that can be read, and the whole past of
    this one document. `empty` takes the words of one out of its own row and derived ones, for the
    first or a second time, and gives the public ids under which activities tell of it. Its `verb`
    is recorded; "" records nothing. `hide`, where it can be, takes None to show it again.
    """

    kind: str
    label: Message
    found: Callable[[Session, str], Piece | None]
    standing: Callable[[Session, int], Iterator[Piece]]
    empty: Callable[[Session, str, Erasure], Collection[str]]
    verb: str
    hide: Callable[[Session, str, Hiding | None], None] | None = None


def _nothing(_session: Session, _target: Target) -> Sequence[Target]:
    return ()


def _keep(_session: Session, _target: Target) -> None:
    """For features that copy nothing of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionShare:
    """What a feature says and does when something is redacted, its own or another's.

    `copies` are contributions that say the same by nature and go with it in silence; `beside`
    those of the same conversation, which go if they repeat it, each listed by itself. `emptied`
    empties what the feature's tables hold of a target that was just emptied.
    """

    redactables: tuple[Redactable, ...] = ()
    copies: Callable[[Session, Target], Sequence[Target]] = _nothing
    beside: Callable[[Session, Target], Sequence[Target]] = _nothing
    emptied: Callable[[Session, Target], None] = _keep


NO_SHARE = RedactionShare()
