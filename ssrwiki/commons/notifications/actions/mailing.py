"""What one wants by mail, and the link in each mail that makes it stop."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.notifications.models import Notice, Watch
from ssrwiki.commons.notifications.rules import MailState
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import Actor, MailPreference
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.keys import Keys

_PURPOSE = "unsubscribe"


class Scope(StrEnum):
    """What a link in a mail stops: all mails of a person, or one watch."""

    ALL = "all"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """`public_id` is a person's or a watch's."""

    scope: Scope
    public_id: str

    @property
    def _text(self) -> str:
        return f"{self.scope}.{self.public_id}"

    def token(self, keys: Keys) -> str:
        """Signed, good for as long as the key is: a mail is often read late.

        It is no secret that opens anything: whoever holds it can stop mails and nothing else.
        """
        return f"{self._text}.{keys.sign(_PURPOSE, self._text)}"


def opened(token: str, keys: Keys) -> Unsubscription:
    """What a token stops.

    Raises:
        NotFound: for one that we haven't signed.
    """
    text, _, signature = token.rpartition(".")
    scope, _, public_id = text.partition(".")
    if scope not in set(Scope) or not keys.is_signed(_PURPOSE, text, signature):
        raise NotFound
    return Unsubscription(Scope(scope), public_id)


def unsubscribe(session: Session, unsubscription: Unsubscription) -> None:
    """Ends the watch, or all mails; what has ended already stays so."""
    if unsubscription.scope is Scope.WATCH:
        watch = session.scalar(select(Watch).where(Watch.public_id == unsubscription.public_id))
        if watch is not None:
            session.delete(watch)
        return
    person = session.scalar(select(Person).where(Person.public_id == unsubscription.public_id))
    if person is not None:
        _choose(session, person, MailPreference.NEVER)


def choose_mail(session: Session, *, actor: Actor, preference: MailPreference) -> None:
    """How the actor's notices come by mail from now on; the inbox always has them."""
    _choose(session, session.get_one(Person, actor.id), preference)


def skip_waiting(session: Session) -> None:
    """Keeps every mail that waits from leaving, for notices of what a seed has made up."""
    session.execute(
        update(Notice)
        .where(Notice.mail_state == MailState.WAITING)
        .values(mail_state=MailState.SKIPPED)
    )


def _choose(session: Session, person: Person, preference: MailPreference) -> None:
    person.mail_preference = preference
    if preference is MailPreference.NEVER:
        # Or they would all come at once when the person changes their mind.
        session.execute(
            update(Notice)
            .where(Notice.person_id == person.id, Notice.mail_state == MailState.WAITING)
            .values(mail_state=MailState.SKIPPED)
        )
