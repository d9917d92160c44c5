"""The list of redactions: a file of signed lines that survives the database it is about.

Each line is JSON: what was redacted and when, by public ids, and a keyed hash, so that nobody
without the site's key can have something redacted by writing a line. Lines are appended under a
lock, once each, and are on disk before the call returns.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ssrwiki.foundation.keys import Keys

FILE_NAME = "redactions.jsonl"
_PURPOSE = "redaction-list"
_READABLE_BY_OWNER = 0o600


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One redaction as the list keeps it."""

    public_id: str
    kind: str
    target_id: str
    number: int | None
    covers_title: bool
    reason: str
    at: datetime

    @property
    def signed_text(self) -> str:
        """What the keyed hash is of: everything, in one fixed spelling."""
        return json.dumps(
            {
                "id": self.public_id,
                "kind": self.kind,
                "target": self.target_id,
                "number": self.number,
                "title": self.covers_title,
                "reason": self.reason,
                "at": self.at.isoformat(),
            }
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands in the file, oldest first. `damaged_count` lines can't be read at all."""

    signed: tuple[Line, ...]
    unsigned: tuple[Line, ...]
    damaged_count: int

    @property
    def ids(self) -> frozenset[str]:
        """Public ids of the redactions that need no line any more."""
        return frozenset(line.public_id for line in self.signed)


class RedactionList:
    """The file in the data folder; made by its first line."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self.path = folder / FILE_NAME
        self._keys = keys

    def read(self) -> Listed:
        """The lines, signed ones apart from those that no key of ours has signed."""
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return Listed((), (), 0)
        signed: dict[str, Line] = {}
        unsigned: list[Line] = []
        damaged_count = 0
        for written in filter(None, text.split("\n")):
            line, signature = _parsed(written)
            if line is None:
                damaged_count += 1
            elif self._keys.is_signed(_PURPOSE, line.signed_text, signature):
                signed.setdefault(line.public_id, line)
            else:
                unsigned.append(line)
        doubtful = tuple(line for line in unsigned if line.public_id not in signed)
        return Listed(tuple(signed.values()), doubtful, damaged_count)

    def append(self, lines: Sequence[Line]) -> int:
        """Adds those that aren't listed yet; gives how many.

        Raises:
            OSError: on a full disk or a folder that can't be written.
        """
        if self.read().ids >= {line.public_id for line in lines}:
            return 0  # in a folder that can't be written nothing needs to be
        with self._locked() as descriptor:
            listed = self.read().ids
            missing = [line for line in lines if line.public_id not in listed]
            if not missing:
                return 0
            written = "".join(f"{self._signed(line)}\n" for line in missing)
            # A crash may have left half a line behind: it stays one damaged line of its own.
            glue = "" if _ends_with_newline(descriptor) else "\n"
            _write(descriptor, (glue + written).encode())
            os.fsync(descriptor)
        _sync_folder(self.path.parent)
        return len(missing)

    def _signed(self, line: Line) -> str:
        content = json.loads(line.signed_text)
        return json.dumps(content | {"hash": self._keys.sign(_PURPOSE, line.signed_text)})

    @contextmanager
    def _locked(self) -> Iterator[int]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
        descriptor = os.open(self.path, flags, _READABLE_BY_OWNER)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            os.close(descriptor)


def _parsed(written: str) -> tuple[Line | None, str]:
    try:
        content = json.loads(written)
        line = Line(
            public_id=str(content["id"]),
            kind=str(content["kind"]),
            target_id=str(content["target"]),
            number=None if content["number"] is None else int(content["number"]),
            covers_title=bool(content["title"]),
            reason=str(content["reason"]),
            at=datetime.fromisoformat(content["at"]),
        )
        return line, str(content.get("hash", ""))
    except (ValueError, KeyError, TypeError):
        return None, ""


def _ends_with_newline(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    return size == 0 or os.pread(descriptor, 1, size - 1) == b"\n"


def _write(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]


def _sync_folder(folder: Path) -> None:
    """Or a power cut could forget that there is such a file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
