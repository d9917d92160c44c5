"""Threads share snapshots, and a new generation keeps what hasn't changed."""

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ssrwiki.foundation.search import evaluate, parse
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.plan import plan
from tests.foundation.search.shelf import Write

PUBLIC = frozenset({"public"})
ASKED = ("police", "police reform", '"police reform"', "word1*", "-army", "topic:justice reform")


@pytest.fixture
def _often_switching() -> Iterator[None]:
    """Races that need a switch in a bad moment happen in seconds."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_unchanged_segments_are_taken_over(index: SearchIndex, write: Write) -> None:
    for number in range(8):
        write(str(number), f"police word{number}")
    before = {placed.view.id: placed.view for placed in index._present().segments}
    write("new", "police")
    after = {placed.view.id: placed.view for placed in index._present().segments}
    shared = before.keys() & after.keys()
    assert shared
    assert all(after[name] is before[name] for name in shared)


def test_an_old_snapshot_goes_on_answering_when_its_files_are_gone(
    index: SearchIndex, write: Write
) -> None:
    write("a", "police and a few other words")
    write("b", "police")
    expected = index.search(parse.parse("police"), PUBLIC)
    other = SearchIndex(index.folder.root)
    old = other._present()
    for number in range(20):
        write(str(number), "reform")
    for file in index.folder.root.rglob("MAIN_*"):
        file.unlink()
    planned = plan(parse.parse("police"), other.analyser, old)
    assert evaluate.search(planned, old, PUBLIC, 1, 20) == expected


@pytest.mark.usefixtures("_often_switching")
def test_eight_threads_get_what_one_gets(index: SearchIndex, write: Write, tmp_path: Path) -> None:
    for number in range(30):
        write(
            str(number),
            f"police reform word{number} " + "army " * (number % 2),
            topics=("justice",) * (number % 3),
        )
    expected = [index.search(parse.parse(typed), PUBLIC, size=100) for typed in ASKED]
    # Small caches, so that threads push out each other's pieces and decode again.
    shared = SearchIndex(tmp_path / "search")
    start = threading.Barrier(8)

    def search(number: int) -> list[bool]:
        start.wait()
        same = []
        for turn in range(12):
            at = (turn + number) % len(ASKED)
            found = shared.search(parse.parse(ASKED[at]), PUBLIC, size=100)
            same.append(found == expected[at])
        return same

    with ThreadPoolExecutor(8) as pool:
        assert all(all(same) for same in pool.map(search, range(8)))


@pytest.mark.usefixtures("_often_switching")
def test_threads_search_while_another_writes(index: SearchIndex, write: Write) -> None:
    write("fixed", "police reform")
    is_done = threading.Event()

    def search(_: int) -> set[int]:
        totals = set()
        while not is_done.is_set():
            totals.add(index.search(parse.parse("police"), PUBLIC).total)
        return totals

    with ThreadPoolExecutor(4) as pool:
        searches = [pool.submit(search, number) for number in range(3)]
        try:
            for number in range(12):
                write("fixed", f"police reform {number}")
        finally:
            is_done.set()
    assert {total for each in searches for total in each.result()} == {1}
