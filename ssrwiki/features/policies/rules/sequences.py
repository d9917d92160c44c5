"""Order: which of several things kept their place among each other."""

from bisect import bisect_left
from collections.abc import Sequence


def in_order(places: Sequence[int]) -> frozenset[int]:
    """The indexes of the longest rising run of places; what isn't in it has moved.

    `places[i]` is the former place, all different, of what stands at `i` now.
    """
    tops: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, place in enumerate(places):
        length = bisect_left(tops, place)
        before.append(ends[length - 1] if length else None)
        if length == len(tops):
            tops.append(place)
            ends.append(index)
        else:
            tops[length], ends[length] = place, index
    kept: set[int] = set()
    index_or_none = ends[-1] if ends else None
    while index_or_none is not None:
        kept.add(index_or_none)
        index_or_none = before[index_or_none]
    return frozenset(kept)
