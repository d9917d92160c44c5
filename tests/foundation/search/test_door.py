"""The index as its users see it: what is found, by whom, and what happens when it can't answer."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ssrwiki.foundation.search import blocks, parse
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.port import (
    Condition,
    Entry,
    Facet,
    Hits,
    IndexUnavailable,
    Order,
    Replacement,
    SearchBackend,
)
from tests.foundation.search.shelf import Ask, Write

PUBLIC = frozenset({"public"})


def keys(hits: Hits) -> list[str]:
    return [hit.key for hit in hits.hits]


def test_it_stands_behind_the_port(index: SearchIndex) -> None:
    backend: SearchBackend = index
    assert backend.search(parse.parse("nothing"), PUBLIC) == Hits(0, (), ())


def test_titles_weigh_more_than_headings_and_headings_more_than_text(
    index: SearchIndex, ask: Ask
) -> None:
    filler = "some other words that fill the field"

    def entry(key: str, title: str = filler, headings: str = filler, body: str = filler) -> Entry:
        return Entry(
            kind="pages",
            key=key,
            title=title,
            headings=headings,
            body=body,
            lang="en",
            readers=PUBLIC,
            updated_at=datetime(2026, 1, 1, tzinfo=UTC),
        )

    with_word = f"vetting {filler}"
    entries = (
        entry("text", body=with_word),
        entry("heading", headings=with_word),
        entry("title", title=with_word),
        entry("none"),
    )
    index.replace([Replacement("pages", each.key, (each,)) for each in entries])
    assert keys(ask("vetting")) == ["title", "heading", "text"]


def test_only_readers_find_count_and_are_suggested_what_they_may_read(
    index: SearchIndex, write: Write, ask: Ask
) -> None:
    write("open", "ordinary words", topics=("police",), status="draft")
    write("closed", "ordinary secretword", title="Secretword", readers=("unit:a",), topics=("spy",))
    write("nobody", "ordinary nobodysword", readers=())
    guest, insider = ("public",), ("public", "unit:a")
    assert keys(ask("ordinary", *guest)) == ["open"]
    assert sorted(keys(ask("ordinary", *insider))) == ["closed", "open"]
    assert ask("secretword", *guest).total == 0
    assert [count.value for count in ask("", *guest).of(Facet.TOPIC)] == ["police"]
    assert {count.value: count.count for count in ask("", *insider).of(Facet.KIND)} == {"pages": 2}
    assert index.suggest(parse.parse("secretwort"), PUBLIC) is None
    meant = index.suggest(parse.parse("secretwort"), frozenset(insider))
    assert meant is not None
    assert parse.render(meant) == "secretword"
    nobody = index.search(parse.parse("ordinary"), frozenset())
    assert (nobody.total, nobody.counts) == (0, ())


def test_a_facet_counts_what_each_of_its_own_values_would_give(write: Write, ask: Ask) -> None:
    write("a", "word", topics=("police", "justice"), status="open")
    write("b", "word", topics=("police",), status="open")
    write("c", "word", topics=("army",), status="closed")
    counts = ask("word topic:police")
    assert counts.total == 2
    assert [(c.value, c.count) for c in counts.of(Facet.TOPIC)] == [
        ("police", 2),
        ("army", 1),
        ("justice", 1),
    ]
    assert [(c.value, c.count) for c in counts.of(Facet.STATUS)] == [("open", 2)]


def test_pages_of_hits_follow_each_other(write: Write, ask: Ask) -> None:
    for number in range(7):
        write(str(number), "word " + "filler " * number)
    together = [keys(ask("word", page=page, size=3)) for page in (1, 2, 3, 4)]
    assert [len(page) for page in together] == [3, 3, 1, 0]
    assert [key for page in together for key in page] == keys(ask("word"))
    assert ask("word", page=0, size=0).total == ask("word", page=10**9, size=10**9).total == 7


def test_newest_first_on_demand_and_without_words(
    index: SearchIndex, write: Write, ask: Ask
) -> None:
    write("old", "word word word", updated_at=datetime(2024, 1, 1, tzinfo=UTC))
    write("new", "word and many more", updated_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert keys(ask("word")) == ["old", "new"]
    assert keys(ask("kind:pages")) == ["new", "old"]
    newest = index.search(parse.parse("word", Order.NEWEST), PUBLIC)
    assert keys(newest) == ["new", "old"]
    assert keys(ask("word after:2025-01-01")) == ["new"]
    assert keys(ask("word before:2026-01-01")) == ["old"]


def test_the_published_and_the_working_text_are_two_entries_of_one_thing(
    index: SearchIndex, ask: Ask
) -> None:
    def entry(variant: str, body: str, reader: str) -> Entry:
        return Entry(
            kind="policies",
            key="p1",
            variant=variant,
            title="Vetting",
            body=body,
            lang="en",
            readers=frozenset({reader}),
            updated_at=datetime(2026, 1, 1, tzinfo=UTC),
        )

    published, working = entry("", "old", "public"), entry("working", "new", "unit:a")
    index.replace([Replacement("policies", "p1", (published, working))])
    assert [hit.variant for hit in ask("vetting", "public").hits] == [""]
    assert sorted(hit.variant for hit in ask("vetting", "public", "unit:a").hits) == ["", "working"]
    index.replace([Replacement("policies", "p1", (working,))])
    assert ask("vetting", "public").total == 0


@pytest.mark.parametrize(
    "typed",
    [
        "*",
        '"',
        "-",
        "\\",
        "\x00",
        "\ud800",
        "(a OR b)",
        "[a TO b]",
        "a~2",
        "a^9",
        "name:pages",
        "readers:unit:a",
        "thing:x",
        "topic:\x00",
        "%s",
        "' OR 1=1 --",
        "a" * 10_000,
        '"' * 500,
        "é*",
        "改*",
        "警察改*",
        "before:0001-01-01",
        "after:9999-12-31",
        "￾\U0010ffff",
    ],
)
def test_hostile_queries_find_nothing_and_break_nothing(
    index: SearchIndex, write: Write, ask: Ask, typed: str
) -> None:
    write("a", "secretword", readers=("unit:a",))
    assert ask(typed).total == 0
    index.suggest(parse.parse(typed), PUBLIC)


def test_a_single_sign_is_found_in_its_pairs(write: Write, ask: Ask) -> None:
    write("a", "警察改革", lang="zh")
    assert ask("警").total == ask("改革").total == ask("警察*").total == 1
    assert ask("革警").total == 0


def test_without_an_index_it_says_so(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    assert index.condition() is Condition.MISSING
    with pytest.raises(IndexUnavailable):
        index.search(parse.parse("word"), PUBLIC)
    with pytest.raises(IndexUnavailable):
        index.replace([])


def test_an_index_of_another_layout_is_not_read(
    index: SearchIndex, write: Write, tmp_path: Path
) -> None:
    write("a", "word")
    other = SearchIndex(tmp_path / "search", languages=("en",))
    assert index.condition() is Condition.READY
    assert other.condition() is Condition.OUTDATED
    with pytest.raises(IndexUnavailable):
        other.search(parse.parse("word"), PUBLIC)


def test_another_process_sees_each_commit_at_once(
    index: SearchIndex, write: Write, tmp_path: Path
) -> None:
    other = SearchIndex(tmp_path / "search")
    for number in range(12):
        write(str(number % 5), f"word{number}")
        assert other.search(parse.parse(f"word{number}"), PUBLIC).total == 1
    assert other.search(parse.parse("kind:pages"), PUBLIC).total == 5
    assert other.search(parse.parse("word3"), PUBLIC).total == 0


def test_blocks_of_an_unknown_layout_are_answered_the_slow_way(
    write: Write, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        write(str(number), "police reform " * number)
    fast = ask("police")
    monkeypatch.setattr(blocks, "WHOOSH3_HEADER_MAGIC", b"W4Bl")
    fresh = SearchIndex(tmp_path / "search")
    slow = fresh.search(parse.parse("police"), PUBLIC, size=100)
    assert keys(slow) == keys(fast)
    assert slow.counts == fast.counts
    assert fresh.suggest(parse.parse("pollice"), PUBLIC) is None


def test_an_entry_needs_a_name_that_can_be_taken_apart() -> None:
    with pytest.raises(ValueError, match="name"):
        Entry(kind="a:b", key="1", title="", readers=PUBLIC, updated_at=datetime.now(UTC))
