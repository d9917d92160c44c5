"""Finding what two rows have in common, at a cost that has a bound whatever they hold.

The standard library's matcher is near its worst on rows of a few repeated words: the square of
their length, and again for each match. So each step asks first whether its cost can be afforded.
Plain Python, standard library only: the rules of policies stand on it too.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


class Effort:
    """What is left of the work that a comparison may cost. A unit takes about 50 nanoseconds."""

    def __init__(self, units: int) -> None:
        self._left = units
        self.is_exceeded = False
        """Whether something was left uncompared."""

    def affords(self, units: int) -> bool:
        """Takes the units from what is left; False takes nothing."""
        if units > self._left:
            self.is_exceeded = True
            return False
        self._left -= units
        return True


class BoundedMatcher(SequenceMatcher[Item]):
    """Matches as the standard library does while the effort lasts; the rest has nothing in common.

    Without `autojunk`, which takes the commonest words of a long text for noise.
    """

    def __init__(self, old: Sequence[Item], new: Sequence[Item], effort: Effort) -> None:
        super().__init__(None, old, new, autojunk=False)
        self._effort = effort
        there = Counter(new)
        # A step looks, for each thing in its stretch of `old`, at every equal one in `new`.
        self._cost_until = list(accumulate((1 + there[item] for item in old), initial=0))

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """As inherited; no match where looking for it would cost too much."""
        last = len(self._cost_until) - 1 if ahi is None else ahi
        if not self._effort.affords(self._cost_until[last] - self._cost_until[alo]):
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)
