"""Finding quoted words again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.features.policies.rules import anchors, quotes
from ssrwiki.features.policies.rules.anchors import AnchoredClause, AnchorState, OriginalAnchor
from ssrwiki.features.policies.rules.quotes import Range, Surroundings
from ssrwiki.foundation.matching import Effort

TAGS = "Officers wear a name tag that can be read from two metres."
REGISTER = (
    "Every station keeps a register of all persons in detention, and an officer of another "
    "unit signs it each morning before the shift begins."
)
NOWHERE = Surroundings("", "")
ENOUGH = 1_000_000


def test_line_breaks_of_a_selection_count_as_blanks() -> None:
    assert quotes.locate("name \n tag", NOWHERE, TAGS) == Range(16, 24)


@pytest.mark.parametrize("quote", ["(", "a[b", "$^.*", "\\", "   ", ""])
def test_signs_are_looked_for_as_they_are(quote: str) -> None:
    assert quotes.locate(quote, NOWHERE, TAGS) is None


def test_a_quote_that_begins_and_ends_within_words_stays_so() -> None:
    old, new = [AnchoredClause("a", TAGS)], [AnchoredClause("a", f"All {TAGS}")]
    placed = anchors.place(OriginalAnchor("a", "ficers wear a na"), old, new)
    assert placed.state is AnchorState.EXACT
    assert new[0].text[placed.start : placed.end] == "ficers wear a na"


def test_words_split_off_into_a_clause_of_their_own_are_found_there() -> None:
    head, _, tail = REGISTER.partition(", and ")
    old = [AnchoredClause("a", REGISTER), AnchoredClause("b", TAGS)]
    new = [AnchoredClause("a", head), AnchoredClause("c", f"and {tail}"), old[1]]
    placed = anchors.place(OriginalAnchor("a", "an officer of another unit"), old, new)
    assert (placed.state, placed.clause_id) == (AnchorState.MOVED, "c")
    assert new[1].text[placed.start : placed.end] == "an officer of another unit"


def test_a_near_quote_is_found_with_its_errors_counted() -> None:
    text = quotes.Text([("a", "Nothing here."), ("b", REGISTER)])
    around = Surroundings("Every station keeps a ", " and an officer")
    found = quotes.search("register of all people in detention,", around, 0.2, text, Effort(ENOUGH))
    assert found is not None
    words = REGISTER[found.range.start : found.range.end]
    assert (found.clause_id, words) == ("b", "register of all persons in detention,")
    assert anchors.SURE_FINDING < found.score < 1


def test_a_quote_is_not_found_across_the_border_of_two_clauses() -> None:
    text = quotes.Text([("a", "The unit"), ("b", "reports.")])
    assert quotes.search("unit reports", NOWHERE, 0.0, text, Effort(ENOUGH)) is None


def test_a_near_quote_is_not_looked_for_without_effort() -> None:
    text = quotes.Text([("b", REGISTER)])
    words = "register of all people in detention,"
    assert quotes.search(words, NOWHERE, 0.2, text, Effort(100)) is None


def wrong_words(one: list[str], other: list[str]) -> int:
    """The fewest words to change, add or leave out."""
    row = list(range(len(other) + 1))
    for at, word in enumerate(one, start=1):
        before, row = row, [at]
        for index, aim in enumerate(other, start=1):
            row.append(min(before[index - 1] + (word != aim), before[index] + 1, row[-1] + 1))
    return row[-1]


ROWS = st.lists(st.sampled_from("abc"), min_size=1, max_size=7)


@given(ROWS, ROWS)
def test_no_other_run_of_words_is_nearer(wanted: list[str], row: list[str]) -> None:
    text = quotes.Text([("a", " ".join(row))])
    found = quotes.search(" ".join(wanted), NOWHERE, 0.0, text, Effort(ENOUGH))
    runs = [row[i:j] for i in range(len(row)) for j in range(i + 1, len(row) + 1)]
    fewest = min(wrong_words(run, wanted) for run in runs)
    if 1 - fewest / len(wanted) < quotes.LEAST_QUOTE_LIKENESS:
        assert found is None
        return
    assert found is not None
    there = " ".join(row)[found.range.start : found.range.end].split()
    assert wrong_words(there, wanted) == fewest
