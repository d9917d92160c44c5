"""The numbers that clauses are printed with."""

from collections.abc import Sequence
from dataclasses import dataclass

HEADING = "heading"
UNNUMBERED = frozenset({"rule", "footnote"})


@dataclass(frozen=True, slots=True)
class Shape:
    """All that numbering asks of a clause; `level` is a heading's, 2 to 6."""

    kind: str
    level: int = 0


def numbers(shapes: Sequence[Shape]) -> tuple[str, ...]:
    """The printed number of each clause; "" for what has no words.

    A heading is a member of the sequence it stands in and opens one of its own: behind heading 2
    come 2.1 and 2.2, and a subheading 2.3 with 2.3.1. A skipped level leaves no gap.
    """
    printed = []
    open_levels: list[int] = []
    counts = [0]
    for shape in shapes:
        if shape.kind in UNNUMBERED:
            printed.append("")
            continue
        if shape.kind == HEADING:
            while open_levels and open_levels[-1] >= shape.level:
                open_levels.pop()
                counts.pop()
        counts[-1] += 1
        printed.append(".".join(map(str, counts)))
        if shape.kind == HEADING:
            open_levels.append(shape.level)
            counts.append(0)
    return tuple(printed)
