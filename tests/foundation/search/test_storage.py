"""A damaged index says so; it never answers differently."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssrwiki.foundation.search import parse, storage
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.port import Condition, Hits, IndexUnavailable
from tests.foundation.search.shelf import Write

PUBLIC = frozenset({"public"})
ASKED = ("police", "police reform", '"police reform"', "-army", "pol*", "topic:justice", "word3")


def answers(index: SearchIndex) -> list[Hits]:
    return [index.search(parse.parse(typed), PUBLIC, size=100) for typed in ASKED]


@pytest.fixture
def sound(index: SearchIndex, write: Write) -> Path:
    """The folder of an index in several segments, with deletions."""
    for number in [*range(12), 3, 5]:
        body = f"police reform word{number} " + "army " * (number % 3) + "filler " * number
        write(str(number), body, title=f"title {number}", topics=("justice",) * (number % 2))
    current = index.folder.current()
    assert current is not None
    return index.folder.root


def damaged(path: Path, kind: str, share: float) -> None:
    content = path.read_bytes()
    at = int(len(content) * share)
    match kind:
        case "cut":
            path.write_bytes(content[:at])
        case "zeroed":
            path.write_bytes(content[:at] + bytes(len(content) - at))
        case "flipped" if content:
            at = min(at, len(content) - 1)
            path.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        case "gone":
            path.unlink()
        case "longer":
            path.write_bytes(content + b"x")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    number=st.integers(0, 10_000),
    kind=st.sampled_from(("cut", "zeroed", "flipped", "gone", "longer")),
    share=st.floats(0, 0.99),
)
def test_any_damage_is_noticed_or_does_not_matter(
    sound: Path, tmp_path: Path, number: int, kind: str, share: float
) -> None:
    expected = answers(SearchIndex(sound))
    copy = tmp_path / "damaged"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(sound, copy)
    files = sorted(path for path in copy.rglob("*") if path.is_file())
    damaged(files[number % len(files)], kind, share)
    index = SearchIndex(copy)
    try:
        found = answers(index)
    except IndexUnavailable:
        assert index.condition() is not Condition.READY
    else:
        assert found == expected


@pytest.mark.parametrize("ending", [".trm", ".pst", ".toc", ".seal", "_body_len.col", "STAMP"])
@pytest.mark.parametrize("kind", ["cut", "zeroed", "gone"])
def test_damage_to_what_matters_is_always_noticed(sound: Path, ending: str, kind: str) -> None:
    victim = max(sound.rglob(f"*{ending}"), key=lambda path: path.stat().st_size)
    damaged(victim, kind, 0.5)
    index = SearchIndex(sound)
    with pytest.raises(IndexUnavailable):
        answers(index)
    with pytest.raises(IndexUnavailable):
        index.replace([])


@pytest.mark.parametrize("kind", ["longer", "gone"])
def test_the_indexer_notices_damage_to_an_index_it_has_open(sound: Path, kind: str) -> None:
    index = SearchIndex(sound)
    index.require_ready()
    damaged(next(sound.rglob("*.pst")), kind, 0.5)
    with pytest.raises(IndexUnavailable):
        index.require_ready()
    assert index.condition() is Condition.BROKEN


def test_verifying_reads_everything_again(sound: Path) -> None:
    index = SearchIndex(sound)
    assert index.verify() is Condition.READY
    damaged(next(sound.rglob("*.trm")), "flipped", 0.5)
    assert index.condition() is Condition.READY
    assert index.verify() is Condition.BROKEN


def test_files_are_synced_before_the_contents_that_name_them(
    index: SearchIndex, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr("os.fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    write("a", "police", title="reform")
    folder = index.folder.current()
    assert folder is not None
    files = [path for path in folder.glob("MAIN_*.*") if path.stat().st_size]
    last = {inode: turn for turn, inode in enumerate(synced)}
    contents = last[next(folder.glob("*.toc")).stat().st_ino]
    assert len(files) >= 6
    assert all(last[path.stat().st_ino] < contents for path in files)
    assert synced[-1] == folder.stat().st_ino


def test_damage_to_an_open_index_is_an_answer_too(sound: Path) -> None:
    index = SearchIndex(sound)
    answers(index)
    victim = max(sound.rglob("*.pst"), key=lambda path: path.stat().st_size)
    with victim.open("r+b") as file:
        file.write(bytes(victim.stat().st_size))
    with pytest.raises(IndexUnavailable):
        index.search(parse.parse("filler"), PUBLIC)
    assert index.condition() is Condition.BROKEN


def test_a_small_file_is_replaced_whole(tmp_path: Path) -> None:
    storage.write_durably(tmp_path / "NOTE", "one")
    storage.write_durably(tmp_path / "NOTE", "two")
    assert [path.name for path in tmp_path.iterdir()] == ["NOTE"]
    assert (tmp_path / "NOTE").read_text() == "two"
