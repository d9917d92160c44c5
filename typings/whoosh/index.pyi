from whoosh.codec.base import Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import Storage
from whoosh.searching import Searcher

class TOC:
    segments: list[Segment]
    generation: int
    @classmethod
    def read(
        cls, storage: Storage, indexname: str, gen: int | None = None, schema: Schema | None = None
    ) -> TOC: ...

class FileIndex:
    def __init__(self, storage: Storage, schema: Schema | None = None, indexname: str = ...) -> None: ...
    @classmethod
    def create(cls, storage: Storage, schema: Schema, indexname: str = ...) -> FileIndex: ...
    def searcher(self) -> Searcher: ...

class LockError(Exception): ...
