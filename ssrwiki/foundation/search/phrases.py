"""Phrases: first the documents that have all the terms, then their positions."""

from collections.abc import Sequence

from ssrwiki.foundation.search import bitsets
from ssrwiki.foundation.search.plan import Phrase
from ssrwiki.foundation.search.schema import Places
from ssrwiki.foundation.search.scoring import Wanted
from ssrwiki.foundation.search.segments import SegmentView

_decode = Places().decode_positions
_NEXT = (1).__add__


def bits(view: SegmentView, phrase: Phrase, candidates: int) -> int:
    """Those of the candidates that have the phrase."""
    for text in set(phrase.texts):
        candidates &= view.bits(phrase.field, text)
    if not candidates:
        return 0
    wanted = Wanted(candidates, view.size)
    lists = [view.places(phrase.field, text) for text in phrase.texts]
    # Every list has every candidate, so they go through all lists in step.
    columns = ([each.values[at] for at in wanted.places_in(each)] for each in lists)
    rows = zip(wanted.documents, zip(*columns, strict=True), strict=True)
    return bitsets.of((document for document, row in rows if _follow(row)), view.size)


def _follow(encoded: Sequence[bytes]) -> bool:
    """Whether some position of the first term is followed, step by step, by one of each other."""
    expected = set(map(_NEXT, _decode(encoded[0])))
    for value in encoded[1:-1]:
        expected = set(map(_NEXT, expected.intersection(_decode(value))))
    return not expected.isdisjoint(_decode(encoded[-1]))
