"""How index files reach the disk and come back: synced, sealed with checksums, mapped.

Whoosh never calls fsync, copies whole files into memory when it opens them, and would answer
differently, without a word, from a damaged file. Here every file is synced before the table of
contents that names it; each segment has a seal (sizes and checksums of its files), the table of
contents ends with its own; and what doesn't match its seal is `Corrupt`.
"""

import contextlib
import json
import mmap
import os
import pickle
import re
import struct
import zlib
from collections import defaultdict
from pathlib import Path

from whoosh import fields, index
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile

INDEX_NAME = "MAIN"
SEAL = ".seal"
_TRAILER = b"SEALED:"
_CHUNK = 1 << 20
_TABLE_OF_CONTENTS = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.toc")


class Corrupt(Exception):
    """A file of the index is missing, cut or changed. Only a rebuild helps."""


# What reading a file that was damaged after it was opened may raise.
DAMAGE = (
    *(struct.error, zlib.error, pickle.UnpicklingError, EOFError, AssertionError),
    *(AttributeError, IndexError, OverflowError, TypeError, ValueError),
)


class MappedFile(BufferFile):
    """A read-only mapping. `get` keeps no cursor, so threads may share it."""

    def __init__(self, mapped: mmap.mmap, name: str) -> None:
        # Not BufferFile's own initialiser: it would copy the whole buffer.
        self._buf = self.file = mapped
        self._name, self.onclose = name, None
        self.is_real = self.is_closed = False

    def get(self, position: int, length: int) -> bytes:
        """The bytes there. Raises: Corrupt when the file ends before them."""
        found = self._buf[position : position + length]
        if len(found) != length:
            raise Corrupt(f"{self._name} ends early")
        return found


class _Scratch(FileStorage):
    """Files of a commit in the making, noted so that they can be closed when it fails."""

    def __init__(self, folder: Path, created: list[StructFile]) -> None:
        super().__init__(str(folder))
        self._created = created

    def create_file(self, name: str, **options: object) -> StructFile:
        created = super().create_file(name, **options)
        self._created.append(created)
        return created


class SealedStorage(FileStorage):
    """One index folder. A fresh one is made for each commit, since it notes what was written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.path = folder
        self._written: dict[str, tuple[int, int]] = {}
        self._created: list[StructFile] = []

    def create_file(self, name: str, **options: object) -> StructFile:
        """A file that is on the disk, and noted for the seal, once it is closed."""
        created = super().create_file(name, **options)

        def sync(file: StructFile) -> None:
            file.flush()
            os.fsync(file.fileno())
            self._written[name] = _measured(self.path / name)

        created.onclose = sync
        self._created.append(created)
        return created

    def temp_storage(self, name: str | None = None) -> FileStorage:
        """Where a commit is prepared; nothing there needs to last."""
        folder = self.path / (name or "scratch")
        folder.mkdir(exist_ok=True)
        return _Scratch(folder, self._created)

    def abandon(self) -> None:
        """Lets go of the files of a commit that failed; what they hold doesn't matter."""
        for created in self._created:
            with contextlib.suppress(OSError):
                created.raw_file().close()

    def open_file(self, name: str, **options: object) -> StructFile:
        """A mapping of the file; nothing can be mapped of an empty one."""
        with (self.path / name).open("rb") as file:
            if not os.fstat(file.fileno()).st_size:
                return BufferFile(b"", name)
            return MappedFile(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Puts a table of contents in place, which makes a commit real: seals first, then it."""
        self._seal_segments()
        with (self.path / oldname).open("r+b") as file:
            checksum = zlib.crc32(file.read())
            file.write(_TRAILER + checksum.to_bytes(4))
            file.flush()
            os.fsync(file.fileno())
        super().rename_file(oldname, newname, safe)
        sync_folder(self.path)

    def _seal_segments(self) -> None:
        by_segment: defaultdict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        for name, measure in self._written.items():
            segment, dot, _ = name.partition(".")
            # Files of a merge that were thrown away again need no seal.
            if dot and segment.startswith(f"{INDEX_NAME}_") and (self.path / name).exists():
                by_segment[segment][name] = measure
        for segment, files in by_segment.items():
            write_durably(self.path / f"{segment}{SEAL}", json.dumps(files))
        self._written.clear()


def _measured(path: Path) -> tuple[int, int]:
    """Size and checksum of a file, read in pieces."""
    checksum, size = 0, 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            checksum = zlib.crc32(chunk, checksum)
            size += len(chunk)
    return size, checksum


def table_of_contents(storage: SealedStorage, schema: fields.Schema, generation: int) -> index.TOC:
    """The list of segments of one generation.

    Raises: Corrupt; OSError when a newer commit has removed it meanwhile.
    """
    name = f"_{INDEX_NAME}_{generation}.toc"
    content = (storage.path / name).read_bytes()
    body, trailer = content[: -len(_TRAILER) - 4], content[-len(_TRAILER) - 4 :]
    if trailer != _TRAILER + zlib.crc32(body).to_bytes(4):
        raise Corrupt(f"{name} doesn't match its checksum")
    return index.TOC.read(storage, INDEX_NAME, gen=generation, schema=schema)


def verify(folder: Path, segment_id: str) -> frozenset[str]:
    """Reads a segment's files and compares them with its seal; gives their names.

    Raises: Corrupt; FileNotFoundError when a newer commit has removed it meanwhile.
    """
    sealed = _sealed(folder, segment_id)
    for name, measure in sealed.items():
        if _measured(folder / name) != measure:
            raise Corrupt(f"{name} doesn't match its seal")
    return frozenset(sealed)


def glance(folder: Path, segment_id: str) -> None:
    """Compares sizes only, which costs next to nothing. Raises: as `verify`."""
    for name, (size, _) in _sealed(folder, segment_id).items():
        if (folder / name).stat().st_size != size:
            raise Corrupt(f"{name} has another size than its seal says")


def _sealed(folder: Path, segment_id: str) -> dict[str, tuple[int, int]]:
    """Size and checksum of each file of a segment, as they were written."""
    try:
        seal: dict[str, list[int]] = json.loads((folder / f"{segment_id}{SEAL}").read_bytes())
        return {name: (size, checksum) for name, (size, checksum) in seal.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise Corrupt(f"The seal of {segment_id} can't be read") from error


def latest_generation(folder: Path) -> int:
    """The number of the newest commit; -1 when there is none. A listing of the folder, no more."""
    newest = -1
    with os.scandir(folder) as files:
        for file in files:
            if found := _TABLE_OF_CONTENTS.fullmatch(file.name):
                newest = max(newest, int(found[1]))
    return newest


def write_durably(path: Path, text: str) -> None:
    """A small file that is either there whole or not there, even after a power cut."""
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder as durable as their contents."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
