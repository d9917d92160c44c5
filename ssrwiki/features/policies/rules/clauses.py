"""Clauses, and the identity they keep from version to version.

Source: anchors/roadtest.md section 3.2.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ssrwiki.features.policies.rules.sequences import in_order
from ssrwiki.features.policies.rules.tokens import likeness, words
from ssrwiki.foundation.matching import BoundedMatcher, Effort

LEAST_LIKENESS = 0.6
MOST_RIVALS = 12
"""How many old clauses a new one is compared with word for word: those that share most words."""

MOST_EFFORT = 40_000_000
"""Of carrying one version to the next: some seconds. What isn't compared by then is not alike."""

_UNITS_A_HOLDER = 4


class ChangeClass(StrEnum):
    """What a new version asks of those who endorsed the one before."""

    SUBSTANTIVE = "substantive"
    EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class OldClause:
    """A clause of the version before."""

    id: str
    text: str
    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class NewClause:
    """A clause that is looking for its identity."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class DeletedClause:
    """A clause that is gone. `behind_id` None: it stood in front of all that kept their place."""

    clause: OldClause
    behind_id: str | None


@dataclass(frozen=True, slots=True)
class Carried:
    """`ids` has one entry a new clause, None for a fresh one; `moved` maps an id to its old number.

    `deleted` is in the old order, and `behind_id` may name one deleted just before.
    """

    ids: tuple[str | None, ...]
    moved: Mapping[str, str]
    deleted: tuple[DeletedClause, ...]


def carry(old: Sequence[OldClause], new: Sequence[NewClause]) -> Carried:
    """Which new clause is which old one.

    First those with the very same text, in order before moved; then those that are alike, in
    order before moved. A clause stays of its kind where there is a choice.
    """
    matching = _Matching()
    effort = Effort(MOST_EFFORT)
    for same in (_text_and_kind, _text):
        _match_in_order(matching, old, new, same, effort)
        _match_anywhere(matching, old, new, same)
    pairs = sorted(_alike(matching, old, new, effort))
    for pair in pairs:
        if matching.is_free(pair.i, pair.j) and matching.is_in_order(pair.i, pair.j):
            matching.join(pair.i, pair.j)
    for pair in pairs:
        if matching.is_free(pair.i, pair.j):
            matching.join(pair.i, pair.j)
    return _carried(matching, old, new)


class _Matching:
    """Which old clause became which new one, so far; old ones are `i`, new ones `j`."""

    def __init__(self) -> None:
        self.old_of: dict[int, int] = {}
        self._taken: set[int] = set()
        self._spine: list[tuple[int, int]] = []

    def join(self, i: int, j: int) -> None:
        if self.is_in_order(i, j):
            self._spine.insert(bisect_left(self._spine, (i, j)), (i, j))
        self.old_of[j] = i
        self._taken.add(i)

    def is_free(self, i: int, j: int) -> bool:
        return i not in self._taken and j not in self.old_of

    def is_in_order(self, i: int, j: int) -> bool:
        """Whether the pair crosses none of those that stand in order."""
        place = bisect_left(self._spine, (i, j))
        follows = place == 0 or self._spine[place - 1][1] < j
        return follows and (place == len(self._spine) or j < self._spine[place][1])

    def free_old(self, old: Collection[OldClause]) -> list[int]:
        return [i for i in range(len(old)) if i not in self._taken]

    def free_new(self, new: Collection[NewClause]) -> list[int]:
        return [j for j in range(len(new)) if j not in self.old_of]


def _text(clause: OldClause | NewClause) -> Hashable:
    return " ".join(clause.text.split())


def _text_and_kind(clause: OldClause | NewClause) -> Hashable:
    return _text(clause), clause.kind


_Sameness = Callable[[OldClause | NewClause], Hashable]


def _match_in_order(
    matching: _Matching,
    old: Sequence[OldClause],
    new: Sequence[NewClause],
    same: _Sameness,
    effort: Effort,
) -> None:
    free_old, free_new = matching.free_old(old), matching.free_new(new)
    matcher = BoundedMatcher(
        [same(old[i]) for i in free_old], [same(new[j]) for j in free_new], effort
    )
    for start, there, size in matcher.get_matching_blocks():
        for step in range(size):
            i, j = free_old[start + step], free_new[there + step]
            if matching.is_in_order(i, j):
                matching.join(i, j)


def _match_anywhere(
    matching: _Matching, old: Sequence[OldClause], new: Sequence[NewClause], same: _Sameness
) -> None:
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for i in reversed(matching.free_old(old)):
        waiting[same(old[i])].append(i)
    for j in matching.free_new(new):
        if candidates := waiting[same(new[j])]:
            matching.join(candidates.pop(), j)


@dataclass(frozen=True, slots=True, order=True)
class _Pair:
    """Two clauses that are alike; the better pair sorts first."""

    is_of_two_kinds: bool
    unlikeness: float
    distance: int
    j: int
    i: int


def _alike(
    matching: _Matching, old: Sequence[OldClause], new: Sequence[NewClause], effort: Effort
) -> Iterator[_Pair]:
    old_words = {i: words(old[i].text) for i in matching.free_old(old)}
    holders: dict[str, list[int]] = defaultdict(list)
    for i, each in old_words.items():
        for word in set(each):
            holders[word].append(i)
    for j in matching.free_new(new):
        new_words = words(new[j].text)
        for i in _rivals(new_words, old_words, holders, effort):
            ratio = likeness(old_words[i], new_words, LEAST_LIKENESS, effort)
            if ratio:
                yield _Pair(old[i].kind != new[j].kind, 1 - ratio, abs(i - j), j, i)


def _rivals(
    new_words: Sequence[str],
    old_words: Mapping[int, Sequence[str]],
    holders: Mapping[str, Sequence[int]],
    effort: Effort,
) -> list[int]:
    """The old clauses that share most distinct words, so that the work stays bounded."""
    shared: dict[int, int] = defaultdict(int)
    distinct = set(new_words)
    holder_count = sum(len(holders.get(word, ())) for word in distinct)
    if not effort.affords(_UNITS_A_HOLDER * holder_count):
        return []
    for word in distinct:
        for i in holders.get(word, ()):
            shared[i] += 1

    def unlikeness(i: int) -> tuple[float, int]:
        return -shared[i] / (len(new_words) + len(old_words[i])), i

    return sorted(shared, key=unlikeness)[:MOST_RIVALS]


def _carried(matching: _Matching, old: Sequence[OldClause], new: Sequence[NewClause]) -> Carried:
    pairs = [(matching.old_of[j], j) for j in range(len(new)) if j in matching.old_of]
    kept = in_order([i for i, _ in pairs])
    moved = {old[i].id: old[i].number for at, (i, _) in enumerate(pairs) if at not in kept}
    alive = {i for i, _ in pairs}
    deleted = []
    behind_id: str | None = None
    for i, clause in enumerate(old):
        if i not in alive:
            deleted.append(DeletedClause(clause, behind_id))
        if clause.id not in moved:
            behind_id = clause.id
    ids = tuple(
        old[matching.old_of[j]].id if j in matching.old_of else None for j in range(len(new))
    )
    return Carried(ids, moved, tuple(deleted))
