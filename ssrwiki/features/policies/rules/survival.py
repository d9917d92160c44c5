"""Which words of a clause live on in a later version, and where."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ssrwiki.features.policies.rules import leftovers
from ssrwiki.features.policies.rules.leftovers import Leftover, Spot
from ssrwiki.features.policies.rules.quotes import Range
from ssrwiki.features.policies.rules.tokens import Token, survivors, tokens

Places = Mapping[int, Spot]


@dataclass(frozen=True, slots=True)
class Survival:
    """What became of some words; `share` 1.0 and `is_untouched`: they stand together as before.

    `clause_id` and `range` are where most of them are now; None: nowhere.
    """

    share: float
    is_untouched: bool
    clause_id: str | None
    range: Range | None


LOST = Survival(0.0, False, None, None)


class Words:
    """The clauses of two versions by identity, compared word by word as far as that is asked."""

    def __init__(self, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        self._old_texts, self._new_texts = old, new
        self._old: dict[str, tuple[Token, ...]] = {}
        self._new: dict[str, tuple[Token, ...]] = {}
        self._kept: dict[str, Places] = {}
        self._spread: dict[str, Places] = {}

    def in_clause(self, clause_id: str, quoted: Range, *, is_whole: bool) -> Survival:
        """What became of words of a clause within that clause."""
        text = self._new_texts.get(clause_id)
        if text is None:
            return LOST
        if text == self._old_texts[clause_id]:
            return Survival(1.0, True, clause_id, quoted)
        return self._survival(clause_id, quoted, self._within(clause_id), is_whole=is_whole)

    def anywhere(self, clause_id: str, quoted: Range, *, is_whole: bool) -> Survival:
        """The same where the clause may have been merged with others, or split."""
        places = self._spread.get(clause_id)
        if places is None:
            left = self._leftover_of_old(clause_id)
            others = [each for each in self._leftovers_of_new if each.clause_id != clause_id]
            places = {**leftovers.homes(left, others), **self._within(clause_id)}
            self._spread[clause_id] = places
        return self._survival(clause_id, quoted, places, is_whole=is_whole)

    def _within(self, clause_id: str) -> Places:
        """From the words of an old clause to those of the clause that has its identity."""
        if clause_id not in self._new_texts or clause_id not in self._old_texts:
            return {}
        if clause_id not in self._kept:
            found = survivors(
                _texts(self._old_tokens(clause_id)), _texts(self._new_tokens(clause_id))
            )
            self._kept[clause_id] = {i: Spot(clause_id, j) for i, j in found.items()}
        return self._kept[clause_id]

    def _leftover_of_old(self, clause_id: str) -> Leftover:
        words = _texts(self._old_tokens(clause_id))
        return leftovers.leftover(clause_id, words, frozenset(self._within(clause_id)))

    @cached_property
    def _leftovers_of_new(self) -> Sequence[Leftover]:
        """What the later version says that its clauses didn't say before."""
        found = []
        for clause_id, text in self._new_texts.items():
            if text != self._old_texts.get(clause_id):
                kept = frozenset(spot.index for spot in self._within(clause_id).values())
                words = _texts(self._new_tokens(clause_id))
                found.append(leftovers.leftover(clause_id, words, kept))
        return found

    def _survival(
        self, clause_id: str, quoted: Range, places: Places, *, is_whole: bool
    ) -> Survival:
        old = self._old_tokens(clause_id)
        meant = [
            index
            for index, token in enumerate(old)
            if token.start < quoted.end and token.end > quoted.start
        ]
        alive = defaultdict[str, list[tuple[int, int]]](list)
        for index in meant:
            if index in places:
                alive[places[index].clause_id].append((index, places[index].index))
        if not alive:
            return LOST
        home = max(alive, key=lambda each: (len(alive[each]), each == clause_id))
        new = self._new_tokens(home)
        (old_first, first), (old_last, last) = alive[home][0], alive[home][-1]
        is_untouched = len(alive[home]) == len(meant) == last - first + 1
        if is_whole and home == clause_id:
            is_untouched = is_untouched and len(new) == len(old)
        # A quote may begin or end within a word.
        cut_front = max(0, quoted.start - old[old_first].start)
        cut_back = max(0, old[old_last].end - quoted.end)
        where = Range(new[first].start + cut_front, new[last].end - cut_back)
        share = sum(len(each) for each in alive.values()) / len(meant)
        return Survival(share, is_untouched, home, where)

    def _old_tokens(self, clause_id: str) -> tuple[Token, ...]:
        return _cached(self._old, self._old_texts, clause_id)

    def _new_tokens(self, clause_id: str) -> tuple[Token, ...]:
        return _cached(self._new, self._new_texts, clause_id)


def _cached(
    held: dict[str, tuple[Token, ...]], texts: Mapping[str, str], clause_id: str
) -> tuple[Token, ...]:
    if clause_id not in held:
        held[clause_id] = tokens(texts[clause_id])
    return held[clause_id]


def _texts(row: Sequence[Token]) -> list[str]:
    return [token.text for token in row]
