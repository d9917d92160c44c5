"""The fast path gives what stock Whoosh gives, over random corpora and over large lists."""

import math
import random
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssrwiki.foundation.search import evaluate, parse, stock
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.plan import plan
from ssrwiki.foundation.search.port import Entry, Hits, Replacement

DAY_ZERO = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = (
    *("police", "policing", "policy", "reform", "reforms", "réforme", "reforma", "sécurité"),
    *(
        "security",
        "state-building",
        "law",
        "rule",
        "army",
        "the",
        "1325",
        "改革",
        "警察改革",
        "الشرطة",
    ),
)
READERS = ("public", "members", "unit:a", "unit:b")

texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
entries = st.builds(
    Entry,
    kind=st.sampled_from(("pages", "policies")),
    key=st.integers(0, 15).map(str),
    variant=st.sampled_from(("", "working")),
    title=texts,
    headings=texts,
    abstract=texts,
    body=texts,
    remark=texts,
    lang=st.sampled_from(("en", "fr", "zh", "")),
    status=st.sampled_from(("", "open", "in_force")),
    topics=st.lists(st.sampled_from(("police", "justice")), unique=True).map(tuple),
    readers=st.frozensets(st.sampled_from(READERS), max_size=2),
    updated_at=st.integers(0, 400).map(lambda days: DAY_ZERO + timedelta(days=days)),
)
# Each commit makes a segment; a key that comes again deletes what it had in an older one.
commits = st.lists(st.lists(entries, min_size=1, max_size=10), min_size=1, max_size=5)

plain = st.sampled_from(WORDS)
clauses = st.one_of(
    plain,
    plain.map(lambda word: f"-{word}"),
    plain.map(lambda word: f"{word[:2]}*"),
    st.lists(plain, min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.lists(plain, min_size=2, max_size=2).map(lambda words: f'-"{" ".join(words)}"'),
    st.sampled_from(
        ("kind:pages", "topic:police,justice", "status:open", "lang:fr", "after:2026-06-01")
    ),
)
queries = st.lists(clauses, min_size=1, max_size=4).map(" ".join)
readers = st.frozensets(st.sampled_from(READERS), max_size=3)


def replacements(batch: list[Entry]) -> list[Replacement]:
    things = dict.fromkeys((entry.kind, entry.key) for entry in batch)
    by_name = {entry.name: entry for entry in batch}
    return [
        Replacement(kind, key, tuple(e for e in by_name.values() if (e.kind, e.key) == (kind, key)))
        for kind, key in things
    ]


def both(index: SearchIndex, typed: str, viewer: frozenset[str]) -> tuple[Hits, Hits]:
    """What the fast path says, and what stock Whoosh says of the same plan."""
    index.search(parse.parse(""), viewer)
    snapshot = index._snapshot
    assert snapshot is not None
    planned = plan(parse.parse(typed), index.analyser, snapshot)
    fast = evaluate.search(planned, snapshot, viewer, 1, 1000)
    slow = stock.search(planned, snapshot.folder, index.schema, viewer, 1, 1000)
    return fast, slow


def assert_same(fast: Hits, slow: Hits) -> None:
    assert fast.total == slow.total
    assert fast.counts == slow.counts
    scores = {(hit.kind, hit.key, hit.variant): hit.score for hit in slow.hits}
    assert {(hit.kind, hit.key, hit.variant) for hit in fast.hits} == scores.keys()
    for hit in fast.hits:
        expected = scores[hit.kind, hit.key, hit.variant]
        assert math.isclose(hit.score, expected, rel_tol=1e-9)
    best = [hit.score for hit in slow.hits[:20]]
    assert [hit.score for hit in fast.hits[:20]] == pytest.approx(best, rel=1e-9)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(commits=commits, asked=st.lists(queries, min_size=3, max_size=8), viewer=readers)
def test_random_corpora_and_queries_answer_as_stock_whoosh_does(
    commits: list[list[Entry]], asked: list[str], viewer: frozenset[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder))
        index.folder.switch(index.start())
        for batch in commits:
            index.replace(replacements(batch))
        for typed in asked:
            assert_same(*both(index, typed, viewer))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """1,200 entries in several segments, lists of many blocks, a tenth replaced since."""
    index = SearchIndex(tmp_path_factory.mktemp("large"))
    index.folder.switch(index.start())
    dice = random.Random(11)
    rare = [f"word{number}" for number in range(300)]

    def entry(number: int) -> Entry:
        body = dice.choices(WORDS, k=dice.randint(5, 80)) + dice.choices(rare, k=20)
        dice.shuffle(body)
        return Entry(
            kind=dice.choice(("pages", "policies")),
            key=str(number),
            title=" ".join(dice.choices(WORDS, k=3)),
            body=" ".join(body[: len(body) // 2]),
            remark=" ".join(body[len(body) // 2 :]),
            lang=dice.choice(("en", "fr")),
            topics=tuple(dice.sample(("police", "justice", "army"), dice.randint(0, 2))),
            readers=frozenset(dice.sample(READERS, dice.randint(1, 2))),
            updated_at=DAY_ZERO + timedelta(hours=number),
        )

    for start in (0, 700, 1000, 1150):
        end = {0: 700, 700: 1000, 1000: 1150, 1150: 1200}[start]
        index.replace(replacements([entry(number) for number in range(start, end)]))
    index.replace(replacements([entry(number) for number in range(0, 1200, 10)]))
    return index


@pytest.mark.parametrize(
    "typed",
    [
        "police",
        "police reform security",
        "the law rule",
        "word7 police",
        "word7 word8",
        "-police",
        "police -reform -word9",
        '"police reform"',
        '"the rule law" reform',
        '-"police reform" police',
        "word1*",
        "po* -reform",
        "state-building",
        "kind:policies",
        "police kind:pages topic:justice lang:fr",
        "police after:2026-01-20 before:2026-02-05",
        "改革",
        "nowhere",
    ],
)
def test_long_lists_answer_as_stock_whoosh_does(large: SearchIndex, typed: str) -> None:
    fast, slow = both(large, typed, frozenset({"public", "unit:a"}))
    assert_same(fast, slow)
    assert fast.total > 0 or typed == "nowhere"


def test_the_large_index_has_what_the_comparison_needs(large: SearchIndex) -> None:
    large.search(parse.parse(""), frozenset({"public"}))
    snapshot = large._snapshot
    assert snapshot is not None
    assert len(snapshot.segments) >= 3
    assert any(placed.alive.bit_count() < placed.view.size for placed in snapshot.segments)
