"""The post office of a process: who writes letters and what carries them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.message import EmailMessage

from sqlalchemy.orm import Session

from ssrwiki.foundation.database import Database
from ssrwiki.foundation.mail.letters import Letters
from ssrwiki.foundation.mail.transports import Transport


@dataclass(frozen=True, slots=True)
class Post:
    """Handed to tasks with their session."""

    letters: Letters
    transport: Transport


def of(session: Session) -> Post:
    """The post office that the session's database was opened with."""
    held: Post = session.info["post"]
    return held


@contextmanager
def silence(database: Database) -> Iterator[None]:
    """While it lasts letters are written and dropped: mails of a planted demo reach nobody."""
    held = database.info["post"]
    if not isinstance(held, Post):
        raise TypeError("This database was opened without a post office.")
    database.info["post"] = replace(held, transport=_Nowhere())
    try:
        yield
    finally:
        database.info["post"] = held


class _Nowhere:
    def send(self, letter: EmailMessage) -> None:
        """Drops the letter."""


def send(session: Session, letter: EmailMessage) -> None:
    """Commits what the task has written so far, then hands the letter over.

    A mail server may take half a minute: nobody waits for it with the write lock held. And what
    the task marked as leaving stays marked when the process dies on the line.

    Raises:
        MailFailed: when it wasn't taken, or perhaps.
    """
    session.commit()
    of(session).transport.send(letter)
