"""What a comparison may cost: long texts, few edits, and texts made to be slow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssrwiki.foundation.redline import alignment, comparison
from ssrwiki.foundation.redline.comparison import DiffBlock
from tests.factories.redlines import (
    JUDGE,
    PAPERS,
    WORDS,
    blocks,
    kinds,
    letters,
    redline,
    side,
)


@settings(max_examples=40)
@given(PAPERS, PAPERS, st.integers(0, 3_000))
def test_beyond_the_bound_words_stand_as_deleted_and_inserted_whole(
    old: str, new: str, units: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparison, "MOST_EFFORT", units)
        found = redline(old, new)
    new_letters = letters("".join(block.text for block in blocks(new)))
    assert side(found, dropped="del", is_old=False) == new_letters
    for row in found.rows:
        assert JUDGE.clean(row.html) == row.html


def test_texts_of_few_repeated_words_are_not_compared_to_the_end() -> None:
    old = "\n\n".join(" ".join("ab"[n * n % 7 % 2] for n in range(900)) for _ in range(20))
    new = "\n\n".join(" ".join("ba"[n * n % 11 % 2] for n in range(900)) for _ in range(20))
    assert redline(old, new).is_cut_short
    assert not redline(old, old).is_cut_short


def test_twenty_edits_in_a_long_text_compare_only_what_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paragraphs = [" ".join(f"word{(n * 7 + m) % 997}" for m in range(50)) for n in range(200)]
    edited = [
        text.replace(" ", " changed ", 1) if place % 10 == 0 else text
        for place, text in enumerate(paragraphs)
    ]
    compared = 0
    measure = alignment.ratio

    def counting(one: alignment.Part, other: alignment.Part) -> float:
        nonlocal compared
        compared += 1
        return measure(one, other)

    monkeypatch.setattr(alignment, "ratio", counting)
    found = redline("\n\n".join(paragraphs), "\n\n".join(edited))
    assert kinds(found).count("changed") == 20
    assert compared <= 40


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["same"] * 3_000, ["same"] * 2_500 + ["other"] * 500),
        ([f"old {n} alpha" for n in range(3_000)], [f"new {n} beta" for n in range(3_000)]),
        ([f"p {n} x" for n in range(3_000)], [f"p {n} x" for n in reversed(range(3_000))]),
    ],
)
def test_the_pairs_tried_grow_with_the_length_and_not_its_square(
    old: list[str], new: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = 0
    measure = alignment.ratio

    def counting(one: alignment.Part, other: alignment.Part) -> float:
        nonlocal tried
        tried += 1
        return measure(one, other)

    monkeypatch.setattr(alignment, "ratio", counting)
    comparison.compare(
        [DiffBlock(f"<p>{text}</p>", text) for text in old],
        [DiffBlock(f"<p>{text}</p>", text) for text in new],
        WORDS,
    )
    assert tried <= 60 * len(old)
