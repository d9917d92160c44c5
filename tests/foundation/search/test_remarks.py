"""A document stands above what is said about it, unless the words are only in what is said."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssrwiki.foundation.search import parse
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.port import Entry, Replacement
from tests.foundation.search.shelf import Ask, Write

PUBLIC = frozenset({"public"})
AT = datetime(2026, 1, 1, tzinfo=UTC)


def an_entry(kind: str, key: str, *, body: str = "", remark: str = "") -> Entry:
    return Entry(
        kind=kind, key=key, title="", body=body, remark=remark, readers=PUBLIC, updated_at=AT
    )


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    length=st.integers(1, 4_000),
    repeated=st.integers(1, 60),
    others=st.integers(0, 60),
    sharing=st.integers(0, 60),
)
def test_a_document_is_above_its_remarks_however_often_they_repeat_the_word(
    length: int, repeated: int, others: int, sharing: int
) -> None:
    """`others` documents are short, so that this one is long; so many of them have the word too."""
    entries = [
        an_entry("pages", "long", body="filler " * length + "salary"),
        an_entry("comment", "short", remark="salary " * repeated),
        *(
            an_entry("pages", str(number), body="salary" if number < sharing else "filler")
            for number in range(others)
        ),
    ]
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder))
        index.folder.switch(index.start())
        index.replace([Replacement(each.kind, each.key, (each,)) for each in entries])
        hits = index.search(parse.parse("salary"), PUBLIC, size=100).hits
    assert hits[-1].key == "short"
    assert "long" in {hit.key for hit in hits}


def test_words_that_are_only_in_a_remark_find_it(write: Write, ask: Ask) -> None:
    write("a", "The commander signs.", title="Custody")
    write("b", kind="comment", remark="The commander never signs before the rains.")
    assert [hit.key for hit in ask("commander").hits] == ["a", "b"]
    assert [hit.key for hit in ask("commander rains").hits] == ["b"]
    assert [hit.key for hit in ask("commander -rains").hits] == ["a"]
    assert [hit.key for hit in ask('"before the rains"').hits] == ["b"]
    assert [hit.key for hit in ask("rai*").hits] == ["b"]


def test_no_talk_makes_a_word_of_documents_less_telling(write: Write, ask: Ask) -> None:
    write("a", "salary filler filler")
    write("b", "signature filler filler")
    for number in range(9):
        write(f"c{number}", kind="comment", remark="salary")
    hits = {hit.key: hit.score for word in ("salary", "signature") for hit in ask(word).hits}
    assert hits["a"] == hits["b"]


def test_no_spelling_is_learnt_from_remarks(index: SearchIndex, write: Write) -> None:
    write("a", kind="comment", remark="Zarbolite was mentioned.")
    assert index.suggest(parse.parse("zarbolyte"), PUBLIC) is None
