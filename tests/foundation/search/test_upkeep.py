"""A worn index is built anew beside the old one, once, and by nobody who waits for it."""

import threading
from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation.search import check, parse, upkeep
from ssrwiki.foundation.search.port import Entry, Searchable, Wear
from ssrwiki.foundation.search.upkeep import Upkeep, is_worn
from tests.foundation.search.shelf import BOOKS, KIND, Shelf

PUBLIC = frozenset({"public"})


@pytest.mark.parametrize(
    ("entry_count", "dead_count", "worn"),
    [
        (0, 0, False),
        (100, 90, False),  # most of a small one, and still only a few
        (404, 101, False),
        (403, 101, True),
        (10_000, 2_500, False),
        (10_000, 2_501, True),
    ],
)
def test_worn_is_more_than_a_quarter_and_more_than_a_few(
    entry_count: int, dead_count: int, worn: bool
) -> None:
    assert is_worn(Wear(entry_count, dead_count)) is worn


def worn_out(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty books, ten of them saved anew, and a few is now five."""
    monkeypatch.setattr(upkeep, "FEWEST_DEAD", 5)
    shelf.fill(map(str, range(40)), "word")
    shelf.drain_all()
    for number in range(20):
        shelf.save(str(number), "another")
    shelf.drain_all()
    assert is_worn(shelf.index.wear())


def the_upkeep(shelf: Shelf, books: Searchable = BOOKS) -> Upkeep:
    return Upkeep(shelf.index, [books], reading=shelf.database.reading)


def test_a_worn_index_is_rebuilt_without_its_dead(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    worn_out(shelf, monkeypatch)
    before = shelf.index.folder.current()
    keeper = the_upkeep(shelf)

    assert keeper.look()
    assert keeper.rebuilding is not None
    keeper.rebuilding.join()

    assert shelf.index.folder.current() != before
    assert shelf.index.wear() == Wear(40, 0)
    expected = dict(check.expected_digests([BOOKS], shelf.database.reading))
    assert check.drift(shelf.index, expected).count == 0
    assert not keeper.look()


def test_while_it_is_rebuilt_changes_are_found_and_nobody_begins_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    worn_out(shelf, monkeypatch)
    is_going, may_go_on = threading.Event(), threading.Event()

    def entries(session: Session, keys: Sequence[str]) -> list[Entry]:
        found = list(BOOKS.entries(session, keys))
        if threading.current_thread().name == "rebuilding" and not is_going.is_set():
            is_going.set()
            may_go_on.wait(10)
        return found

    keeper = the_upkeep(shelf, Searchable(KIND, BOOKS.keys, entries))
    assert keeper.look()
    assert is_going.wait(10)
    shelf.save("0", "meanwhile")
    shelf.drain_all()
    assert shelf.index.search(parse.parse("meanwhile"), PUBLIC).total == 1
    assert not keeper.look()
    may_go_on.set()
    assert keeper.rebuilding is not None
    keeper.rebuilding.join()
    assert shelf.index.search(parse.parse("meanwhile"), PUBLIC).total == 1
    assert shelf.index.search(parse.parse("kind:books"), PUBLIC).total == 40


def test_it_looks_once_a_minute(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    worn_out(shelf, monkeypatch)
    keeper = the_upkeep(shelf)
    keeper.look_now_and_then()
    assert keeper.rebuilding is None
    monkeypatch.setattr(upkeep, "LOOK_EVERY_SECONDS", 0)
    keeper.look_now_and_then()
    assert keeper.rebuilding is not None
    keeper.rebuilding.join()


def test_a_rebuild_that_fails_is_told_and_the_old_index_answers_on(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    worn_out(shelf, monkeypatch)

    def keys(session: Session) -> list[str]:
        raise OSError("the disk is full")

    keeper = the_upkeep(shelf, Searchable(KIND, keys, BOOKS.entries))
    assert keeper.look()
    assert keeper.rebuilding is not None
    keeper.rebuilding.join()
    assert "can't be built anew" in caplog.text
    assert shelf.index.search(parse.parse("kind:books"), PUBLIC).total == 40


def test_without_an_index_there_is_nothing_to_keep(shelf: Shelf) -> None:
    (shelf.index.folder.root / "CURRENT").unlink()
    assert not the_upkeep(shelf).look()
