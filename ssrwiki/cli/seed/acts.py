"""Acts of the seed, run in the order of their instants."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from tqdm import tqdm

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock, jobs, planted
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.feature import Task
from ssrwiki.foundation.worker import run_due


@dataclass(slots=True)
class Stage:
    """What an act sees: its session, and what earlier acts have made."""

    session: Session
    made: dict[str, str] = field(default_factory=dict)

    def actor(self, handle: str) -> Actor:
        """The person of a handle as they are now.

        Raises:
            LookupError: when the seed names nobody so.
        """
        person = people.person_by_handle(self.session, handle)
        if person is None:
            raise LookupError(f"The seed has no person {handle}.")
        return people.actor(self.session, person.id)

    def document(self, slug: str) -> Document:
        """The document of a slug, with its owners."""
        query = select(Document).where(Document.slug == slug).options(selectinload(Document.owners))
        return self.session.scalars(query).one()


Run = Callable[[Stage], str]


@dataclass(frozen=True, slots=True)
class Act:
    """`run` gives the public id of what it made, or "". `rank` orders acts of one instant."""

    key: str
    at: datetime
    run: Run
    rank: int = 0


def play(database: Database, acts: Iterable[Act], tasks: Mapping[str, Task]) -> int:
    """Runs what isn't planted yet, each act in a transaction of its own; how many it were.

    What the acts make due (rounds that run out, notices) is done in its own time as well.
    """
    with database.reading() as session:
        made = planted.keys(session)
    todo = sorted(
        (act for act in acts if act.key not in made), key=lambda act: (act.at, act.rank, act.key)
    )
    for act in tqdm(todo, desc="Planting", unit="act", disable=not todo):
        _catch_up(database, tasks, act.at)
        with clock.at(act.at), database.writing() as session:
            made[act.key] = act.run(Stage(session, made))
            session.add(planted.Planted(key=act.key, public_id=made[act.key]))
    if todo:
        _catch_up(database, tasks, clock.now())
    return len(todo)


def _catch_up(database: Database, tasks: Mapping[str, Task], until: datetime) -> None:
    """Runs what is due by then, each job under a clock that stands at its own instant."""
    while True:
        with database.reading() as session:
            due_at = jobs.next_due_at(session)
        if due_at is None or due_at > until:
            return
        with clock.at(due_at):
            run_due(database, tasks)
