"""The index in one folder, as features and the worker see it."""

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from ssrwiki.foundation import clock
from ssrwiki.foundation.search import (
    evaluate,
    folders,
    schema,
    snapshots,
    stock,
    storage,
    suggest,
    writer,
)
from ssrwiki.foundation.search.analysis import SITE_LANGUAGES, Analyser
from ssrwiki.foundation.search.blocks import UnknownLayout
from ssrwiki.foundation.search.plan import plan
from ssrwiki.foundation.search.port import (
    Condition,
    Hits,
    IndexUnavailable,
    Query,
    Replacement,
    Wear,
)
from ssrwiki.foundation.search.segments import Caches
from ssrwiki.foundation.search.snapshots import Snapshot
from ssrwiki.foundation.search.storage import Corrupt

LARGEST_PAGE = 100
VERIFY_EVERY_SECONDS = 3600
_TRIES = 5


class SearchIndex:
    """Implements `port.SearchBackend`. One per process, shared by its threads.

    Opened lazily and followed: each search sees the newest commit, also after a rebuild has put
    another folder in place.
    """

    def __init__(self, root: Path, languages: Sequence[str] = SITE_LANGUAGES) -> None:
        self.folder = folders.SearchFolder(root)
        self.analyser = Analyser(tuple(languages))
        self.schema = schema.schema()
        self._stamp = schema.stamp(self.analyser)
        self._caches = Caches()
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._broken: tuple[Path, int] | None = None
        self._verified_at = time.monotonic()

    def search(self, query: Query, readers: frozenset[str], page: int = 1, size: int = 20) -> Hits:
        """One page of what these readers may find. Raises: IndexUnavailable."""
        page, size = max(1, page), max(1, min(size, LARGEST_PAGE))
        snapshot = self._present()
        try:
            planned = plan(query, self.analyser, snapshot)
            try:
                return evaluate.search(planned, snapshot, readers, page, size)
            except UnknownLayout:
                return stock.search(planned, snapshot.folder, self.schema, readers, page, size)
        except Corrupt as error:
            raise self._given_up(snapshot, error) from error

    def suggest(self, query: Query, readers: frozenset[str]) -> Query | None:
        """The query as it was perhaps meant, with at least one hit. Raises: IndexUnavailable."""
        snapshot = self._present()
        try:
            return suggest.suggest(query, self.analyser, snapshot, readers)
        except UnknownLayout:
            return None
        except Corrupt as error:
            raise self._given_up(snapshot, error) from error

    def replace(self, replacements: Sequence[Replacement]) -> None:
        """Brings these things to their present state, durably. For the elected indexer only.

        What is in the index just so already isn't written again.

        Raises: IndexUnavailable; OSError on a full disk, with nothing changed.
        """
        # Looked at first: a damaged segment must not be merged into a sealed one.
        snapshot = self._present()
        latest = {each.thing: each for each in replacements}
        try:
            changed = [each for each in latest.values() if _changes(each, snapshot)]
        except Corrupt as error:
            raise self._given_up(snapshot, error) from error
        if changed:
            writer.replace(snapshot.folder, self.schema, self.analyser, changed)

    def digests(self) -> Iterator[tuple[str, str]]:
        """Name and digest of every entry, in no order. Raises: IndexUnavailable."""
        snapshot = self._present()
        for placed in snapshot.segments:
            for number in range(placed.view.size):
                if placed.alive >> number & 1:
                    stored = placed.view.stored(number)
                    yield stored["name"], stored["digest"]

    def wear(self) -> Wear:
        """How much of it is dead weight. Raises: IndexUnavailable."""
        snapshot = self._present()
        return Wear(snapshot.document_count, snapshot.dead_count)

    def condition(self) -> Condition:
        """What stands on disk, every file compared with its seal when it isn't open yet."""
        current = self.folder.current()
        if current is None or not current.is_dir():
            return Condition.MISSING
        if not self._is_of_this_layout(current):
            return Condition.OUTDATED
        try:
            self._present()
        except IndexUnavailable:
            return Condition.BROKEN
        return Condition.READY

    def verify(self) -> Condition:
        """The same with everything read again from disk."""
        self._verified_at = time.monotonic()
        with self._lock:
            self._snapshot = self._broken = None
        return self.condition()

    def require_ready(self) -> None:
        """A glance at the files, for the indexer at each turn; once an hour all is read again.

        Raises: IndexUnavailable.
        """
        if time.monotonic() > self._verified_at + VERIFY_EVERY_SECONDS:
            self.verify()
        snapshot = self._present()
        try:
            for placed in snapshot.segments:
                storage.glance(snapshot.folder, placed.view.id)
        except (Corrupt, FileNotFoundError) as error:
            raise self._given_up(snapshot, error) from error

    def start(self) -> Path:
        """A new, empty index folder of this layout; nobody reads it yet."""
        folder = self.folder.create()
        writer.create(folder, self.schema)
        storage.write_durably(folder / "STAMP", self._stamp)
        return folder

    def _is_of_this_layout(self, folder: Path) -> bool:
        try:
            return (folder / "STAMP").read_text("utf-8") == self._stamp
        except (FileNotFoundError, UnicodeDecodeError):
            return False

    def _present(self) -> Snapshot:
        """The newest snapshot. Raises: IndexUnavailable.

        Tried again when a rebuild puts another folder in place in the middle of it.
        """
        clock.ages()  # a rebuilt index is no commit
        for _ in range(_TRIES):
            current = self.folder.current()
            if current is None:
                break
            try:
                generation = storage.latest_generation(current)
                snapshot = self._snapshot
                if snapshot is None or (snapshot.folder, snapshot.generation) != (
                    current,
                    generation,
                ):
                    snapshot = self._opened(current, generation)
            except FileNotFoundError:
                continue
            return snapshot
        raise IndexUnavailable("missing")

    def _opened(self, current: Path, generation: int) -> Snapshot:
        with self._lock:
            known = self._snapshot
            if known and known.folder == current and known.generation >= generation:
                return known
            if self._broken == (current, generation):
                raise IndexUnavailable("broken")
            try:
                if not self._is_of_this_layout(current):
                    raise IndexUnavailable("outdated")
                self._snapshot = snapshots.open_snapshot(current, self.schema, self._caches, known)
            except (Corrupt, IndexUnavailable) as error:
                if self.folder.current() != current:
                    raise FileNotFoundError from error
                # Remembered, or each search would read all files again to say the same.
                self._broken = (current, generation)
                raise IndexUnavailable(str(error)) from error
            return self._snapshot

    def _given_up(self, snapshot: Snapshot, error: Exception) -> IndexUnavailable:
        """Damage that showed only after the segment was opened."""
        with self._lock:
            self._snapshot, self._broken = None, (snapshot.folder, snapshot.generation)
        return IndexUnavailable(str(error))


def _changes(replacement: Replacement, snapshot: Snapshot) -> bool:
    """Whether the index would say anything else afterwards, or hold fewer former words."""
    try:
        return replacement.is_expunged or (
            snapshot.digests_of(replacement.thing) != replacement.digests
        )
    except UnknownLayout:
        return True
