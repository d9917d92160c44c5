"""Where a comment stands in a later version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.features.policies.rules import anchors
from ssrwiki.features.policies.rules.anchors import (
    AnchoredClause,
    AnchorState,
    OriginalAnchor,
    Placement,
)

SIGNING = "The officer in charge signs the register at the start of each shift and then leaves."
KEEPING = "Each station keeps the register for ten years in a dry and locked place."
VISITING = "Visitors from outside may come at any hour of the day or night, unannounced."
OLD = [AnchoredClause("a", SIGNING), AnchoredClause("b", KEEPING), AnchoredClause("c", VISITING)]


def quoting(quote: str, *, clause_id: str = "a", text: str = SIGNING) -> OriginalAnchor:
    start = text.index(quote)
    end = start + len(quote)
    return OriginalAnchor(clause_id, quote, text[max(0, start - 32) : start], text[end : end + 32])


def words_at(placement: Placement, clauses: list[AnchoredClause]) -> str:
    text = next(clause.text for clause in clauses if clause.id == placement.clause_id)
    return text[placement.start : placement.end]


def test_untouched_words_are_in_their_exact_place() -> None:
    new = [AnchoredClause("a", f"From 2027 on: {SIGNING}"), *OLD[1:]]
    placed = anchors.place(quoting("signs the register"), OLD, new)
    assert (placed.state, placed.clause_id, placed.score) == (AnchorState.EXACT, "a", 1.0)
    assert words_at(placed, new) == "signs the register"


def test_words_rewritten_within_their_clause_are_changed() -> None:
    new = [AnchoredClause("a", SIGNING.replace("signs the", "signs and stamps the")), *OLD[1:]]
    placed = anchors.place(quoting("signs the register at the start"), OLD, new)
    assert (placed.state, placed.clause_id) == (AnchorState.CHANGED, "a")
    assert words_at(placed, new) == "signs and stamps the register at the start"


def test_words_of_which_half_live_on_are_changed_and_of_which_fewer_are_not() -> None:
    quote = quoting("at the start of each shift")
    half = [AnchoredClause("a", SIGNING.replace("at the start of", "during")), *OLD[1:]]
    few = [AnchoredClause("a", SIGNING.replace("at the start of each shift", "once per shift"))]
    assert anchors.place(quote, OLD, half).state is not AnchorState.EXACT
    placed = anchors.place(quote, OLD, [*few, *OLD[1:]])
    assert (placed.state, placed.clause_id) in {
        (AnchorState.CONFIRM, "a"),
        (AnchorState.ORPHAN, None),
    }


def test_a_quote_whose_clause_is_gone_is_found_elsewhere_with_its_surroundings() -> None:
    new = [AnchoredClause("z", f"{KEEPING} {SIGNING} {VISITING}")]
    placed = anchors.place(quoting("signs the register at the start of each shift"), OLD, new)
    assert (placed.state, placed.clause_id) == (AnchorState.MOVED, "z")
    assert placed.score >= 0.85
    assert words_at(placed, new) == "signs the register at the start of each shift"


def test_a_short_quote_is_not_taken_for_its_look_alike() -> None:
    old = [AnchoredClause("a", "The kernel is called Linus by its friends there.")]
    new = [AnchoredClause("z", "A bowl of chines soup is served cold every Linus day.")]
    placed = anchors.place(quoting("Linus", text=old[0].text), old, new)
    assert placed.state is AnchorState.ORPHAN


def test_a_comment_on_a_deleted_clause_is_an_orphan_and_claims_no_clause() -> None:
    placed = anchors.place(OriginalAnchor("a"), OLD, OLD[1:])
    assert (placed.state, placed.clause_id, placed.start) == (AnchorState.ORPHAN, None, None)


def test_a_comment_on_a_whole_clause_follows_it() -> None:
    rewritten = [AnchoredClause("a", SIGNING.replace("leaves", "goes home")), *OLD[1:]]
    longer = [AnchoredClause("a", f"{SIGNING} Nobody else does."), *OLD[1:]]
    assert anchors.place(OriginalAnchor("a"), OLD, OLD).state is AnchorState.EXACT
    for new in (rewritten, longer):
        placed = anchors.place(OriginalAnchor("a"), OLD, new)
        assert (placed.state, placed.clause_id) == (AnchorState.CHANGED, "a")
        assert placed.start is None


def test_a_comment_on_a_clause_that_moved_says_so() -> None:
    new = [OLD[1], OLD[2], OLD[0]]
    assert anchors.place(OriginalAnchor("a"), OLD, new).state is AnchorState.MOVED
    assert anchors.place(OriginalAnchor("b"), OLD, new).state is AnchorState.EXACT


def test_a_comment_on_the_whole_text_stays_there() -> None:
    assert anchors.place(OriginalAnchor(None), OLD, []) == Placement(AnchorState.EXACT, None, 1.0)


def test_little_that_lives_on_is_put_to_a_person() -> None:
    quote = quoting("signs the register at the start of each shift and then leaves")
    new = [AnchoredClause("a", "The officer in charge signs the big book of the day."), *OLD[1:]]
    placed = anchors.place(quote, OLD, new)
    assert (placed.state, placed.clause_id) == (AnchorState.CONFIRM, "a")
    assert 0.2 <= placed.score < 0.5


@pytest.mark.parametrize("quote", ["words nobody wrote here", "", "   "])
def test_a_quote_that_never_stood_there_means_the_whole_clause(quote: str) -> None:
    placed = anchors.place(OriginalAnchor("a", quote), OLD, OLD)
    assert (placed.state, placed.clause_id, placed.start) == (AnchorState.EXACT, "a", None)


def test_of_the_same_words_twice_those_with_the_right_surroundings_are_meant() -> None:
    text = "Sign the book in the morning. Feed the dogs. Sign the book in the evening."
    old = [AnchoredClause("a", text)]
    start = text.rindex("Sign the book")
    anchor = OriginalAnchor("a", "Sign the book", text[start - 20 : start], " in the evening.")
    new = [AnchoredClause("a", text.replace("Feed", "Always feed"))]
    placed = anchors.place(anchor, old, new)
    assert placed.start == new[0].text.rindex("Sign the book")


WORDS = st.sampled_from(["police", "shall", "not", "sign", "a", "register", "twice", "a,", "day."])
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.lists(TEXTS, max_size=5), st.data())
def test_every_comment_can_be_reached_from_every_later_version(
    before: list[str], after: list[str], data: st.DataObject
) -> None:
    old = [AnchoredClause(f"id{n}", text) for n, text in enumerate(before)]
    new = [AnchoredClause(f"id{n}", text) for n, text in enumerate(after)]
    clause = data.draw(st.sampled_from(old))
    start = data.draw(st.integers(0, len(clause.text)))
    end = data.draw(st.integers(start, len(clause.text)))
    anchor = OriginalAnchor(clause.id, clause.text[start:end])
    placed = anchors.place(anchor, old, new)
    if placed.state is AnchorState.ORPHAN:
        assert placed.clause_id is None
    else:
        text = next(each.text for each in new if each.id == placed.clause_id)
        assert placed.start is None or 0 <= placed.start <= (placed.end or 0) <= len(text)
    assert placed.state is not AnchorState.MANUAL
    assert anchors.place(anchor, old, old).state is AnchorState.EXACT
