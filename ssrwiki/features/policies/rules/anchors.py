"""Where a comment belongs in a later version, by the words it was about.

The cascade of anchors/roadtest.md section 3.2: the words that live on in their clause, or in those
with which it was merged or into which it was split; else the quote anywhere in the text; else a
question to a person; else the list of orphans.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ssrwiki.features.policies.rules import quotes
from ssrwiki.features.policies.rules.quotes import Finding, Range, Surroundings
from ssrwiki.features.policies.rules.sequences import in_order
from ssrwiki.features.policies.rules.survival import Survival, Words
from ssrwiki.foundation.matching import Effort

ENOUGH_SURVIVES = 0.5
SOME_SURVIVES = 0.2
SURE_FINDING = 0.85
LONG_QUOTE = 20
SURE_CONTEXT = 0.8
MOST_EFFORT = 60_000_000
"""Of looking for all quotes of one version elsewhere: some seconds, then a person is asked."""


class AnchorState(StrEnum):
    """How sure the place of a comment is. `manual`: a person chose it, which always wins."""

    EXACT = "exact"
    CHANGED = "changed"
    MOVED = "moved"
    CONFIRM = "confirm"
    ORPHAN = "orphan"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class OriginalAnchor:
    """What a comment was made on, in its own version.

    `clause_id` None: the whole text. An empty quote: the whole clause.
    """

    clause_id: str | None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class AnchoredClause:
    """A living clause of a version: its identity and its words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the comment stands now. `start` and `end` count characters of the clause's text.

    They are None for the whole clause. `clause_id` None: the whole text, or nowhere (`orphan`).
    `score` is the share of words that live on, or the likeness of the finding; 0 to 1.
    """

    state: AnchorState
    clause_id: str | None
    score: float
    start: int | None = None
    end: int | None = None


def place(
    anchor: OriginalAnchor,
    old_clauses: Sequence[AnchoredClause],
    new_clauses: Sequence[AnchoredClause],
) -> Placement:
    """The comment's place among `new_clauses`; `old_clauses` are its own version's."""
    return place_all([anchor], old_clauses, new_clauses)[0]


def place_all(
    anchors: Sequence[OriginalAnchor],
    old_clauses: Sequence[AnchoredClause],
    new_clauses: Sequence[AnchoredClause],
) -> tuple[Placement, ...]:
    """The same for many comments of one version; each pair of clauses is compared once."""
    carriage = _Carriage(old_clauses, new_clauses)
    return tuple(carriage.place(anchor) for anchor in anchors)


class _Carriage:
    """Carries comments from one version to another."""

    def __init__(self, old: Sequence[AnchoredClause], new: Sequence[AnchoredClause]) -> None:
        self._old = {clause.id: clause.text for clause in old}
        self._words = Words(self._old, {clause.id: clause.text for clause in new})
        self._old_text = quotes.Text([(clause.id, clause.text) for clause in old])
        self._new_text = quotes.Text([(clause.id, clause.text) for clause in new])
        former = {clause.id: index for index, clause in enumerate(old)}
        shared = [clause.id for clause in new if clause.id in former]
        kept = in_order([former[clause_id] for clause_id in shared])
        self._moved = {clause_id for at, clause_id in enumerate(shared) if at not in kept}
        self._effort = Effort(MOST_EFFORT)

    def place(self, anchor: OriginalAnchor) -> Placement:
        clause_id = anchor.clause_id
        if clause_id is None:
            return Placement(AnchorState.EXACT, None, 1.0)
        text = self._old.get(clause_id)
        if text is None:
            return self._search(anchor, None) or Placement(AnchorState.ORPHAN, None, 0.0)
        given = Surroundings(anchor.prefix, anchor.suffix)
        quoted = quotes.locate(anchor.quote, given, text)
        is_whole = quoted is None
        if quoted is None:
            quoted = Range(0, len(text))
            anchor = OriginalAnchor(clause_id, text)
        survival = self._words.in_clause(clause_id, quoted, is_whole=is_whole)
        if survival.share < ENOUGH_SURVIVES:
            survival = self._words.anywhere(clause_id, quoted, is_whole=is_whole)
        home = survival.clause_id
        if home is not None and survival.share >= ENOUGH_SURVIVES:
            where = None if is_whole and home == clause_id else survival.range
            return _placed(self._state(clause_id, survival), home, survival.share, where)
        found = self._search(anchor, quoted)
        if found is not None:
            return found
        if survival.share >= SOME_SURVIVES:
            return Placement(AnchorState.CONFIRM, home, survival.share)
        return Placement(AnchorState.ORPHAN, None, survival.share)

    def _state(self, clause_id: str, survival: Survival) -> AnchorState:
        if not survival.is_untouched:
            return AnchorState.CHANGED
        has_moved = survival.clause_id != clause_id or clause_id in self._moved
        return AnchorState.MOVED if has_moved else AnchorState.EXACT

    def _search(self, anchor: OriginalAnchor, quoted: Range | None) -> Placement | None:
        around = Surroundings(anchor.prefix, anchor.suffix)
        expected = 0.5
        if quoted is not None and anchor.clause_id is not None:
            around = self._old_text.surroundings(anchor.clause_id, quoted)
            expected = self._old_text.share(anchor.clause_id, quoted.start)
        found = quotes.search(anchor.quote, around, expected, self._new_text, self._effort)
        if found is None or not _is_sure(found, anchor.quote):
            return None
        return _placed(AnchorState.MOVED, found.clause_id, found.score, found.range)


def _is_sure(found: Finding, quote: str) -> bool:
    """Whether this is the quote and no look-alike: short words are found everywhere."""
    is_telling = len(quote) >= LONG_QUOTE or found.context >= SURE_CONTEXT
    return found.score >= SURE_FINDING and is_telling


def _placed(state: AnchorState, clause_id: str, score: float, where: Range | None) -> Placement:
    start, end = (where.start, where.end) if where is not None else (None, None)
    return Placement(state, clause_id, round(score, 4), start, end)
