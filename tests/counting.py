"""How many statements something takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from sqlalchemy import event

from ssrwiki.foundation.database import Database

_numbers = count(1)


def unkept(address: str) -> str:
    """The same page under an address of its own, so that no finished one is kept for it."""
    return f"{address}{'&' if '?' in address else '?'}unkept={next(_numbers)}"


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Fills the list with each statement that reaches the database meanwhile."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
