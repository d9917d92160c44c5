"""A rebuild loses nothing, stops nothing, and can be killed."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation.search import check, parse
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.port import Condition, Entry, Searchable
from ssrwiki.foundation.search.rebuild import RebuildRunning, rebuild, rebuild_if_needed
from tests.foundation.search.shelf import BOOKS, KIND, Shelf

PUBLIC = frozenset({"public"})


def total(shelf: Shelf, typed: str) -> int:
    return shelf.index.search(parse.parse(typed), PUBLIC).total


def drift(shelf: Shelf) -> check.Drift:
    expected = dict(check.expected_digests([BOOKS], shelf.database.reading))
    return check.drift(shelf.index, expected)


def filled(shelf: Shelf, count: int = 5) -> None:
    for number in range(count):
        shelf.save(str(number), f"word{number}")


def test_a_missing_index_is_built_from_the_database(shelf: Shelf, tmp_path: Path) -> None:
    shelf.fill(map(str, range(450)), "word")
    shelf.index = SearchIndex(tmp_path / "new")
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))

    reading = shelf.database.reading
    assert rebuild_if_needed(shelf.index, [BOOKS], reading=reading, progress=progress)
    assert told == [(0, 450), (200, 450), (400, 450), (450, 450)]
    assert drift(shelf).count == 0
    assert not rebuild_if_needed(shelf.index, [BOOKS], reading=reading)


def test_a_broken_index_is_built_anew_and_old_folders_go(shelf: Shelf) -> None:
    filled(shelf)
    shelf.drain()
    next(shelf.index.folder.root.rglob("*.trm")).write_bytes(b"")
    assert shelf.index.verify() is Condition.BROKEN
    assert rebuild_if_needed(shelf.index, [BOOKS], reading=shelf.database.reading)
    assert shelf.index.condition() is Condition.READY
    assert total(shelf, "word3") == 1
    assert len(list(shelf.index.folder.root.glob("index-*"))) == 1


def test_the_old_index_answers_until_the_new_one_does(shelf: Shelf) -> None:
    filled(shelf)
    shelf.drain()
    found = []

    def progress(_done: int, _total: int) -> None:
        found.append(total(shelf, "kind:books"))

    rebuild(shelf.index, [BOOKS], reading=shelf.database.reading, progress=progress)
    assert set(found) == {5}
    assert total(shelf, "kind:books") == 5


def during(shelf: Shelf, act: Callable[[], object]) -> Searchable:
    """Books whose first batch is read, and then, before it is written, something happens."""
    is_first = True

    def entries(session: Session, keys: Sequence[str]) -> list[Entry]:
        nonlocal is_first
        found = list(BOOKS.entries(session, keys))
        if is_first:
            is_first = False
            act()
        return found

    return Searchable(KIND, BOOKS.keys, entries)


def test_changes_while_it_is_built_are_in_the_new_index(shelf: Shelf) -> None:
    filled(shelf)
    shelf.drain()

    def change() -> None:
        shelf.save("0", "changed")
        shelf.save("new", "added")
        shelf.remove("1")
        shelf.drain()

    rebuild(shelf.index, [during(shelf, change)], reading=shelf.database.reading)
    assert shelf.waiting_count() == 0
    assert drift(shelf).count == 0
    assert (total(shelf, "changed"), total(shelf, "added"), total(shelf, "word1")) == (1, 1, 0)


def test_changes_not_yet_drained_come_into_the_new_index_afterwards(shelf: Shelf) -> None:
    filled(shelf)
    shelf.drain()
    act = during(shelf, lambda: shelf.save("0", "changed"))
    rebuild(shelf.index, [act], reading=shelf.database.reading)
    assert shelf.waiting_count() == 1
    shelf.drain()
    assert drift(shelf).count == 0


def test_a_redaction_while_it_is_built_leaves_no_word_in_the_new_index(shelf: Shelf) -> None:
    filled(shelf)
    shelf.save("0", "namedperson")
    shelf.drain()

    def redact() -> None:
        shelf.save("0", "someone", is_expunged=True)
        shelf.drain()

    rebuild(shelf.index, [during(shelf, redact)], reading=shelf.database.reading)
    snapshot = shelf.index._present()
    assert not any(
        each.view.postings("body", "namedperson").documents for each in snapshot.segments
    )
    assert total(shelf, "someone") == 1


def test_saving_and_draining_all_the_time_loses_nothing(shelf: Shelf) -> None:
    shelf.fill(map(str, range(300)), "word")
    shelf.drain_all()
    is_done, failures = threading.Event(), []

    def go_on() -> None:
        number = 0
        try:
            while not is_done.is_set():
                shelf.save(str(number % 300), f"later{number}")
                shelf.drain()
                assert total(shelf, "kind:books") == 300
                number += 1
        except Exception as error:
            failures.append(error)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        for _ in range(2):
            rebuild(shelf.index, [BOOKS], reading=shelf.database.reading)
    finally:
        is_done.set()
        thread.join()
    assert failures == []
    shelf.drain_all()
    assert drift(shelf).count == 0


def test_there_is_one_rebuild_at_a_time(shelf: Shelf) -> None:
    refused = []

    def again() -> None:
        with pytest.raises(RebuildRunning):
            rebuild(shelf.index, [BOOKS], reading=shelf.database.reading)
        refused.append(True)

    filled(shelf)
    rebuild(shelf.index, [during(shelf, again)], reading=shelf.database.reading)
    assert refused == [True]


def test_a_rebuild_that_fails_leaves_the_old_index_and_no_litter(shelf: Shelf) -> None:
    filled(shelf)
    shelf.drain()
    before = shelf.index.folder.current()

    def fail(done: int, _total: int) -> None:
        if done:
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        rebuild(shelf.index, [BOOKS], reading=shelf.database.reading, progress=fail)
    assert shelf.index.folder.building() is None
    assert list(shelf.index.folder.root.glob("index-*")) == [before]
    assert total(shelf, "word3") == 1


def test_what_a_killed_rebuild_left_is_swept_away(shelf: Shelf) -> None:
    filled(shelf)
    litter = shelf.index.start()
    shelf.index.folder.announce(litter)
    shelf.drain()
    rebuild(shelf.index, [BOOKS], reading=shelf.database.reading)
    assert not litter.exists()
    assert drift(shelf).count == 0


def test_one_bad_thing_is_left_out(shelf: Shelf) -> None:
    filled(shelf)
    shelf.save("bad", None)
    rebuild(shelf.index, [BOOKS], reading=shelf.database.reading)
    assert total(shelf, "kind:books") == 5
