from collections.abc import Callable

from whoosh.codec.base import Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import Storage
from whoosh.index import FileIndex
from whoosh.reading import IndexReader
from whoosh.util.filelock import LockBase

MergePolicy = Callable[["SegmentWriter", list[Segment]], list[Segment]]

def MERGE_SMALL(writer: SegmentWriter, segments: list[Segment]) -> list[Segment]: ...
def NO_MERGE(writer: SegmentWriter, segments: list[Segment]) -> list[Segment]: ...

class SegmentWriter:
    storage: Storage
    schema: Schema
    segments: list[Segment]
    writelock: LockBase
    def __init__(
        self, ix: FileIndex, timeout: float = 0.0, limitmb: int = 128, compound: bool = True
    ) -> None: ...
    def add_document(self, **fields: object) -> None: ...
    def add_reader(self, reader: IndexReader) -> None: ...
    def commit(self, mergetype: MergePolicy | None = None) -> None: ...
    def cancel(self) -> None: ...
