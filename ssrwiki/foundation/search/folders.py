"""The search folder: which index is current, which is being built, and who may write.

    CURRENT               name of the folder that answers
    BUILDING              name of the folder of a rebuild in progress
    indexer.lock          held while things are written to the index, and while folders change
    rebuild.lock          held by the one rebuild, as long as it lives
    index-<instant>-<…>/  Whoosh's files, STAMP (layout), JOURNAL (what changed while it was built)

Locks are the kernel's (flock): they go with the process, however it ends. Derived data: never in
a backup. Whoosh's files hold pickles, so nobody but the wiki may write here.
"""

import contextlib
import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ssrwiki.foundation import clock
from ssrwiki.foundation.search import storage

ONLY_OURS = 0o700
_NAME = re.compile(r"index-[0-9T]+-[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Noted:
    """A thing to look at again; `is_expunged`: its former words must leave the disk."""

    kind: str
    key: str
    is_expunged: bool = False


class SearchFolder:
    """One site's search folder; made when it is missing."""

    def __init__(self, root: Path) -> None:
        root.mkdir(mode=ONLY_OURS, parents=True, exist_ok=True)
        self.root = root

    def current(self) -> Path | None:
        """The folder that answers; None when there is none."""
        return self._named("CURRENT")

    def building(self) -> Path | None:
        """The folder of a rebuild; it may have died."""
        return self._named("BUILDING")

    def _named(self, pointer: str) -> Path | None:
        try:
            name = (self.root / pointer).read_text("latin-1")
        except FileNotFoundError:
            return None
        # A damaged pointer leads nowhere.
        return self.root / name if _NAME.fullmatch(name) else None

    def create(self) -> Path:
        """A new, empty folder with a name of its own."""
        name = f"index-{clock.now():%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        (self.root / name).mkdir(mode=ONLY_OURS)
        return self.root / name

    def announce(self, folder: Path) -> None:
        """From now on what is indexed is noted in this folder's journal as well."""
        storage.write_durably(self.root / "BUILDING", folder.name)

    def switch(self, folder: Path) -> None:
        """This folder answers from now on."""
        storage.write_durably(self.root / "CURRENT", folder.name)
        (self.root / "BUILDING").unlink(missing_ok=True)

    def sweep(self) -> None:
        """Removes every folder but the current one, and the word of a rebuild that died.

        Searches that still read an old folder keep their mappings.
        """
        (self.root / "BUILDING").unlink(missing_ok=True)
        current = self.current()
        for folder in self.root.glob("index-*"):
            if folder != current:
                shutil.rmtree(folder, ignore_errors=True)

    @contextlib.contextmanager
    def indexing(self, *, is_waiting: bool) -> Iterator[bool]:
        """Whether this process is the indexer for the length of the block."""
        with _locked(self.root / "indexer.lock", is_waiting=is_waiting) as is_held:
            yield is_held

    @contextlib.contextmanager
    def rebuilding(self) -> Iterator[bool]:
        """Whether this is the one rebuild."""
        with _locked(self.root / "rebuild.lock", is_waiting=False) as is_held:
            yield is_held


@contextlib.contextmanager
def _locked(path: Path, *, is_waiting: bool) -> Iterator[bool]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if is_waiting else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def note(folder: Path, things: Iterable[Noted]) -> None:
    """Adds things to a folder's journal, durably."""
    lines = "".join(json.dumps((each.kind, each.key, each.is_expunged)) + "\n" for each in things)
    with (folder / "JOURNAL").open("a", encoding="utf-8") as journal:
        journal.write(lines)
        journal.flush()
        os.fsync(journal.fileno())


def noted(folder: Path, position: int) -> tuple[tuple[Noted, ...], int]:
    """What the journal says from a position on, and the position where it ends now."""
    try:
        with (folder / "JOURNAL").open("rb") as journal:
            journal.seek(position)
            content = journal.read()
    except FileNotFoundError:
        return (), position
    # The last line may be in the middle of being written.
    whole = content[: content.rfind(b"\n") + 1]
    return tuple(Noted(*json.loads(line)) for line in whole.splitlines()), position + len(whole)
