"""Pages of rows in memory: every row once, in order, whichever way one turns."""

import base64
import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.foundation import pages
from ssrwiki.foundation.jobs import Job
from ssrwiki.foundation.pages import Page, Position

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=3), unique=True, max_size=25).map(sorted)
SIZES = st.integers(min_value=1, max_value=7)


def page(rows: list[str], position: Position, size: int, around: str = "") -> Page[str]:
    return pages.page_of_rows(rows, lambda row: (row,), position, size, around=around)


def forward(rows: list[str], size: int) -> list[Page[str]]:
    found = [page(rows, Position(), size)]
    while (key := found[-1].next) is not None:
        found.append(page(rows, Position(after=key), size))
    return found


@given(WORDS, SIZES)
def test_turning_forward_shows_every_row_once(rows: list[str], size: int) -> None:
    found = forward(rows, size)
    assert [row for each in found for row in each.rows] == rows
    assert all(len(each.rows) <= size for each in found)
    assert found[0].previous is None


@given(WORDS, SIZES)
def test_turning_back_leads_to_the_rows_just_before(rows: list[str], size: int) -> None:
    found = forward(rows, size)
    for former, later in itertools.pairwise(found):
        assert later.previous is not None
        back = page(rows, Position(before=later.previous), size)
        assert back.rows == former.rows
        assert back.next is not None


@given(WORDS, SIZES)
def test_a_row_that_went_meanwhile_makes_nobody_lose_their_place(
    rows: list[str], size: int
) -> None:
    first = page(rows, Position(), size)
    if first.next is None:
        return
    kept = [row for row in rows if row != first.rows[-1]]
    assert page(kept, Position(after=first.next), size).rows == rows[size : 2 * size]


@given(WORDS, SIZES)
def test_each_row_is_found_on_one_of_the_pages_one_turns(rows: list[str], size: int) -> None:
    turned = [each.rows for each in forward(rows, size)]
    for row in rows:
        assert page(rows, Position(), size, around=row).rows in turned
        assert row in page(rows, Position(), size, around=row).rows


def test_a_foreign_key_means_the_top() -> None:
    rows = ["a", "b", "c"]
    for key in ("", "!!", "bm9uc2Vuc2U", "e30"):
        assert page(rows, Position(after=key), 2).rows == ["a", "b"]
    assert page(rows, Position(), 2, around="z").rows == ["a", "b"]


def test_a_key_may_not_tell_in_which_order_rows_arrived(session: Session) -> None:
    with pytest.raises(ValueError, match="arrived"):
        pages.page_of(session, select(Job), (Job.due_at, Job.id), Position(), 30)


def test_a_key_that_holds_no_texts_means_the_top() -> None:
    for foreign in ([1], ["a", 1], [["a"]], [None], {}, 1):
        key = base64.urlsafe_b64encode(json.dumps(foreign).encode()).decode()
        assert page(["a", "b", "c"], Position(after=key), 2).rows == ["a", "b"]
