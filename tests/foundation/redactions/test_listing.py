"""The list of redactions outside the database: signed, appended once, and whole after a crash."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ssrwiki.foundation.keys import Keys
from ssrwiki.foundation.redactions.listing import FILE_NAME, Line, RedactionList

KEYS = Keys("a-key-for-tests-0123456789-abcdefghijkl")
AT = datetime(2026, 5, 4, 9, 30, 12, 345678, tzinfo=UTC)


def a_line(public_id: str = "2345abcd6789", **changed: int | bool) -> Line:
    return Line(
        public_id=public_id,
        kind="revision",
        target_id="bcdefghjkmnp",
        number=int(changed.get("number", 3)),
        covers_title=bool(changed.get("covers_title", False)),
        reason="safety",
        at=AT,
    )


@pytest.fixture
def listed(tmp_path: Path) -> RedactionList:
    return RedactionList(tmp_path / "var", KEYS)


def test_a_line_comes_back_as_it_was_and_stands_once(listed: RedactionList) -> None:
    assert listed.read().signed == ()
    assert listed.append([a_line(), a_line("mnpqrstuvwxy")]) == 2
    assert listed.append([a_line(), a_line("zzzzzzzzzzzz")]) == 1
    assert [line.public_id for line in listed.read().signed] == [
        "2345abcd6789",
        "mnpqrstuvwxy",
        "zzzzzzzzzzzz",
    ]
    assert listed.read().signed[0] == a_line()


def test_the_file_is_for_its_owner_and_tells_ids_only(listed: RedactionList) -> None:
    listed.append([a_line()])
    assert listed.path.stat().st_mode & 0o077 == 0
    held = json.loads(listed.path.read_text())
    assert set(held) == {"id", "kind", "target", "number", "title", "reason", "at", "hash"}


@pytest.mark.parametrize("changed", [{"number": 4}, {"title": True}, {"target": "another"}])
def test_a_changed_line_is_no_longer_signed(
    listed: RedactionList, changed: dict[str, object]
) -> None:
    listed.append([a_line()])
    held = json.loads(listed.path.read_text())
    listed.path.write_text(json.dumps(held | changed) + "\n")
    assert listed.read().signed == ()
    assert len(listed.read().unsigned) == 1


def test_a_former_key_is_accepted_and_an_unknown_one_is_not(listed: RedactionList) -> None:
    listed.append([a_line()])
    folder = listed.path.parent
    rotated = RedactionList(
        folder, Keys("a-new-key-for-tests-0123456789-abcdefgh", (KEYS.current,))
    )
    forgetful = RedactionList(folder, Keys("a-new-key-for-tests-0123456789-abcdefgh"))
    assert rotated.read().signed == (a_line(),)
    assert forgetful.read().unsigned == (a_line(),)
    forgetful.append([a_line()])
    assert forgetful.read().signed == (a_line(),), "A row of the database is signed anew."
    assert forgetful.read().unsigned == ()


def test_half_a_line_left_by_a_crash_harms_none_of_the_others(listed: RedactionList) -> None:
    listed.append([a_line(), a_line("mnpqrstuvwxy")])
    whole = listed.path.read_text()
    listed.path.write_text(whole[: len(whole) - 40])
    assert listed.read().damaged_count == 1
    assert listed.append([a_line(), a_line("mnpqrstuvwxy")]) == 1
    assert {line.public_id for line in listed.read().signed} == {"2345abcd6789", "mnpqrstuvwxy"}
    assert listed.read().damaged_count == 1


def test_what_is_listed_needs_no_folder_that_can_be_written(listed: RedactionList) -> None:
    listed.append([a_line()])
    listed.path.chmod(0o400)
    listed.path.parent.chmod(0o500)
    try:
        assert listed.append([a_line()]) == 0
    finally:
        listed.path.parent.chmod(0o700)


def test_many_at_once_write_each_line_once(tmp_path: Path) -> None:
    lines = [a_line(f"{number:012d}") for number in range(20)]
    writers = [
        threading.Thread(target=RedactionList(tmp_path, KEYS).append, args=(lines,))
        for _ in range(6)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len((tmp_path / FILE_NAME).read_text().splitlines()) == 20
