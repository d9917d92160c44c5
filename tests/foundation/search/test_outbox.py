"""What is saved is found, what isn't saved isn't, whatever dies in between."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import ssrwiki
from ssrwiki.foundation.search import check, outbox, parse
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.port import Condition, Entry, IndexUnavailable, Searchable
from ssrwiki.foundation.search.rebuild import rebuild
from tests.foundation.search import shelf as shelves
from tests.foundation.search.shelf import BOOKS, KIND, Shelf

PUBLIC = frozenset({"public"})


def total(shelf: Shelf, typed: str) -> int:
    return shelf.index.search(parse.parse(typed), PUBLIC).total


def test_a_change_is_found_once_it_is_drained(shelf: Shelf) -> None:
    shelf.save("a", "first")
    shelf.save("a", "second")
    assert total(shelf, "second") == 0
    drained = shelf.drain()
    assert (drained.indexed_count, drained.failed_count, drained.was_elected) == (2, 0, True)
    assert (total(shelf, "first"), total(shelf, "second")) == (0, 1)
    assert shelf.waiting_count() == 0
    shelf.remove("a")
    shelf.drain()
    assert total(shelf, "second") == 0


def test_what_is_rolled_back_is_not_enqueued(shelf: Shelf) -> None:
    with shelf.database.writing() as session:
        outbox.enqueue(session, KIND, "a")
        session.rollback()
    assert shelf.waiting_count() == 0


def test_more_changes_than_a_batch_are_drained_in_turns(shelf: Shelf) -> None:
    shelf.fill(map(str, range(outbox.MOST_AT_ONCE + 5)), "word")
    assert shelf.drain().indexed_count == outbox.MOST_AT_ONCE
    assert shelf.drain().indexed_count == 5
    assert total(shelf, "word") == outbox.MOST_AT_ONCE + 5


def test_a_change_that_comes_while_others_are_indexed_stays(shelf: Shelf) -> None:
    shelf.save("a", "first")

    def entries(session: Session, keys: Sequence[str]) -> list[Entry]:
        found = list(BOOKS.entries(session, keys))
        if total(shelf, "first") == 0:
            shelf.save("a", "second")
        return found

    slow = Searchable(KIND, BOOKS.keys, entries)
    outbox.drain(
        shelf.index, [slow], reading=shelf.database.reading, writing=shelf.database.writing
    )
    assert (total(shelf, "first"), shelf.waiting_count()) == (1, 1)
    shelf.drain()
    assert (total(shelf, "first"), total(shelf, "second")) == (0, 1)


def test_one_bad_thing_holds_up_nobody_and_its_text_is_not_logged(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.save("bad", None)
    shelf.save("good", "word")
    drained = shelf.drain()
    assert (drained.indexed_count, drained.failed_count) == (1, 1)
    assert total(shelf, "word") == 1
    assert shelf.waiting_count() == 1
    assert "books bad can't be written down: ValueError" in caplog.text
    assert "must not be logged" not in caplog.text
    shelf.save("bad", "mended")
    shelf.drain_all()
    assert (total(shelf, "mended"), shelf.waiting_count()) == (1, 0)


def test_a_hundred_bad_things_do_not_stop_the_queue(shelf: Shelf) -> None:
    for number in range(outbox.MOST_AT_ONCE):
        shelf.save(f"bad{number}", None)
    shelf.save("good", "word")
    assert shelf.drain().indexed_count == 0
    assert shelf.drain().indexed_count == 1


def test_a_kind_that_nobody_declares_waits(shelf: Shelf, caplog: pytest.LogCaptureFixture) -> None:
    with shelf.database.writing() as session:
        outbox.enqueue(session, "strangers", "a")
    assert shelf.drain().failed_count == 1
    assert "strangers" in caplog.text


def test_one_of_two_indexers_does_the_work(shelf: Shelf) -> None:
    shelf.save("a", "word")
    with shelf.index.folder.indexing(is_waiting=False):
        assert not shelf.drain().was_elected
    assert shelf.waiting_count() == 1


def leaning(shelf: Shelf, *, is_bad: bool = False) -> Searchable:
    """A note on each book, which quotes what the book says."""

    def entries(session: Session, keys: Sequence[str]) -> list[Entry]:
        if is_bad:
            raise ValueError
        return [
            replace(book, kind="notes", title="", body="", remark=f"note on {book.body}")
            for book in BOOKS.entries(session, keys)
        ]

    return Searchable(
        "notes", BOOKS.keys, entries, lambda session, kind, keys: keys if kind == KIND else ()
    )


def drained(shelf: Shelf, *others: Searchable) -> outbox.Drained:
    return outbox.drain(
        shelf.index,
        [BOOKS, *others],
        reading=shelf.database.reading,
        writing=shelf.database.writing,
    )


def test_what_leans_on_a_changed_thing_is_looked_at_with_it(shelf: Shelf) -> None:
    shelf.save("a", "first")
    drained(shelf, leaning(shelf))
    assert total(shelf, "first") == 2
    shelf.save("a", "second")
    assert drained(shelf, leaning(shelf)).indexed_count == 1
    assert (total(shelf, "first"), total(shelf, "second kind:notes")) == (0, 1)
    shelf.remove("a")
    drained(shelf, leaning(shelf))
    assert total(shelf, "note") == 0


def test_what_leans_and_can_not_be_written_down_waits_by_itself(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.save("a", "word")
    assert drained(shelf, leaning(shelf, is_bad=True)).indexed_count == 1
    assert "notes a can't be written down" in caplog.text
    assert (total(shelf, "word"), shelf.waiting_count()) == (1, 1)
    drained(shelf, leaning(shelf))
    assert (total(shelf, "word"), shelf.waiting_count()) == (2, 0)


def test_a_rebuild_writes_what_leans_once(shelf: Shelf) -> None:
    shelf.fill(map(str, range(5)), "word")
    searchables = [BOOKS, leaning(shelf)]
    rebuild(shelf.index, searchables, reading=shelf.database.reading)
    assert (total(shelf, "word"), shelf.index.wear().entry_count) == (10, 10)
    expected = dict(check.expected_digests(searchables, shelf.database.reading))
    assert check.drift(shelf.index, expected).count == 0


def test_what_is_in_the_index_just_so_is_not_written_again(shelf: Shelf) -> None:
    shelf.fill(map(str, range(5)), "word")
    shelf.drain_all()
    before = shelf.index._present().generation
    shelf.save("a", "word")
    shelf.drain()
    written = shelf.index._present().generation
    assert written > before
    shelf.save("a", "word")
    assert shelf.drain().indexed_count == 1
    assert shelf.index._present().generation == written
    shelf.save("a", "word", is_expunged=True)
    shelf.drain()
    assert shelf.index._present().generation > written


def test_without_an_index_the_changes_wait(shelf: Shelf, tmp_path: Path) -> None:
    shelf.save("a", "word")
    shelf.index = SearchIndex(tmp_path / "elsewhere")
    with pytest.raises(IndexUnavailable):
        shelf.drain()
    assert shelf.waiting_count() == 1


def test_damage_is_noticed_also_when_nothing_waits(shelf: Shelf) -> None:
    shelf.save("a", "word")
    shelf.drain()
    shelf.drain()
    next(shelf.index.folder.root.rglob("*.pst")).unlink()
    with pytest.raises(IndexUnavailable):
        shelf.drain()


def test_the_lag_is_the_age_of_the_oldest_change(shelf: Shelf) -> None:
    with shelf.database.reading() as session:
        assert outbox.lag_seconds(session) == 0
    shelf.save("a", "word")
    time.sleep(0.02)
    shelf.save("b", "word")
    with shelf.database.reading() as session:
        assert 0.02 <= outbox.lag_seconds(session) < 60


def test_a_killed_indexer_leaves_an_index_that_answers_and_catches_up(shelf: Shelf) -> None:
    """`kill -9` at random moments of saving and committing; each word it gave is kept."""
    dice, number, unreadable = random.Random(7), 0, 0
    environment = os.environ | {"PYTHONPATH": str(Path(ssrwiki.__file__).parents[1])}
    command = [sys.executable, shelves.__file__, shelf.database.url.render_as_string()]
    for _ in range(6):
        with subprocess.Popen(
            [*command, str(shelf.index.folder.root), str(number)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline()
            time.sleep(dice.uniform(0.01, 0.25))
            writer.send_signal(signal.SIGKILL)
            said = writer.stdout.read().split()
        number = max(number + 1, *(int(line) + 1 for line in said or ["0"]))
        unreadable += SearchIndex(shelf.index.folder.root).condition() is not Condition.READY
    assert unreadable == 0
    assert number > 6
    shelf.drain_all()
    assert shelf.waiting_count() == 0
    expected = dict(check.expected_digests([BOOKS], shelf.database.reading))
    assert check.drift(shelf.index, expected).count == 0
    with shelf.database.reading() as session:
        bodies = {entry.body for entry in BOOKS.entries(session, list(BOOKS.keys(session)))}
    # Of the last rounds over the shelf, what it said it had saved stands there.
    for last in range(max(0, number - shelves.COUNT), number):
        assert f"revision{last}" in bodies or f"revision{last + shelves.COUNT}" in bodies
        assert total(shelf, f"revision{last}") == (f"revision{last}" in bodies)
