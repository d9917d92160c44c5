"""One segment, decoded as far as it was asked for.

A segment never changes once written (deletions are kept beside it, in the table of contents), so
its view is shared by all snapshots that contain it, with everything decoded so far.
"""

import contextlib
import sys
import threading
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from whoosh.codec.base import Segment
from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length

from ssrwiki.foundation.search import bitsets, blocks, schema
from ssrwiki.foundation.search.blocks import Postings
from ssrwiki.foundation.search.cache import BoundedCache
from ssrwiki.foundation.search.storage import DAMAGE, Corrupt, SealedStorage

LENGTHS = tuple(byte_to_length(code) for code in range(256))


@dataclass(frozen=True, slots=True)
class Caches:
    """What all segments of one process keep decoded, within one budget each."""

    postings: BoundedCache[Postings] = field(default_factory=lambda: BoundedCache(20_000_000))
    bits: BoundedCache[int] = field(default_factory=lambda: BoundedCache(4_000_000))
    terms: BoundedCache[tuple[str, ...]] = field(default_factory=lambda: BoundedCache(4_000_000))


class SegmentView:
    """Reads of one segment. Whoosh's readers share cursors: one thread at a time uses them.

    Every file is opened at once: a later commit removes those of a merged segment, and what is
    then missing would be taken for a field that nobody has.
    """

    def __init__(
        self, storage: SealedStorage, segment: Segment, files: frozenset[str], caches: Caches
    ) -> None:
        codec = segment.codec()
        if not isinstance(codec, W3Codec):
            raise Corrupt(f"{segment.segment_id()} was written by another codec")
        self.id = segment.segment_id()
        self.size = segment.doc_count_all()
        self._caches = caches
        self._lock = threading.Lock()
        self._terms = codec.terms_reader(storage, segment)
        self._posting_file = segment.open_file(storage, W3Codec.POSTS_EXT)
        self._documents = codec.per_document_reader(storage, segment)
        if self.size and not self._opens_stored_fields():
            raise FileNotFoundError
        self._names: dict[int, str] = {}
        self._facets: dict[str, tuple[tuple[str, int], ...]] = {}

        def column(name: str, width: int) -> bytes:
            """A column's bytes; documents at the end that have no value aren't in its file."""
            file_name = codec.column_filename(segment, name)
            found = (storage.path / file_name).read_bytes() if file_name in files else b""
            return found.ljust(self.size * width, b"\0")

        self._lengths = {each.name: column(f"_{each.name}_len", 1) for each in schema.TEXT_FIELDS}
        self.updated = array("q", column("updated", 8))
        if sys.byteorder == "little":
            self.updated.byteswap()

    def _opens_stored_fields(self) -> bool:
        # Opened at its first use; when it is missing Whoosh takes None for its reader.
        try:
            return bool(self._documents.stored_fields(0))
        except TypeError:
            return False

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except DAMAGE as error:
                raise Corrupt(f"{self.id} can't be read") from error

    def postings(self, name: str, term: str) -> Postings:
        """Documents and weights of a term, deleted documents included."""
        return self._postings(name, term, with_values=False)

    def places(self, name: str, term: str) -> Postings:
        """The same, with the encoded positions as values."""
        return self._postings(name, term, with_values=True)

    def _postings(self, name: str, term: str, *, with_values: bool) -> Postings:
        def make() -> Postings:
            with self._reading():
                try:
                    entry = self._terms.term_info(name, term.encode())
                except TermNotFound:
                    return blocks.NONE
            return blocks.decode(self._posting_file, entry, with_values=with_values)

        key = (self.id, name, term, with_values)
        return self._caches.postings.get(key, make, lambda made: made.cost)

    def bits(self, name: str, term: str) -> int:
        """The documents that have a term, as a bit set."""

        def make() -> int:
            return bitsets.of(self.postings(name, term).documents, self.size)

        return self._caches.bits.get((self.id, name, term), make, lambda _: self.size // 8 + 160)

    def document_frequency(self, name: str, term: str) -> int:
        """How many documents have a term, deleted ones included."""
        with self._reading():
            try:
                return self._terms.doc_frequency(name, term.encode())
            except KeyError:
                return 0

    def terms(self, name: str, prefix: str, most: int | None = None) -> tuple[str, ...]:
        """The terms of a field that begin so, in order; only the first `most` of them."""

        def make() -> tuple[str, ...]:
            with self._reading():
                return tuple(self._terms_from(name, prefix.encode(), most))

        def cost(made: tuple[str, ...]) -> int:
            return 160 + sum(len(term) + 60 for term in made)

        return self._caches.terms.get((self.id, name, prefix, most), make, cost)

    def _terms_from(self, name: str, prefix: bytes, most: int | None) -> Iterator[str]:
        if name not in self._terms.indexed_field_names():
            return
        for count, (of, term) in enumerate(self._terms.terms_from(name, prefix)):
            if of != name or not term.startswith(prefix) or count == most:
                return
            yield term.decode()

    def facet(self, name: str) -> tuple[tuple[str, int], ...]:
        """Each value of a facet with its documents; kept for good, since every search counts."""
        if name not in self._facets:
            values = self.terms(name, "")
            self._facets[name] = tuple((value, self.bits(name, value)) for value in values)
        return self._facets[name]

    def lengths(self, name: str) -> bytes:
        """Per document the code of the field's length; `LENGTHS` says what it stands for."""
        return self._lengths[name]

    def field_length(self, name: str) -> int:
        """The number of terms in a field over all documents."""
        return self._documents.field_length(name)

    def name(self, document: int) -> str:
        """Name of an entry; kept, since the same few are hits again and again."""
        if document not in self._names:
            self._names[document] = self.stored(document)["name"]
        return self._names[document]

    def stored(self, document: int) -> dict[str, str]:
        """Name and digest of an entry."""
        with self._reading():
            return self._documents.stored_fields(document)
