"""Keeps the index lean: builds it anew beside the old one once too much of it is dead weight.

What is replaced or taken out stays in its segment until a merge comes by, and large segments are
merged so seldom that their dead would pile up. Merging all of it at once takes as long as a
rebuild and would stop the indexer; a rebuild stops nobody.
"""

import logging
import os
import sys
import threading
import time
from collections.abc import Sequence

from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.outbox import Sessions
from ssrwiki.foundation.search.port import IndexUnavailable, Searchable, Wear
from ssrwiki.foundation.search.rebuild import RebuildRunning, rebuild

MOST_DEAD_SHARE = 0.25
"""Source: anchors/search.md, section 4.5: "when > 25 % of the documents are deleted"."""

FEWEST_DEAD = 100
"""A small index is merged every few commits anyway; a dozen edits there are no reason."""

LOOK_EVERY_SECONDS = 60
NICENESS = 10

_log = logging.getLogger(__name__)


def is_worn(wear: Wear) -> bool:
    """Whether more than a quarter of the entries, and not just a few, are dead."""
    return wear.dead_count > max(FEWEST_DEAD, wear.entry_count * MOST_DEAD_SHARE)


class Upkeep:
    """One worker's care for the index: at most one rebuild at a time, in a thread of its own."""

    def __init__(
        self, index: SearchIndex, searchables: Sequence[Searchable], *, reading: Sessions
    ) -> None:
        self._index = index
        self._searchables = searchables
        self._reading = reading
        self._looked_at = time.monotonic()
        self.rebuilding: threading.Thread | None = None

    def look_now_and_then(self) -> None:
        """`look`, once a minute however often it is called."""
        if time.monotonic() >= self._looked_at + LOOK_EVERY_SECONDS:
            self.look()

    def look(self) -> bool:
        """Begins a rebuild when the index is worn, and doesn't wait for it; whether it did."""
        self._looked_at = time.monotonic()
        if self.rebuilding is not None and self.rebuilding.is_alive():
            return False
        try:
            if not is_worn(self._index.wear()):
                return False
        except IndexUnavailable:
            return False  # the indexer finds that too, and rebuilds at once
        # A daemon: a worker that is told to stop doesn't wait minutes for what can begin anew.
        self.rebuilding = threading.Thread(target=self._rebuild, name="rebuilding", daemon=True)
        self.rebuilding.start()
        return True

    def _rebuild(self) -> None:
        _step_back()
        try:
            rebuild(self._index, self._searchables, reading=self._reading)
        except RebuildRunning:
            return
        except Exception as error:  # a full disk, a locked database: the old index answers on
            _log.error("search: the index can't be built anew.", exc_info=error)
            return
        _log.info("search: the index was built anew.")


def _step_back() -> None:
    """Lets everybody else go first. Only Linux can say so of a single thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
