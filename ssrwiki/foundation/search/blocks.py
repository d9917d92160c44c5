"""Posting lists of Whoosh's default codec, a block of 128 at a time.

Whoosh walks them one posting at a time through Python objects; decoding whole blocks into arrays
is what makes the fast path fast. Layout: four bytes of magic, then per block its length (negative
for the last), a pickled description, and the pickled, compressed triple of differences of
document numbers, weights (None: all 1; a number: all that), and values (positions).
"""

import codecs
import io
import itertools
import pickle
import struct
import zlib
from array import array
from dataclasses import dataclass

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3TermInfo
from whoosh.filedb.structfile import StructFile

from ssrwiki.foundation.search.storage import DAMAGE, Corrupt

_LENGTH = struct.Struct("!i")


class _PlainUnpickler(pickle.Unpickler):
    """Lets numbers, strings and tuples through and nothing that could run."""

    def find_class(self, module_name: str, global_name: str) -> object:
        """Protocol 2 writes bytes as a call of this one function."""
        if (module_name, global_name) == ("_codecs", "encode"):
            return codecs.encode
        raise pickle.UnpicklingError("A posting list holds a foreign class")


class UnknownLayout(Exception):
    """Blocks of another version of the codec; the slow path can read them."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Rising document numbers with the weight of each; `values` only when asked for."""

    documents: "array[int]"
    weights: "array[float]"
    values: tuple[bytes, ...] = ()

    @property
    def cost(self) -> int:
        """Bytes in memory, nearly."""
        return 160 + 8 * len(self.documents) + 60 * len(self.values)


NONE = Postings(array("I"), array("f"))


def decode(file: StructFile, entry: W3TermInfo, *, with_values: bool) -> Postings:
    """The whole list that a term's entry points to. Raises: Corrupt, UnknownLayout."""
    if entry.is_inlined():
        documents, weights, values = entry.inlined_postings()
        return Postings(array("I", documents), array("f", weights), values)
    # The length that comes with it isn't used: 2.7.4 gives it back wrapped in a tuple.
    position, _ = entry.extent()
    if file.get(position, len(WHOOSH3_HEADER_MAGIC)) != WHOOSH3_HEADER_MAGIC:
        raise UnknownLayout
    try:
        return _decoded(file, position + len(WHOOSH3_HEADER_MAGIC), with_values=with_values)
    except DAMAGE as error:
        raise Corrupt("A posting list can't be read") from error


def _decoded(file: StructFile, position: int, *, with_values: bool) -> Postings:
    documents, weights, values = array("I"), array("f"), list[bytes]()
    is_last = False
    while not is_last:
        (length,) = _LENGTH.unpack(file.get(position, _LENGTH.size))
        is_last = length < 0
        block = io.BytesIO(file.get(position + _LENGTH.size, abs(length)))
        position += _LENGTH.size + abs(length)
        count, last, _, compression, *_ = _PlainUnpickler(block).load()
        packed = block.read()
        plain = zlib.decompress(packed) if compression else packed
        content = _PlainUnpickler(io.BytesIO(plain)).load()
        documents.extend(itertools.accumulate(content[0]))
        if isinstance(content[1], tuple):
            weights.extend(content[1])
        else:
            weights.extend(itertools.repeat(1.0 if content[1] is None else content[1], count))
        if with_values:
            values.extend(content[2])
        if documents[-1] != last or len(weights) != len(documents):
            raise ValueError("A block doesn't hold what it says")
    return Postings(documents, weights, tuple(values))
