"""Sets of documents of one segment as whole numbers: bit n stands for document n.

And, or, and-not and counting are then single operations on machine words, which makes filters,
rights, deletions and facet counts nearly free without any library.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import compress

_TO_FLAGS = bytes.maketrans(b"01", b"\x00\x01")
_ONE = re.compile("1")


def of(documents: Iterable[int], size: int) -> int:
    """The set of these documents out of `size`."""
    digits = bytearray(b"0") * size
    for document in documents:
        digits[~document] = 49  # "1", counted from the end: the lowest bit is written last
    return int(digits, 2) if size else 0


def everything(size: int) -> int:
    """All documents of a segment."""
    return (1 << size) - 1


def flags(bits: int, size: int) -> bytes:
    """One byte per document, 1 where it is in the set."""
    return format(bits, f"0{size}b").encode()[::-1].translate(_TO_FLAGS) if size else b""


def members(bits: int) -> Iterator[int]:
    """The documents in the set, rising."""
    digits = format(bits, "b")[::-1]
    if bits.bit_count() * 8 < len(digits):
        return (found.start() for found in _ONE.finditer(digits))
    return compress(range(len(digits)), digits.encode().translate(_TO_FLAGS))
