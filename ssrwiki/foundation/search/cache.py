"""Decoded pieces of the index, kept as long as they fit a budget of bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Piece = TypeVar("Piece")


class BoundedCache(Generic[Piece]):
    """Forgets what was used longest ago. One per process; safe for threads.

    Two threads that miss at once both do the work; that is cheaper than making one wait.
    """

    def __init__(self, budget_bytes: int) -> None:
        self._budget = budget_bytes
        self._pieces: OrderedDict[Hashable, tuple[int, Piece]] = OrderedDict()
        self._used = 0
        self._lock = threading.Lock()

    @property
    def used_bytes(self) -> int:
        """What is kept now."""
        return self._used

    def get(self, key: Hashable, make: Callable[[], Piece], cost: Callable[[Piece], int]) -> Piece:
        """The piece under this key, made now if it isn't kept."""
        with self._lock:
            kept = self._pieces.get(key)
            if kept is not None:
                self._pieces.move_to_end(key)
                return kept[1]
        piece = make()
        price = cost(piece)
        with self._lock:
            if key not in self._pieces and price <= self._budget:
                self._pieces[key] = price, piece
                self._used += price
                while self._used > self._budget:
                    _, (freed, _) = self._pieces.popitem(last=False)
                    self._used -= freed
        return piece
