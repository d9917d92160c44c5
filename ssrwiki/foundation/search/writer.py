"""The one writer: brings things to their present state, in one durable commit."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from whoosh import fields, formats, writing
from whoosh.codec.base import Segment
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader

from ssrwiki.foundation.search import storage
from ssrwiki.foundation.search.analysis import Analyser
from ssrwiki.foundation.search.port import Entry, Facet, Replacement
from ssrwiki.foundation.search.schema import SPELLING_SEPARATOR, TEXT_FIELDS
from ssrwiki.foundation.search.storage import SealedStorage

LOCK_TIMEOUT_SECONDS = 10
MEMORY_MEGABYTES = 32


def create(folder: Path, schema: fields.Schema) -> None:
    """An empty index in an empty folder."""
    FileIndex.create(SealedStorage(folder), schema, storage.INDEX_NAME)


def replace(
    folder: Path, schema: fields.Schema, analyser: Analyser, replacements: Sequence[Replacement]
) -> None:
    """Takes out what these things had and puts in what they have; all of it or nothing.

    Of two replacements of one thing the later counts. Raises: OSError on a full disk.
    """
    latest = {each.thing: each for each in replacements}
    with _writing(folder, schema) as (writer, expunged):
        for thing, replacement in latest.items():
            touched = _delete(writer, thing)
            if replacement.is_expunged:
                expunged.update(touched)
        for replacement in latest.values():
            for entry in replacement.entries:
                add(writer, entry, analyser)


@contextlib.contextmanager
def building(folder: Path, schema: fields.Schema) -> Iterator[writing.SegmentWriter]:
    """A writer for a first, large commit; what goes wrong leaves the folder useless."""
    with _writing(folder, schema) as (writer, _):
        yield writer


@contextlib.contextmanager
def _writing(
    folder: Path, schema: fields.Schema
) -> Iterator[tuple[writing.SegmentWriter, set[str]]]:
    """A writer that is committed at the end, and a set for the segments to write anew then."""
    sealed = SealedStorage(folder)
    index = FileIndex(sealed, schema, storage.INDEX_NAME)
    # Not compound: such files would be copied into memory each time they are opened.
    writer = writing.SegmentWriter(
        index, timeout=LOCK_TIMEOUT_SECONDS, limitmb=MEMORY_MEGABYTES, compound=False
    )
    expunged: set[str] = set()

    def merged(writer: writing.SegmentWriter, segments: list[Segment]) -> list[Segment]:
        kept = []
        for segment in writing.MERGE_SMALL(writer, segments):
            if segment.segment_id() in expunged:
                reader = SegmentReader(writer.storage, writer.schema, segment)
                writer.add_reader(reader)
                reader.close()
            else:
                kept.append(segment)
        return kept

    try:
        yield writer, expunged
        writer.commit(mergetype=merged)
    except BaseException:
        # Frees the lock whatever happens: Whoosh keeps it when a commit fails half-way.
        with contextlib.suppress(Exception):
            writer.cancel()
        with contextlib.suppress(Exception):
            writer.writelock.release()
        sealed.abandon()
        raise


def add(writer: writing.SegmentWriter, entry: Entry, analyser: Analyser) -> None:
    """Writes one entry down."""
    texts = {field.name: getattr(entry, field.name) for field in TEXT_FIELDS}
    terms = {name: tuple(analyser.terms(text, entry.lang)) for name, text in texts.items()}
    shown = "\n".join((entry.title, entry.headings, entry.abstract))
    writer.add_document(
        name=entry.name,
        thing=entry.thing,
        digest=entry.digest,
        **{name: each for name, each in terms.items() if each},
        spelling=[
            folded if folded == surface else f"{folded}{SPELLING_SEPARATOR}{surface}"
            for folded, surface in analyser.surfaces(shown)
        ],
        **{
            Facet.KIND: _marks(entry.kind),
            Facet.STATUS: _marks(entry.status),
            Facet.LANG: _marks(entry.lang),
            Facet.TOPIC: _marks(*entry.topics),
            Facet.REGION: _marks(*entry.regions),
        },
        readers=sorted(entry.readers),
        updated=int(entry.updated_at.timestamp()),
    )


def _marks(*values: str) -> tuple[str, ...]:
    return tuple(value.lower() for value in values if value)


def _delete(writer: writing.SegmentWriter, thing: str) -> set[str]:
    """Marks the thing's entries as deleted; gives the segments that still hold their words."""
    touched = set()
    for segment in writer.segments:
        terms = segment.codec().terms_reader(writer.storage, segment)
        if ("thing", thing.encode()) in terms:
            entries = terms.matcher("thing", thing.encode(), formats.Existence())
            for document in entries.all_ids():
                segment.delete_document(document)
            touched.add(segment.segment_id())
        terms.close()
    return touched
