"""A small site for tests and for the process that is killed: things in a table, found by search.

    python shelf.py DATABASE-URL SEARCH-FOLDER FIRST-NUMBER

writes things and drains for ever, and says each number once it is committed.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Text, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from ssrwiki.foundation.database import Base, Database
from ssrwiki.foundation.keys import Keys
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.outbox import Drained, SearchChange
from ssrwiki.foundation.search.port import Entry, Hits, Searchable

Write = Callable[..., Entry]
Ask = Callable[..., Hits]

KIND = "books"
COUNT = 40


class Tables(DeclarativeBase):
    """Apart from the site's own tables, which the migrations are compared with."""


class Book(Tables):
    """A thing; `body` None raises when it is written down, as a feature's bug would."""

    __tablename__ = "book"

    key: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str | None] = mapped_column(Text)


def opened(url: str) -> Database:
    return Database(url, Keys("k" * 40))


def keys(session: Session) -> Iterable[str]:
    return session.scalars(select(Book.key).order_by(Book.key)).all()


def entries(session: Session, keys: Sequence[str]) -> Iterator[Entry]:
    for book in session.scalars(select(Book).where(Book.key.in_(keys))):
        if book.body is None:
            raise ValueError("A text that must not be logged.")
        yield Entry(
            kind=KIND,
            key=book.key,
            title=f"Book {book.key}",
            body=book.body,
            lang="en",
            readers=frozenset({"public"}),
            updated_at=datetime(2026, 1, 1, tzinfo=UTC),
        )


BOOKS = Searchable(KIND, keys, entries)


class Shelf:
    """The site: its database, its index, and the two verbs."""

    def __init__(self, database: Database, index: SearchIndex) -> None:
        self.database = database
        self.index = index

    def create(self) -> None:
        Tables.metadata.create_all(self.database.engine)
        Base.metadata.tables[SearchChange.__tablename__].create(self.database.engine)

    def save(self, key: str, body: str | None, *, is_expunged: bool = False) -> None:
        with self.database.writing() as session:
            session.merge(Book(key=key, body=body))
            outbox.enqueue(session, KIND, key, is_expunged=is_expunged)

    def fill(self, keys: Iterable[str], body: str) -> None:
        """Saves many at once."""
        with self.database.writing() as session:
            for key in keys:
                session.add(Book(key=key, body=body))
                outbox.enqueue(session, KIND, key)

    def remove(self, key: str) -> None:
        with self.database.writing() as session:
            session.delete(session.get_one(Book, key))
            outbox.enqueue(session, KIND, key)

    def drain(self) -> Drained:
        return outbox.drain(
            self.index, [BOOKS], reading=self.database.reading, writing=self.database.writing
        )

    def drain_all(self) -> None:
        while self.drain().indexed_count:
            pass

    def waiting_count(self) -> int:
        with self.database.reading() as session:
            return len(session.scalars(select(SearchChange.id)).all())


def main(url: str, folder: str, first: str) -> None:
    shelf = Shelf(opened(url), SearchIndex(Path(folder)))
    number = int(first)
    while True:
        for _ in range(3):
            shelf.save(str(number % COUNT), f"revision{number}")
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            number += 1
        shelf.drain()


if __name__ == "__main__":
    main(*sys.argv[1:])
