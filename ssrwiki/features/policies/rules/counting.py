"""Counts by role and region that name nobody.

Source: safety rule 4, anchors/roadtest.md section 3.7.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_SHOWN = 5

Group = tuple[str, ...]
"""A group from the widest to the narrowest, as ("police", "africa", "ghana"); () is everybody."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people a group has.

    `is_rest`: only those of the group who aren't in a narrower cell of the same table.
    """

    group: Group
    people_count: int
    is_rest: bool = False


def shown(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """A table of the same people in which no cell has fewer than five, in order of group.

    Small cells are merged into the rest of the next wider group. Where that rest were small too,
    so that whoever knows the group's sum could take away its other cells and be left with a few
    people, the smallest of those cells is merged as well. Fewer than five in all: no table.
    Show no table beside it that cuts the same people in another way: two cuts can be subtracted.
    """
    counts: dict[Group, int] = defaultdict(int)
    for cell in cells:
        counts[cell.group] += cell.people_count
    kept, _ = _merged((), {group: count for group, count in counts.items() if count})
    return tuple(
        Cell(group, kept[group], is_rest=any(_is_within(other, group) for other in kept))
        for group in sorted(kept)
    )


def _merged(group: Group, counts: dict[Group, int]) -> tuple[dict[Group, int], int]:
    """The cells to show within a group, and the people who must be counted in a wider one."""
    kept: dict[Group, int] = {}
    rest = counts.get(group, 0)
    inner: dict[Group, dict[Group, int]] = defaultdict(dict)
    for other, count in counts.items():
        if _is_within(other, group):
            inner[other[: len(group) + 1]][other] = count
    for narrower, theirs in inner.items():
        cells, left_over = _merged(narrower, theirs)
        kept |= cells
        rest += left_over
    if 0 < rest < FEWEST_SHOWN and kept:
        smallest = min(kept, key=lambda each: (kept[each], each))
        rest += kept.pop(smallest)
    if rest < FEWEST_SHOWN:
        return kept, rest
    return kept | {group: rest}, 0


def _is_within(group: Group, wider: Group) -> bool:
    return len(group) > len(wider) and group[: len(wider)] == wider
