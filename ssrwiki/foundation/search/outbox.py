"""Changes on their way into the index: enqueued with the change itself, taken off once indexed.

`enqueue` writes a row in the transaction of the change, so that what is saved will be found and
what is rolled back won't. `drain` brings each thing's *present* state into the index, so that
order, repetition and crashes between its steps do no harm, and then deletes exactly the rows it
has read: not "up to the last number", since a lower number may be committed later.

What leans on a changed thing is looked at with it, so one row for a document says all there is to
say of its comments too, those included that another transaction writes at the same time.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Base, UtcDateTime
from ssrwiki.foundation.search import folders
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.folders import Noted
from ssrwiki.foundation.search.port import Entry, Replacement, Searchable

MOST_AT_ONCE = 100
BATCH = 200

Sessions = Callable[[], AbstractContextManager[Session]]

_log = logging.getLogger(__name__)


class SearchChange(Base):
    """A thing whose entries must be looked at again. Says which, never by whom or what."""

    __tablename__ = "search_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_expunged: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True, slots=True)
class Drained:
    """What a call of `drain` has done. `failed_count` rows stay for a later try."""

    indexed_count: int
    failed_count: int
    was_elected: bool


def enqueue(session: Session, kind: str, key: str, *, is_expunged: bool = False) -> None:
    """To be called wherever a thing's text, fields, rights or existence change.

    `is_expunged` for a redaction: its former words are then removed from the disk too.
    """
    session.add(SearchChange(kind=kind, key=key, at=clock.now(), is_expunged=is_expunged))


def lag_seconds(session: Session) -> float:
    """How long the oldest change has waited; 0 when nothing waits."""
    oldest = session.scalar(select(func.min(SearchChange.at)))
    return 0.0 if oldest is None else (clock.now() - oldest).total_seconds()


def drain(
    index: SearchIndex,
    searchables: Iterable[Searchable],
    *,
    reading: Sessions,
    writing: Sessions,
) -> Drained:
    """Indexes one batch of changes. Of several processes that call it, one does the work.

    Raises: IndexUnavailable when a rebuild is needed; OSError on a full disk. The rows stay.
    """
    with index.folder.indexing(is_waiting=False) as is_elected:
        if not is_elected:
            return Drained(0, 0, was_elected=False)
        with reading() as session:
            rows = session.scalars(
                select(SearchChange).order_by(SearchChange.at, SearchChange.id).limit(MOST_AT_ONCE)
            ).all()
        # Also when nothing waits: a damaged index must not go unnoticed until the next change.
        index.require_ready()
        if not rows:
            return Drained(0, 0, was_elected=True)
        written = _written_down(rows, searchables, reading)
        if written.replacements:
            _journal(index, written.replacements)
            index.replace(written.replacements)
        with writing() as session:
            session.execute(delete(SearchChange).where(SearchChange.id.in_(written.done)))
            # To the end of the queue, or a hundred of them would stop it.
            failed = [row.id for row in rows if row.id not in written.done]
            behind = update(SearchChange).where(SearchChange.id.in_(failed)).values(at=clock.now())
            session.execute(behind)
            for each in written.missed:
                enqueue(session, each.kind, each.key)
        return Drained(len(written.done), len(failed), was_elected=True)


@dataclass(frozen=True, slots=True)
class _Written:
    """The numbers of the rows that could be looked at, what their things are now, and which of
    those that lean on them couldn't be looked at: they get rows of their own.
    """

    done: frozenset[int]
    replacements: list[Replacement]
    missed: tuple[Noted, ...]


def _written_down(
    rows: Sequence[SearchChange], searchables: Iterable[Searchable], reading: Sessions
) -> _Written:
    declared = tuple(searchables)
    things = [Noted(row.kind, row.key, row.is_expunged) for row in rows]
    leaning = tuple(_leaning(things, declared, reading))
    replacements = list(replacements_of([*things, *leaning], declared, reading))
    looked_at = {(each.kind, each.key) for each in replacements}
    return _Written(
        frozenset(row.id for row in rows if (row.kind, row.key) in looked_at),
        replacements,
        tuple(each for each in leaning if (each.kind, each.key) not in looked_at),
    )


def _leaning(
    things: Sequence[Noted], searchables: Sequence[Searchable], reading: Sessions
) -> Iterator[Noted]:
    """The things of other kinds that lean on these; none of their own words changed with them."""
    by_kind: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for thing in things:
        by_kind[thing.kind][thing.key] = None
    for searchable in searchables:
        if searchable.leaning is None:
            continue
        for kind, keys in by_kind.items():
            if kind != searchable.kind:
                with reading() as session:
                    for key in searchable.leaning(session, kind, tuple(keys)):
                        yield Noted(searchable.kind, key)


def replacements_of(
    things: Iterable[Noted], searchables: Iterable[Searchable], reading: Sessions
) -> Iterator[Replacement]:
    """What these things are now, each once; one that can't be looked at is logged and left out."""
    is_expunged: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for thing in things:
        keys = is_expunged[thing.kind]
        keys[thing.key] = thing.is_expunged or keys.get(thing.key, False)
    declared = {each.kind: each for each in searchables}
    for kind, keys in is_expunged.items():
        if kind not in declared:
            _log.error("search: nobody declares the kind %s", kind)
            continue
        every = tuple(keys)
        for start in range(0, len(every), BATCH):
            for key, entries in _entries(declared[kind], every[start : start + BATCH], reading):
                yield Replacement(kind, key, entries, keys[key])


def _entries(
    searchable: Searchable, keys: tuple[str, ...], reading: Sessions
) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Key by key; when the batch fails, each alone, so that one bad thing doesn't hold up all."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    try:
        with reading() as session:
            for entry in searchable.entries(session, keys):
                if entry.kind != searchable.kind:
                    raise ValueError(f"{searchable.kind} gave an entry of {entry.kind}")
                found[entry.key].append(entry)
    except Exception as error:  # a feature's code on anybody's words: the others must go on
        if len(keys) > 1:
            for key in keys:
                yield from _entries(searchable, (key,), reading)
        else:
            # Without its message, which may quote the text.
            kind, name = searchable.kind, type(error).__name__
            _log.error("search: %s %s can't be written down: %s", kind, keys[0], name)
        return
    for key in keys:
        yield key, tuple(found[key])


def _journal(index: SearchIndex, replacements: Sequence[Replacement]) -> None:
    """Tells a rebuild in progress, before the rows that say so are gone."""
    folder = index.folder.building()
    if folder is not None and folder.is_dir():
        folders.note(
            folder, [Noted(each.kind, each.key, each.is_expunged) for each in replacements]
        )
