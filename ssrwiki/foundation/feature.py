"""The one declaration a package makes of itself; `app.py` collects them, nothing self-registers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from ssrwiki.foundation.access import Permission
from ssrwiki.foundation.redactions.pieces import NO_SHARE, Redactable, RedactionShare
from ssrwiki.foundation.search.port import Hit, Searchable
from ssrwiki.foundation.stored_html import HtmlTable
from ssrwiki.foundation.words import Message, say

if TYPE_CHECKING:  # queries and tasks read the verbs, and know nothing of the web
    from flask import Blueprint

Task = Callable[[Session, Mapping[str, str]], None]


LOOK = say("Look at it")


@dataclass(frozen=True, slots=True)
class Verb:
    """A kind of activity: its sentence with %(who)s and %(title)s, as lists and mails print it.

    `is_urgent` ones reach the people they concern by mail at once, the rest in the digest.
    `is_personal` ones are told to nobody else, stand in no list of what happened, and are mailed
    only while they concern their reader still.
    """

    name: str
    sentence: str
    is_urgent: bool = False
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is wanted from a person now, for "Needs you"; `verb` is on its button."""

    sentence: Message
    address: str
    due_at: datetime | None = None
    verb: Message = LOOK


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom an activity concerns, whether they watch or not: these people, and the authors of
    these contributions (by public id), whom only the delivery of notices looks up.

    Authors of `told_otherwise` hear the same by another activity, and not of this one by watching.
    """

    person_ids: Collection[int] = ()
    contribution_ids: Collection[str] = ()
    told_otherwise: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """A task that runs again and again, `every_minutes`."""

    task: str
    every_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is shown of who said something about a thing, and when: a day, never an hour.

    `byline` is a frozen one, as the filter `byline_words` prints it, or None where an office
    speaks; `title_lang` the language of the thing's title.
    """

    said_on: date
    title_lang: str
    byline: object | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A hit, read again from the database for one viewer.

    `text` is plain, for the snippet; `facts` are short phrases beside it; `revised_on` a mere
    day, since the author may be withheld. With a `remark`, `title` is that of the thing it is
    about. `label` says what it is called where that isn't the kind's own label.
    """

    hit: Hit
    title: str
    address: str
    text: str
    lang: str
    facts: tuple[Message, ...] = ()
    revised_on: date | None = None
    label: Message | None = None
    remark: Remark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """How hits of one kind are called and shown.

    `found` is asked with a session, an actor and hits of this kind; those that the actor may not
    read now are left out of its answer, whose order doesn't matter. `statuses` are the words for
    the kind's `Entry.status`.
    """

    kind: str
    label: Message
    heading: Message
    found: Callable[[Session, Any, Sequence[Hit]], Sequence[Found]]
    statuses: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What a package adds to the site.

    `needs_you` is asked with a session and an actor; `recipients` with a session and an activity
    of any package, and says nothing of those it doesn't know. `said_with` is asked with a session
    and the public id of a contribution for the rows that were said in one with it and show its
    byline; `redaction` is what it says and does when something is redacted. `is_thread_over` is
    asked with a session and the id of any thread, and says False of those it doesn't hold.
    """

    name: str
    blueprints: tuple["Blueprint", ...] = ()
    permissions: tuple[Permission[Any, Any], ...] = ()
    verbs: tuple[Verb, ...] = ()
    tasks: Mapping[str, Task] = field(default_factory=dict)
    schedules: tuple[Schedule, ...] = ()
    searchables: tuple[Searchable, ...] = ()
    findables: tuple[Findable, ...] = ()
    html_tables: tuple[HtmlTable[Any], ...] = ()
    needs_you: Callable[[Session, Any], Sequence[Need]] | None = None
    recipients: Callable[[Session, Any], Recipients] | None = None
    said_with: Callable[[Session, str], Sequence[Any]] | None = None
    redaction: RedactionShare = NO_SHARE
    is_thread_over: Callable[[Session, int], bool] | None = None


def of(session: Session) -> tuple[Feature, ...]:
    """The features of the application that the session's database was opened for."""
    held: tuple[Feature, ...] = session.info["features"]
    return held


def verbs(session: Session) -> Mapping[str, Verb]:
    """Every declared verb by its name."""
    return {verb.name: verb for feature in of(session) for verb in feature.verbs}


def personal_verbs(session: Session) -> frozenset[str]:
    """Names of the verbs that are told only to those whom they concern."""
    return frozenset(verb.name for verb in verbs(session).values() if verb.is_personal)


def findables(session: Session) -> Mapping[str, Findable]:
    """Every kind that can be found, by its name, in the order of the features."""
    return {each.kind: each for feature in of(session) for each in feature.findables}


def redactables(session: Session) -> Mapping[str, Redactable]:
    """Every kind of contribution that can be redacted, by its name."""
    return {each.kind: each for feature in of(session) for each in feature.redaction.redactables}
