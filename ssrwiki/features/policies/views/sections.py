"""Long texts, cut at their top headings, so that each page stays light."""

from collections.abc import Sequence
from dataclasses import dataclass

from ssrwiki.features.policies.models.versions import VersionClause
from ssrwiki.features.policies.rules.numbering import HEADING
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.web import numbers

LONGEST_WHOLE_COUNT = 60
WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Section:
    """Part of a long text, numbered from 1."""

    number: int
    rows: Sequence[VersionClause]


def split(rows: Sequence[VersionClause]) -> list[Section]:
    """The sections of a text of more than 60 clauses; none for a shorter one."""
    if sum(not row.is_deleted for row in rows) <= LONGEST_WHOLE_COUNT:
        return []
    levels = [row.level for row in rows if row.kind == HEADING]
    top = min(levels, default=0)
    parts: list[list[VersionClause]] = [[]]
    for row in rows:
        starts = row.kind == HEADING and row.level == top
        has_text = any(not each.is_deleted for each in parts[-1])
        if has_text and (starts or len(parts[-1]) >= LONGEST_WHOLE_COUNT):
            parts.append([])
        parts[-1].append(row)
    return [Section(number, part) for number, part in enumerate(parts, start=1)]


def chosen(parts: Sequence[Section], asked: str, clause_id: str = "") -> Section | None:
    """The section asked for by number, by a clause in it, or the first; None: the whole text.

    Raises:
        NotFound: for a section that isn't there.
    """
    if not parts or asked == WHOLE:
        return None
    if clause_id:
        holding = (part for part in parts if any(row.clause_id == clause_id for row in part.rows))
        return next(holding, parts[0])
    if not asked:
        return parts[0]
    number = numbers.sent(asked)
    if not 1 <= number <= len(parts):
        raise NotFound
    return parts[number - 1]
