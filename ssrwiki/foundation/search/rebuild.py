"""A new index beside the old one, which answers until the new one takes its place.

While it is built, what the indexer takes off the outbox is also noted in the new folder's
journal; the build catches up from there, at last with the indexer's lock held, so that nothing
is lost in between. A build that is killed leaves a folder that the next one sweeps away.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ssrwiki.foundation.search import folders, outbox, writer
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.folders import Noted
from ssrwiki.foundation.search.outbox import Sessions
from ssrwiki.foundation.search.port import Condition, Searchable

BATCH = 200
# So few changes are caught up with in a moment, so the indexer may wait for it.
_FEW = 10
_MOST_ROUNDS = 20

Progress = Callable[[int, int], None]


class RebuildRunning(Exception):
    """Another process is at it."""


def rebuild(
    index: SearchIndex,
    searchables: Sequence[Searchable],
    *,
    reading: Sessions,
    progress: Progress = lambda done, total: None,
) -> int:
    """Builds and switches; gives the number of things looked at. `progress` gets (done, total).

    Raises: RebuildRunning; OSError on a full disk, with the old index still in place.
    """
    folder = index.folder
    with folder.rebuilding() as is_ours:
        if not is_ours:
            raise RebuildRunning
        with folder.indexing(is_waiting=True):
            folder.sweep()
            new = index.start()
            folder.announce(new)
        try:
            count = _fill(index, new, searchables, reading, progress)
            position = 0
            for _ in range(_MOST_ROUNDS):
                changes, position = folders.noted(new, position)
                _catch_up(index, new, changes, searchables, reading)
                if len(changes) < _FEW:
                    break
            with folder.indexing(is_waiting=True):
                changes, _ = folders.noted(new, position)
                _catch_up(index, new, changes, searchables, reading)
                folder.switch(new)
        finally:
            # Either the old folder or, after a failure, the new one.
            with folder.indexing(is_waiting=True):
                folder.sweep()
    return count


def rebuild_if_needed(
    index: SearchIndex,
    searchables: Sequence[Searchable],
    *,
    reading: Sessions,
    progress: Progress = lambda done, total: None,
) -> bool:
    """Rebuilds a missing, outdated or broken index; whether it did.

    Raises: OSError on a full disk.
    """
    if index.condition() is Condition.READY:
        return False
    try:
        rebuild(index, searchables, reading=reading, progress=progress)
    except RebuildRunning:
        return False
    return True


def _fill(
    index: SearchIndex,
    folder: Path,
    searchables: Sequence[Searchable],
    reading: Sessions,
    progress: Progress,
) -> int:
    things = list[Noted]()
    for searchable in searchables:
        with reading() as session:
            things += [Noted(searchable.kind, key) for key in searchable.keys(session)]
    done = 0
    progress(done, len(things))
    with writer.building(folder, index.schema) as writing:
        for batch in _batches(things):
            for replacement in outbox.replacements_of(batch, searchables, reading):
                for entry in replacement.entries:
                    writer.add(writing, entry, index.analyser)
            done += len(batch)
            progress(done, len(things))
    return done


def _batches(things: list[Noted]) -> Iterator[list[Noted]]:
    return (things[start : start + BATCH] for start in range(0, len(things), BATCH))


def _catch_up(
    index: SearchIndex,
    folder: Path,
    changes: Sequence[Noted],
    searchables: Sequence[Searchable],
    reading: Sessions,
) -> None:
    replacements = list(outbox.replacements_of(changes, searchables, reading))
    if replacements:
        writer.replace(folder, index.schema, index.analyser, replacements)
