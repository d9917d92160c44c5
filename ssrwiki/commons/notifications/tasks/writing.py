"""The letters of notices. What is withheld is neither named nor pointed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from sqlalchemy.orm import Session

from ssrwiki.commons.documents import wording
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.notifications.actions.mailing import Scope, Unsubscription
from ssrwiki.commons.notifications.queries import digests, recipients
from ssrwiki.commons.notifications.queries.digests import Group
from ssrwiki.commons.notifications.queries.inbox import Received
from ssrwiki.commons.people.models import Person
from ssrwiki.foundation import clock, dates, feature, keys, translation
from ssrwiki.foundation.addresses import Addresses
from ssrwiki.foundation.mail import post
from ssrwiki.foundation.words import Message

INBOX = "/account/notices"
PREFERENCES = "/account/notices/preferences"
MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, in the reader's language."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """A document of a digest. `more_count` things aren't listed; `stop_url` ends the watch."""

    title: str
    url: str
    lines: Sequence[Line]
    more_count: int
    stop_url: str | None


def notice(session: Session, person: Person, received: Received) -> EmailMessage:
    """The mail that tells one thing at once."""
    teller = _Teller(session, person)
    is_neutral = recipients.is_delicate(session, received.happening, person.id)
    # The address of a contribution tells its document too.
    line = None if is_neutral else teller.line(received.happening)
    return teller.letter("notice", f"notice:{received.notice.public_id}", line=line)


def digest(session: Session, person: Person, received: Sequence[Received]) -> EmailMessage:
    """The mail of a morning."""
    teller = _Teller(session, person)
    made = digests.digest(session, person, received)
    return teller.letter(
        "digest",
        f"digest:{person.public_id}:{clock.now():%Y-%m-%dT%H:%M:%S}",
        sections=[teller.section(group) for group in made.groups],
        others=[teller.line(happening) for happening in made.others],
        neutral_count=made.neutral_count,
    )


class _Teller:
    """Says things in one person's language and builds the links of their mail."""

    def __init__(self, session: Session, person: Person) -> None:
        self.person = person
        self.language = person.locale or translation.SOURCE_LANGUAGE
        self.letters = post.of(session).letters
        self.keys = keys.of(session)
        self.verbs = feature.verbs(session)

    @property
    def addresses(self) -> Addresses:
        return self.letters.addresses

    def letter(self, template: str, key: str, **values: object) -> EmailMessage:
        everything = Unsubscription(Scope.ALL, self.person.public_id)
        return self.letters.compose(
            template,
            to=self.person.email,
            locale=self.language,
            zone=self.person.zone or dates.DEFAULT_ZONE,
            key=key,
            unsubscribe_url=self.stop_url(everything),
            inbox_url=self.addresses.to(INBOX),
            preferences_url=self.addresses.to(PREFERENCES),
            **values,
        )

    def section(self, group: Group) -> Section:
        by_words: dict[str, Line] = {}
        for happening in group.happenings:  # ten revisions by one hand are one line
            line = self.line(happening)
            by_words.setdefault(line.words, line)
        lines = list(by_words.values())
        watch = group.watch_public_id
        return Section(
            title=group.document.title,
            url=self.addresses.to(group.document.address),
            lines=lines[:MOST_LINES],
            more_count=max(0, len(lines) - MOST_LINES),
            stop_url=self.stop_url(Unsubscription(Scope.WATCH, watch)) if watch else None,
        )

    def line(self, happening: Happening) -> Line:
        locale = translation.locale_of(self.language)
        words = wording.told(happening.activity, happening.title, self.verbs, locale, self._said)
        return Line(words, self.addresses.to(happening.activity.address))

    def stop_url(self, unsubscription: Unsubscription) -> str:
        return self.addresses.to(f"/account/unsubscribe/{unsubscription.token(self.keys)}")

    def _said(self, message: Message) -> str:
        return translation.translate(message, translation.catalogue(self.language))
