"""An empty index, and short ways to put things into it and ask it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ssrwiki.foundation.search import parse
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.port import Entry, Hits, Replacement
from tests.foundation.search import shelf as shelves
from tests.foundation.search.shelf import Ask, Shelf, Write


@pytest.fixture(scope="module", autouse=True)
def _without_waiting_for_the_disk() -> Iterator[None]:
    """No test pulls the plug; one of them looks that files are synced."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _descriptor: None)
        yield


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    """An index that is ready and holds nothing."""
    index = SearchIndex(tmp_path / "search")
    index.folder.switch(index.start())
    return index


@pytest.fixture
def write(index: SearchIndex) -> Write:
    """Puts one entry into the index: `write("a", body="…")`."""

    def write(
        key: str,
        body: str = "",
        *,
        kind: str = "pages",
        title: str = "",
        lang: str = "en",
        readers: Sequence[str] = ("public",),
        updated_at: datetime = datetime(2026, 11, 1, tzinfo=UTC),
        topics: tuple[str, ...] = (),
        status: str = "",
        variant: str = "",
        remark: str = "",
        is_expunged: bool = False,
    ) -> Entry:
        entry = Entry(
            kind=kind,
            key=key,
            variant=variant,
            title=title,
            body=body,
            remark=remark,
            lang=lang,
            status=status,
            topics=topics,
            readers=frozenset(readers),
            updated_at=updated_at,
        )
        index.replace([Replacement(kind, key, (entry,), is_expunged)])
        return entry

    return write


@pytest.fixture
def ask(index: SearchIndex) -> Ask:
    """Asks as typed: `ask("police -army", "public", "unit:x")`; readers default to the public."""

    def ask(typed: str, *readers: str, page: int = 1, size: int = 100) -> Hits:
        return index.search(
            parse.parse(typed), frozenset(readers or {"public"}), page=page, size=size
        )

    return ask


@pytest.fixture
def shelf(index: SearchIndex, tmp_path: Path) -> Iterator[Shelf]:
    """A small site with a database of its own, and the index."""
    database = shelves.opened(f"sqlite:///{tmp_path / 'shelf.sqlite'}")
    shelf = Shelf(database, index)
    shelf.create()
    yield shelf
    database.dispose()
