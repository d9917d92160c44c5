"""Stored HTML as a page gets it."""

from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.markup import markdown, showing, tags
from ssrwiki.foundation.markup.wikilinks import LinkTarget

TABLE = '| Body | Weak *point* |\n|---|---|\n| [[Police]] | "pay" |\n'


def shown(text: str) -> str:
    return showing.shown(markdown.render(text).html, {"police": LinkTarget("/pages/police")})


def test_a_table_stands_in_a_box_that_the_keyboard_can_scroll() -> None:
    html = shown(TABLE)
    assert html.startswith(
        '<div class="scroller" role="group" tabindex="0" aria-label="Body, Weak point"><table>'
    )
    assert html.endswith("</table></div>")


def test_links_within_a_table_are_settled() -> None:
    assert '<a href="/pages/police">Police</a>' in shown(TABLE)


def test_each_of_several_tables_has_its_own_box_and_name() -> None:
    html = shown(f"{TABLE}\nBetween.\n\n| When |\n|---|\n| Now |\n")
    assert html.count('<div class="scroller"') == 2
    assert 'aria-label="When"' in html
    assert "</div>\n<p>Between.</p>\n<div" in html


def test_what_a_heading_says_stays_within_the_name() -> None:
    html = shown('| A "b" <c> |\n|---|\n| x |\n')
    assert 'aria-label="A &quot;b&quot; &lt;c&gt;"' in html


def test_a_table_without_headings_has_a_box_without_a_name() -> None:
    assert 'tabindex="0"><table>' in shown("|  |  |\n|---|---|\n| a | b |\n")


def test_the_name_stays_short() -> None:
    html = shown(f"| {'word ' * 100}|\n|---|\n| a |\n")
    name = html.partition('aria-label="')[2].partition('"')[0]
    assert len(name) == showing.LONGEST_NAME


@given(st.text(alphabet='ab|-\n #*"<', max_size=80))
def test_the_words_and_the_shape_stay(text: str) -> None:
    stored = markdown.render(text).html
    made = showing.shown(stored, {})
    assert tags.plain_text(made) == tags.plain_text(stored)
    assert made.count("<div") == made.count("</div>")
