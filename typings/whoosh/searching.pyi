from collections.abc import Iterator
from types import TracebackType

from whoosh.query import Query
from whoosh.reading import IndexReader

class Results:
    top_n: list[tuple[float, int]]
    def __len__(self) -> int: ...

class Searcher:
    def __enter__(self) -> Searcher: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
    def reader(self) -> IndexReader: ...
    def search(
        self,
        q: Query,
        *,
        limit: int | None = 10,
        filter: Query | None = None,
        mask: Query | None = None,
    ) -> Results: ...
    def docs_for_query(self, q: Query) -> Iterator[int]: ...
    def stored_fields(self, docnum: int) -> dict[str, str]: ...
