"""What is replaced is gone, what fails changes nothing, what is expunged leaves the disk."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from whoosh.index import LockError

from ssrwiki.foundation.search import parse, writer
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.port import Entry, Replacement
from tests.foundation.search.shelf import Ask, Write

PUBLIC = frozenset({"public"})


def entry(key: str, body: str) -> Entry:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Entry(
        kind="pages", key=key, title="", body=body, lang="en", readers=PUBLIC, updated_at=at
    )


def current(index: SearchIndex) -> Path:
    folder = index.folder.current()
    assert folder is not None
    return folder


def is_on_disk(index: SearchIndex, word: str) -> bool:
    snapshot = index._present()
    return any(placed.view.postings("body", word).documents for placed in snapshot.segments)


def test_the_last_of_two_replacements_of_a_thing_counts(index: SearchIndex, ask: Ask) -> None:
    first, second = entry("a", "first"), entry("a", "second")
    index.replace([Replacement("pages", "a", (first,)), Replacement("pages", "a", (second,))])
    assert ask("first").total == 0
    assert ask("second").total == 1


def test_a_thing_without_entries_is_taken_out(index: SearchIndex, write: Write, ask: Ask) -> None:
    write("a", "word")
    write("ab", "word")
    index.replace([Replacement("pages", "a", ()), Replacement("pages", "never", ())])
    assert [hit.key for hit in ask("word").hits] == ["ab"]


def test_things_of_two_kinds_with_one_key_are_two(
    index: SearchIndex, write: Write, ask: Ask
) -> None:
    write("a", "word", kind="pages")
    write("a", "word", kind="policies")
    index.replace([Replacement("pages", "a", ())])
    assert [hit.kind for hit in ask("word").hits] == ["policies"]


def test_an_edit_leaves_words_on_the_disk_and_a_redaction_does_not(
    index: SearchIndex, write: Write
) -> None:
    write("noise", "other words")
    for number in range(6):
        write(f"n{number}", "filler")
    write("a", "namedperson was here")
    write("a", "someone was here")
    assert is_on_disk(index, "namedperson")
    write("a", "someone was there", is_expunged=True)
    assert not is_on_disk(index, "namedperson")
    assert not any(b"namedperson" in path.read_bytes() for path in current(index).iterdir())


def test_a_redaction_of_the_only_text_leaves_nothing(
    index: SearchIndex, write: Write, ask: Ask
) -> None:
    write("a", "namedperson")
    index.replace([Replacement("pages", "a", (), is_expunged=True)])
    assert not is_on_disk(index, "namedperson")
    assert ask("").total == 0


def test_a_failure_in_the_middle_changes_nothing_and_frees_the_lock(
    index: SearchIndex, write: Write, ask: Ask
) -> None:
    write("a", "before")

    class Unreadable(str):
        def replace(self, *_: object) -> str:
            raise OSError("the disk is full")

    broken = entry("b", Unreadable("after"))
    with pytest.raises(OSError, match="full"):
        index.replace([Replacement("pages", "a", ()), Replacement("pages", "b", (broken,))])
    assert ask("before").total == 1
    write("c", "after")
    assert ask("after").total == 1


def test_a_full_disk_at_commit_changes_nothing_and_frees_the_lock(
    index: SearchIndex, write: Write, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a", "before")

    def full(_: int) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="full"):
            index.replace([Replacement("pages", "a", (entry("a", "after"),))])
    assert ask("before").total == 1
    write("a", "after")
    assert (ask("before").total, ask("after").total) == (0, 1)


def test_many_commits_leave_few_segments_and_no_litter(
    index: SearchIndex, write: Write, ask: Ask
) -> None:
    for number in range(40):
        write(str(number % 20), f"word{number}")
    snapshot = index._present()
    assert len(snapshot.segments) < 12
    assert ask("kind:pages").total == 20
    folder = current(index)
    known = {placed.view.id for placed in snapshot.segments}
    segments = {path.name.split(".")[0] for path in folder.glob("MAIN_*.*")}
    assert segments <= known


def test_two_writers_do_not_write_at_once(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "LOCK_TIMEOUT_SECONDS", 0)
    folder = current(index)
    with (
        writer.building(folder, index.schema),
        pytest.raises(LockError),
        writer.building(folder, index.schema),
    ):
        pass


def test_what_was_found_by_an_old_rank_is_found_by_the_new(
    index: SearchIndex, write: Write, ask: Ask
) -> None:
    write("a", "word")
    index.search(parse.parse("word"), PUBLIC)
    write("b", "word word word")
    assert [hit.key for hit in ask("word").hits] == ["b", "a"]
