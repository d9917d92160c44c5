"""One generation of the index: what every search of a moment sees.

Whoosh's `Searcher.refresh()` is never used: it reuses nothing in 2.7.4 and brings deleted
documents back in later forks. Here a new generation takes over the views of the segments it
shares with the old one; only new segments are verified and opened.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path

from whoosh import fields

from ssrwiki.foundation.search import bitsets, storage
from ssrwiki.foundation.search.segments import Caches, SegmentView
from ssrwiki.foundation.search.storage import Corrupt, SealedStorage

_TRIES = 20
_PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment within a snapshot: its first document's number, and who is still alive."""

    view: SegmentView
    base: int
    alive: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Immutable; threads share it. Dies by reference count, and its mappings with it."""

    folder: Path
    generation: int
    segments: tuple[Placed, ...]
    document_count: int
    _field_lengths: dict[str, int] = field(default_factory=dict)

    def document_frequency(self, name: str, term: str) -> int:
        """In how many documents a term occurs, deleted ones included, as Whoosh counts.

        Looked up without decoding, for terms whose postings may not be needed.
        """
        return sum(placed.view.document_frequency(name, term) for placed in self.segments)

    @property
    def dead_count(self) -> int:
        """How many documents were deleted and still take room."""
        return self.document_count - sum(placed.alive.bit_count() for placed in self.segments)

    def digests_of(self, thing: str) -> dict[str, str]:
        """Name and digest of each entry that a thing has. Raises: UnknownLayout."""
        return {
            stored["name"]: stored["digest"]
            for placed in self.segments
            for number in placed.view.postings("thing", thing).documents
            if placed.alive >> number & 1
            for stored in (placed.view.stored(number),)
        }

    def average_length(self, name: str) -> float:
        """Of a field, over all documents, as Whoosh counts; 1 when nobody has it."""
        if name not in self._field_lengths:
            total = sum(placed.view.field_length(name) for placed in self.segments)
            self._field_lengths[name] = total
        return self._field_lengths[name] / (self.document_count or 1) or 1


def open_snapshot(
    folder: Path, schema: fields.Schema, caches: Caches, previous: Snapshot | None = None
) -> Snapshot:
    """The newest generation in a folder.

    Raises: Corrupt when a file doesn't match its seal; OSError when the folder has gone.
    """
    tries = 0
    while True:
        generation = storage.latest_generation(folder)
        if generation < 0:
            raise Corrupt(f"{folder.name} has no table of contents")
        try:
            return _opened(SealedStorage(folder), generation, schema, caches, previous)
        except FileNotFoundError as error:
            # The writer has committed in between and removed a file: read the newer contents.
            tries += 1
            if tries == _TRIES or storage.latest_generation(folder) == generation:
                raise Corrupt("A file of the index is missing") from error
            time.sleep(_PAUSE_SECONDS)


def _opened(
    folder: SealedStorage,
    generation: int,
    schema: fields.Schema,
    caches: Caches,
    previous: Snapshot | None,
) -> Snapshot:
    contents = storage.table_of_contents(folder, schema, generation)
    shared = {placed.view.id: placed.view for placed in (previous.segments if previous else ())}
    segments, base = list[Placed](), 0
    for segment in contents.segments:
        view = shared.get(segment.segment_id())
        if view is None:
            files = storage.verify(folder.path, segment.segment_id())
            view = SegmentView(folder, segment, files, caches)
        dead = bitsets.of(segment.deleted_docs(), view.size)
        segments.append(Placed(view, base, bitsets.everything(view.size) & ~dead))
        base += view.size
    return Snapshot(folder.path, generation, tuple(segments), base)
