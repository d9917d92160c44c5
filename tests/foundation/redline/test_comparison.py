"""Rendered redlines: which block became which, and which words in it changed."""

from hypothesis import given, settings

from ssrwiki.foundation.redline import comparison
from ssrwiki.foundation.redline.comparison import DiffBlock, RowKind
from tests.factories.redlines import JUDGE, PAPERS, WORDS, blocks, kinds, letters, redline, side


def test_a_text_beside_itself_has_no_changes() -> None:
    found = redline(
        "# Aim\n\nWords[^1]\n\n- a\n- b\n\n[^1]: n", "# Aim\n\nWords[^1]\n\n- a\n- b\n\n[^1]: n"
    )
    assert found.is_empty
    assert "<ins>" not in "".join(row.html for row in found.rows)


def test_a_rewritten_word_is_marked_inside_its_paragraph() -> None:
    (row,) = redline("The officer signs twice a day.", "The officer signs once a day.").rows
    assert row.kind is RowKind.CHANGED
    assert row.label == "changed"
    assert row.html == (
        "<p>The officer signs "
        '<del><span class="visually-hidden">deleted: </span>twice </del>'
        '<ins><span class="visually-hidden">inserted: </span>once </ins>a day.</p>'
    )


def test_marks_never_cross_the_border_of_an_element() -> None:
    (row,) = redline(
        "It is **very clear and plain** to all of us here now.",
        "It is **very** plain *and clear* to all of us here now.",
    ).rows
    assert JUDGE.clean(row.html) == row.html
    assert "<strong>very </strong><del>" in row.html


def test_a_link_that_leads_elsewhere_is_a_change_though_its_words_stay() -> None:
    (row,) = redline(
        "See [the rules](/a) of the service.", "See [the rules](/b) of the service."
    ).rows
    assert row.kind is RowKind.CHANGED
    assert '<del><span class="visually-hidden">deleted: </span><a href="/a">' in row.html


def test_new_and_deleted_blocks_are_marked_whole() -> None:
    found = redline(
        "Alpha beta gamma.\n\nStays as it is.", "Stays as it is.\n\nDelta epsilon zeta."
    )
    assert kinds(found) == ["deleted", "same", "inserted"]


def test_moved_text_is_named_at_both_places() -> None:
    old = "One here now.\n\nTwo stands there.\n\nThree goes on.\n\nFour ends it."
    new = "Two stands there.\n\nThree goes on.\n\nFour ends it.\n\nOne here now."
    found = redline(old, new)
    away, here = found.rows[0], found.rows[-1]
    assert (away.kind, away.label, away.is_old_place, away.number) == (
        RowKind.MOVED,
        "moved to 4",
        True,
        "1",
    )
    assert (here.kind, here.label, here.is_old_place, here.number) == (
        RowKind.MOVED,
        "moved from 1",
        False,
        "4",
    )
    assert "visually-hidden" not in away.html
    assert "<del" not in away.html


def test_moved_text_without_numbers_says_so_too() -> None:
    def unnumbered(words: list[str]) -> list[DiffBlock]:
        return [DiffBlock(f"<p>{each}</p>", each) for each in words]

    found = comparison.compare(
        unnumbered(["one two", "three four", "five six"]),
        unnumbered(["three four", "five six", "one two"]),
        WORDS,
    )
    assert [row.label for row in found.rows] == ["moved away", "", "", "moved here"]


def test_moved_and_lightly_changed_text_shows_its_words() -> None:
    old = "The register is kept for ten whole years.\n\nSecond one.\n\nThird one.\n\nFourth one."
    new = "Second one.\n\nThird one.\n\nFourth one.\n\nThe register is kept for twelve whole years."
    here = redline(old, new).rows[-1]
    assert here.kind is RowKind.MOVED
    assert "twelve" in here.html
    assert "<del>" in here.html


def test_a_table_is_compared_row_by_row_and_cell_by_cell() -> None:
    old = "| Rank | Days |\n|---|---|\n| Officer | 5 |\n| Chief | 8 |\n| Clerk | 3 |"
    new = (
        "| Rank | Days |\n|---|---|\n| Officer | 6 |\n| Chief | 8 |\n| Driver | 2 |\n| Clerk | 3 |"
    )
    (row,) = redline(old, new).rows
    assert row.html.count("<del>") == 1
    assert "<td>Chief</td><td>8</td>" in row.html.replace("\n", "")
    assert '<td><ins><span class="visually-hidden">inserted: </span>Driver</ins></td>' in row.html


def test_an_item_is_shown_in_a_list_of_its_own() -> None:
    found = redline("3. alpha beta\n4. gamma", "3. alpha delta\n4. gamma")
    assert found.rows[0].html.startswith("<ol><li>")


def test_a_footnote_that_only_got_another_number_is_no_change() -> None:
    old = "Words of the text[^a].\n\n[^a]: note a"
    new = "Brand new beginning here[^b].\n\nWords of the text[^a].\n\n[^a]: note a\n[^b]: note b"
    assert kinds(redline(old, new)) == ["inserted", "same", "inserted", "same"]


def test_a_redline_carries_no_ids_and_no_links_to_footnotes() -> None:
    html = "".join(
        row.html
        for row in redline(
            "# Aim\n\nA word[^1].\n\n[^1]: n", "# Aims\n\nB word[^1].\n\n[^1]: m"
        ).rows
    )
    assert " id=" not in html
    assert "footnote-ref" not in html
    assert "footnote-backref" not in html


def test_an_island_of_one_word_between_rewritten_stretches_is_rewritten_with_them() -> None:
    (row,) = redline(
        "Start here: alpha beta gamma of delta epsilon zeta, and so it goes on to the end.",
        "Start here: one two three of four five six, and so it goes on to the end.",
    ).rows
    assert row.html.count("<ins>") == 1


def test_a_table_in_a_source_is_one_passage() -> None:
    before = "Aim\n\n|A|B|\n|---|---|\n|Old|Daily|\n \nEnd"
    found = comparison.compare_source(before, before.replace("Old", "New"), WORDS)
    assert kinds(found) == ["same", "changed", "same"]


def test_sources_are_compared_paragraph_by_paragraph_and_shown_as_typed() -> None:
    found = comparison.compare_source(
        "# Aim\n\n<b>x</b> stays\n\nold words of it",
        "# Aim\n\n<b>x</b> stays\n\nnew words of it",
        WORDS,
    )
    assert kinds(found) == ["same", "same", "changed"]
    assert "&lt;b&gt;" in found.rows[1].html


@settings(max_examples=80)
@given(PAPERS, PAPERS)
def test_both_texts_can_be_read_out_of_their_redline(old: str, new: str) -> None:
    found = redline(old, new)
    new_letters = letters("".join(block.text for block in blocks(new)))
    assert side(found, dropped="del", is_old=False) == new_letters
    if RowKind.MOVED not in {row.kind for row in found.rows}:
        old_letters = letters("".join(block.text for block in blocks(old)))
        assert side(found, dropped="ins", is_old=True) == old_letters


@settings(max_examples=80)
@given(PAPERS, PAPERS)
def test_a_redline_is_well_formed_html_of_our_list(old: str, new: str) -> None:
    for row in redline(old, new).rows:
        assert JUDGE.clean(row.html) == row.html
