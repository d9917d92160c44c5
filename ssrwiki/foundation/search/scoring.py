"""BM25F exactly as Whoosh computes it, over arrays.

The document frequencies count every reader's documents. That may move a hit up or down by what
others wrote, as in any shared index; the score itself is therefore never shown.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable
from itertools import compress

from ssrwiki.foundation.search import bitsets
from ssrwiki.foundation.search.blocks import Postings
from ssrwiki.foundation.search.segments import LENGTHS, SegmentView
from ssrwiki.foundation.search.snapshots import Snapshot

B = 0.75
K1 = 1.2

# A wanted document is looked up in a list that is longer than so many times their number.
_LOOK_UP_FROM = 16


class Wanted:
    """The documents of a segment whose scores or positions are needed."""

    def __init__(self, bits: int, size: int) -> None:
        self.documents = tuple(bitsets.members(bits))
        self._flags = bitsets.flags(bits, size)

    def places_in(self, postings: Postings) -> Iterable[int]:
        """Where they stand in a posting list, those that do, rising."""
        documents = postings.documents
        if len(self.documents) * _LOOK_UP_FROM > len(documents):
            return compress(range(len(documents)), map(self._flags.__getitem__, documents))
        places = ((bisect_left(documents, wanted), wanted) for wanted in self.documents)
        return (at for at, wanted in places if at < len(documents) and documents[at] == wanted)


class Scorer:
    """The weights of one query within one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._idf: dict[tuple[str, str], float] = {}
        self._norms: dict[str, tuple[float, ...]] = {}

    def idf(self, field: str, term: str) -> float:
        """How telling a term is: the rarer, the more."""
        if (field, term) not in self._idf:
            frequency = sum(
                len(placed.view.postings(field, term).documents)
                for placed in self._snapshot.segments
            )
            count = self._snapshot.document_count
            self._idf[field, term] = math.log(count / (frequency + 1)) + 1
        return self._idf[field, term]

    def norms(self, field: str) -> tuple[float, ...]:
        """What a field's length, by its code, adds below the fraction: long texts count less."""
        if field not in self._norms:
            average = self._snapshot.average_length(field)
            self._norms[field] = tuple(K1 * ((1 - B) + B * each / average) for each in LENGTHS)
        return self._norms[field]

    def add(
        self,
        scores: list[float],
        view: SegmentView,
        field: str,
        term: str,
        boost: float,
        wanted: Wanted,
    ) -> None:
        """Adds to `scores`, by document, what a term is worth in each wanted one that has it."""
        postings = view.postings(field, term)
        if not postings.documents:
            return
        documents, weights = postings.documents, postings.weights
        idf, norms, lengths = self.idf(field, term), self.norms(field), view.lengths(field)
        for at in wanted.places_in(postings):
            document, weight = documents[at], weights[at]
            norm = norms[lengths[document]]
            scores[document] += boost * (idf * ((weight * (K1 + 1)) / (weight + norm)))
