"""Pointers, locks and the journal."""

import subprocess
import sys
from pathlib import Path

import pytest

from ssrwiki.foundation.search import folders
from ssrwiki.foundation.search.folders import Noted, SearchFolder


@pytest.fixture
def folder(tmp_path: Path) -> SearchFolder:
    return SearchFolder(tmp_path / "search")


def test_the_pointer_names_the_folder_that_answers(folder: SearchFolder) -> None:
    assert folder.current() is None
    first, second = folder.create(), folder.create()
    folder.announce(second)
    folder.switch(first)
    assert folder.current() == first
    assert folder.building() is None
    folder.switch(second)
    folder.sweep()
    assert [path.name for path in folder.root.glob("index-*")] == [second.name]


@pytest.mark.parametrize("pointer", ["", "..", "index-1/../..", "/etc", "index-\0", "\xff"])
def test_a_damaged_pointer_leads_nowhere(folder: SearchFolder, pointer: str) -> None:
    (folder.root / "CURRENT").write_text(pointer, encoding="latin-1")
    assert folder.current() is None


def test_only_its_owner_may_look_into_the_folder(folder: SearchFolder) -> None:
    assert folder.root.stat().st_mode & 0o077 == 0
    assert folder.create().stat().st_mode & 0o077 == 0


def test_one_indexer_is_elected(folder: SearchFolder) -> None:
    with folder.indexing(is_waiting=False) as first:
        with folder.indexing(is_waiting=False) as second:
            assert (first, second) == (True, False)
        with folder.indexing(is_waiting=False) as third:
            assert not third
    with folder.indexing(is_waiting=False) as again:
        assert again


def test_a_killed_indexer_is_one_no_more(folder: SearchFolder) -> None:
    code = (
        "import fcntl, os, sys, time\n"
        "lock = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)\n"
        "fcntl.flock(lock, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "time.sleep(60)\n"
    )
    path = str(folder.root / "indexer.lock")
    with subprocess.Popen(
        [sys.executable, "-c", code, path], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with folder.indexing(is_waiting=False) as is_elected:
            assert not is_elected
        holder.kill()
        holder.wait()
    with folder.indexing(is_waiting=False) as is_elected:
        assert is_elected


def test_the_journal_is_read_on_from_where_one_was(folder: SearchFolder) -> None:
    new = folder.create()
    assert folders.noted(new, 0) == ((), 0)
    folders.note(new, [Noted("pages", "a"), Noted("pages", "b", is_expunged=True)])
    first, position = folders.noted(new, 0)
    assert first == (Noted("pages", "a"), Noted("pages", "b", is_expunged=True))
    folders.note(new, [Noted("pages", "c")])
    with (new / "JOURNAL").open("a") as journal:
        journal.write('["pages", "half')
    second, position = folders.noted(new, position)
    assert second == (Noted("pages", "c"),)
    assert folders.noted(new, position) == ((), position)
