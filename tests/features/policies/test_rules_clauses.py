"""Clauses: printed numbers, and the identity they keep from version to version."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.features.policies.rules import clauses, numbering
from ssrwiki.features.policies.rules.clauses import Carried, NewClause, OldClause
from ssrwiki.features.policies.rules.numbering import Shape

HEADING_2, HEADING_3, HEADING_4 = (Shape("heading", level) for level in (2, 3, 4))
PARAGRAPH, ITEM, TABLE, RULE = (Shape(kind) for kind in ("paragraph", "item", "table", "rule"))

WORDS = st.sampled_from(["police", "shall", "not", "sign", "a", "register", "twice", "12", "days"])
TEXTS = st.lists(WORDS, max_size=10).map(" ".join)
KINDS = st.sampled_from(["heading", "paragraph", "item"])
CLAUSES = st.lists(st.tuples(TEXTS, KINDS), max_size=8)

SIGNING = "The officer in charge signs the register at the start of each shift."
KEEPING = "Each station keeps the register for ten years in a dry place."
VISITING = "Visitors from outside may come at any hour of the day or night."
PAYING = "Salaries are paid by bank transfer before the fifth of the month."


def old(*texts: str, kind: str = "paragraph") -> list[OldClause]:
    return [OldClause(f"id{n}", text, kind, str(n)) for n, text in enumerate(texts, start=1)]


def new(*texts: str, kind: str = "paragraph") -> list[NewClause]:
    return [NewClause(text, kind) for text in texts]


@pytest.mark.parametrize(
    ("shapes", "printed"),
    [
        ([PARAGRAPH, PARAGRAPH], ["1", "2"]),
        ([HEADING_2, PARAGRAPH, ITEM, TABLE], ["1", "1.1", "1.2", "1.3"]),
        ([PARAGRAPH, HEADING_2, PARAGRAPH, HEADING_2], ["1", "2", "2.1", "3"]),
        (
            [HEADING_2, HEADING_2, PARAGRAPH, PARAGRAPH, HEADING_3, PARAGRAPH, HEADING_3],
            ["1", "2", "2.1", "2.2", "2.3", "2.3.1", "2.4"],
        ),
        ([HEADING_2, HEADING_4, PARAGRAPH, HEADING_2], ["1", "1.1", "1.1.1", "2"]),
        ([HEADING_3, PARAGRAPH, HEADING_2, PARAGRAPH], ["1", "1.1", "2", "2.1"]),
        ([PARAGRAPH, RULE, PARAGRAPH], ["1", "", "2"]),
    ],
)
def test_a_heading_is_a_member_of_its_sequence_and_opens_one(
    shapes: Sequence[Shape], printed: Sequence[str]
) -> None:
    assert list(numbering.numbers(shapes)) == printed


@given(st.lists(st.sampled_from([HEADING_2, HEADING_3, HEADING_4, PARAGRAPH, RULE]), max_size=20))
def test_no_two_clauses_share_a_number(shapes: list[Shape]) -> None:
    printed = [number for number in numbering.numbers(shapes) if number]
    assert len(set(printed)) == len(printed)


def test_a_clause_that_stayed_keeps_its_identity_though_others_came_before_it() -> None:
    carried = clauses.carry(old(SIGNING, KEEPING), new(PAYING, SIGNING, KEEPING))
    assert carried.ids == (None, "id1", "id2")
    assert carried.moved == {}
    assert carried.deleted == ()


def test_a_rewritten_clause_keeps_its_identity() -> None:
    rewritten = SIGNING.replace("start", "start and the end")
    assert clauses.carry(old(SIGNING, KEEPING), new(rewritten, KEEPING)).ids == ("id1", "id2")


def test_a_clause_that_says_something_else_is_a_fresh_one() -> None:
    carried = clauses.carry(old(SIGNING, KEEPING), new(PAYING, KEEPING))
    assert carried.ids == (None, "id2")
    assert [gone.clause.id for gone in carried.deleted] == ["id1"]


def test_a_moved_clause_is_known_with_its_former_number() -> None:
    carried = clauses.carry(
        old(SIGNING, KEEPING, VISITING, PAYING), new(KEEPING, VISITING, PAYING, SIGNING)
    )
    assert carried.ids == ("id2", "id3", "id4", "id1")
    assert carried.moved == {"id1": "1"}


def test_a_clause_that_moved_and_was_rewritten_is_known_too() -> None:
    rewritten = SIGNING.replace("start", "end")
    carried = clauses.carry(old(SIGNING, KEEPING, VISITING), new(KEEPING, VISITING, rewritten))
    assert carried.ids == ("id2", "id3", "id1")


def test_a_deleted_clause_says_behind_which_it_stood() -> None:
    carried = clauses.carry(old(SIGNING, KEEPING, VISITING), new(SIGNING, VISITING))
    (gone,) = carried.deleted
    assert (gone.clause.id, gone.clause.number, gone.behind_id) == ("id2", "2", "id1")
    (first,) = clauses.carry(old(SIGNING, KEEPING), new(KEEPING)).deleted
    assert first.behind_id is None


def test_a_heading_is_not_taken_for_a_paragraph_of_the_same_words() -> None:
    before = [
        OldClause("head", "Custody registers", "heading", "1"),
        OldClause("text", "Custody registers", "paragraph", "1.1"),
    ]
    after = [NewClause("Custody registers", "paragraph"), NewClause("Custody registers", "heading")]
    assert clauses.carry(before, after).ids == ("text", "head")


def test_a_paragraph_that_became_an_item_keeps_its_identity() -> None:
    assert clauses.carry(old(SIGNING), new(SIGNING, kind="item")).ids == ("id1",)


def test_of_equal_clauses_the_first_stays_the_first() -> None:
    carried = clauses.carry(old("None.", KEEPING, "None."), new("None.", KEEPING, "None."))
    assert carried.ids == ("id1", "id2", "id3")


def test_a_clause_split_in_two_lives_on_in_the_part_that_kept_most() -> None:
    whole = f"{SIGNING} {PAYING}"
    carried = clauses.carry(old(whole), new(SIGNING, PAYING))
    assert len([one for one in carried.ids if one == "id1"]) <= 1


@given(CLAUSES, CLAUSES)
def test_each_old_clause_lives_on_once_or_is_deleted(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    old_clauses = [OldClause(f"id{n}", text, kind, str(n)) for n, (text, kind) in enumerate(before)]
    new_clauses = [NewClause(text, kind) for text, kind in after]
    carried = clauses.carry(old_clauses, new_clauses)
    living = [one for one in carried.ids if one is not None]
    gone = [each.clause.id for each in carried.deleted]
    assert len(carried.ids) == len(after)
    assert sorted([*living, *gone]) == sorted(clause.id for clause in old_clauses)
    assert set(carried.moved) <= set(living)
    assert carried == clauses.carry(old_clauses, new_clauses)


@given(CLAUSES)
def test_a_text_published_again_keeps_every_identity(texts: list[tuple[str, str]]) -> None:
    before = [OldClause(f"id{n}", text, kind, str(n)) for n, (text, kind) in enumerate(texts)]
    after = [NewClause(text, kind) for text, kind in texts]
    assert clauses.carry(before, after) == Carried(tuple(one.id for one in before), {}, ())


def test_what_no_effort_is_left_to_compare_gets_a_new_identity(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clauses, "MOST_EFFORT", 10)
    rewritten = SIGNING.replace("signs", "shall sign")
    carried = clauses.carry(old(SIGNING, KEEPING), new(rewritten, KEEPING))
    assert carried.ids == (None, "id2")
