"""A desk at which things happen, and where one sees what came of it: notices, mails."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship import queries as authors
from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.notifications.models import Notice
from ssrwiki.commons.notifications.tasks import mailing
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.feature import Feature, Recipients, Verb
from ssrwiki.foundation.mail import folder
from ssrwiki.foundation.mail.folder import KeptLetter
from ssrwiki.foundation.mail.post import Post
from ssrwiki.foundation.mail.transports import MailFailed, Outcome
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.worker import run_due

ANSWERED, NAMED = "tests.answered", "tests.named"
EVENING = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 21, 7, 1, tzinfo=UTC)


class Desk:
    """Acts, and looks at what came of it. `named` are the people whom `NAMED` concerns."""

    def __init__(self, database: Database, settings: Settings, session: Session) -> None:
        self.database = database
        self.folder = settings.data_folder / folder.FOLDER_NAME
        self.session = session
        self.named: list[int] = []
        feature = Feature(
            name="tests",
            verbs=(
                Verb(ANSWERED, "%(who)s answered what you said of %(title)s.", is_urgent=True),
                Verb(NAMED, "%(who)s named you about %(title)s.", is_urgent=True),
            ),
            recipients=self._recipients,
        )
        database.info["features"] = (*composition.FEATURES, feature)

    def _recipients(self, _session: Session, happened: Activity) -> Recipients:
        return Recipients(self.named if happened.verb == NAMED else ())

    def happen(
        self,
        actor: Actor,
        document: Document,
        *,
        verb: str = "documents.saved",
        about: str | None = None,
        attribution: str = "named",
        is_minor: bool = False,
        needs_working_text: bool = False,
        is_weighty: bool = False,
    ) -> Activity:
        recorded = activity.record(
            self.session,
            actor=actor,
            verb=verb,
            document_id=document.id,
            contribution_id=about,
            address=document.address,
            is_minor=is_minor,
            needs_working_text=needs_working_text,
            is_weighty=is_weighty,
        )
        if attribution != Attribution.NAMED:
            byline = authors.byline(self.session, actor=actor, attribution=Attribution(attribution))
            authorship.show_as(recorded, byline)
        self.session.flush()
        return recorded

    def work(self) -> int:
        """Commits, then runs all that is due."""
        self.session.commit()
        done_count = run_due(self.database, composition.tasks())
        self.session.expire_all()
        self.session.rollback()
        return done_count

    def notices(self, person: Actor | None = None) -> list[Notice]:
        query = select(Notice).order_by(Notice.id)
        if person is not None:
            query = query.where(Notice.person_id == person.id)
        return list(self.session.scalars(query))

    def heard(self) -> set[int]:
        return {notice.person_id for notice in self.notices()}

    def person(self, actor: Actor) -> Person:
        return self.session.get_one(Person, actor.id)

    def mails(self, person: Actor | None = None) -> list[KeptLetter]:
        """What has left, newest first."""
        kept = folder.read_folder(self.folder)
        if person is None:
            return list(kept)
        return [letter for letter in kept if letter.to == f"{person.handle}@example.org"]

    def states(self, person: Actor) -> list[str]:
        return [notice.mail_state for notice in self.notices(person)]

    def answer(
        self, officer: Actor, reader: Actor, document: Document, attribution: str = "named"
    ) -> None:
        """The reader says something, the officer answers it."""
        said = authorship.sign(self.session, actor=reader, attribution=attribution).public_id
        self.happen(reader, document, about=said, attribution=attribution)
        self.happen(officer, document, verb=ANSWERED, about=said)

    def morning(self, at: datetime = MORNING) -> None:
        """The digests of that moment leave."""
        with clock.at(at):
            jobs.enqueue(self.session, mailing.PLAN)
            self.work()


class Line:
    """A mail server that fails as it is told, and then works."""

    def __init__(self, *failures: BaseException) -> None:
        self.failures = list(failures)
        self.taken: list[EmailMessage] = []

    def send(self, letter: EmailMessage) -> None:
        self.taken.append(letter)
        if self.failures:
            raise self.failures.pop(0)


def failed(outcome: Outcome) -> MailFailed:
    return MailFailed(outcome, ConnectionError())


@contextmanager
def line_of(desk: Desk, line: Line) -> Iterator[Line]:
    held = desk.database.info["post"]
    assert isinstance(held, Post)
    desk.database.info["post"] = Post(held.letters, line)
    try:
        yield line
    finally:
        desk.database.info["post"] = held
