"""What comes out of the renderer for what people write."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.markup import blocks, markdown, sanitise, tags
from ssrwiki.foundation.markup.markdown import Heading

PIECES = st.sampled_from(
    [
        "# Aim\n\n",
        "Title\n=====\n\n",
        "#### Deep\n\n",
        "word ",
        "\n",
        "\n\n",
        "- item\n",
        "1. one\n",
        "    indented\n",
        "> quoted\n",
        "| a | b |\n|---|:-:|\n| 1 | 2 |\n\n",
        "a|b\n-|-\n`|`|c\n\n",
        "Term\n: meaning\n",
        '!!! warning "Mind"\n    body\n\n',
        "```\ncode <b>\n```\n",
        "note[^n] ",
        "[^n]: the note\n",
        "[[Police reform|the page]] ",
        "**bold** ",
        "*em ",
        "_",
        "`tick` ",
        "``",
        "[link](http://example.org/a?b=1&c=2) ",
        "[x](javascript:alert(1)) ",
        "![alt](/files/a.png) ",
        "![alt](https://elsewhere.example/a.png) ",
        "<script>alert(1)</script> ",
        "<img src=x onerror=alert(1)> ",
        "&lt;b&gt; &amp; &#8238; ",
        "https://example.org/x, ",
        "---\n\n",
        "العدالة ",
        "\\* ",
        "<br>",
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


def test_a_text_is_rendered_with_all_that_a_policy_needs() -> None:
    html = markdown.render(
        "Vetting comes first.[^1]\n\n"
        "| Rank | Days |\n|------|-----:|\n| Officer | 5 |\n\n"
        "Vetting\n: a check of conduct\n\n"
        '!!! warning "Mind the gap"\n    Pay first.\n\n'
        "[^1]: Since 2006.\n"
    ).html
    assert '<sup id="h-fnref:1"><a class="footnote-ref" href="#h-fn:1">1</a></sup>' in html
    assert '<td class="align-right">5</td>' in html
    assert "<dt>Vetting</dt>" in html
    assert '<div class="callout callout-warning">' in html
    assert '<p class="callout-title">Mind the gap</p>' in html
    assert '<li id="h-fn:1">' in html


def test_headings_begin_below_the_page_title_and_skip_no_level() -> None:
    rendered = markdown.render("# Aim\n\n#### Detail\n\n## Scope\n\n# Aim\n\nText")
    assert rendered.contents == (
        Heading(2, "h-aim", "Aim"),
        Heading(3, "h-detail", "Detail"),
        Heading(3, "h-scope", "Scope"),
        Heading(2, "h-aim-2", "Aim"),
    )
    assert rendered.headings == "Aim\nDetail\nScope\nAim"


def test_a_heading_inside_a_quote_is_no_part_of_the_outline() -> None:
    rendered = markdown.render("> # Shouted\n\nText")
    assert rendered.contents == ()
    assert "<p><strong>Shouted</strong></p>" in rendered.html


def test_heading_ids_keep_the_letters_of_their_script() -> None:
    (heading,) = markdown.render("# إصلاح الشرطة").contents
    assert heading.id == "h-إصلاح-الشرطة"


def test_heading_ids_are_all_different_even_where_numbers_are_written_out() -> None:
    rendered = markdown.render("# A 2\n\n# A\n\n# A\n\n# A 2\n\n# A")
    ids = [heading.id for heading in rendered.contents]
    assert len(set(ids)) == 5


def test_two_texts_on_one_page_share_no_id() -> None:
    text = "# Aim\n\nText[^a]\n\n[^a]: note"
    first = markdown.render(text)
    second = markdown.render(text, heading_prefix="mine-")

    def ids(html: str) -> set[str]:
        return {piece.attribute("id") for piece in tags.pieces(html)} - {""}

    assert ids(first.html)
    assert not ids(first.html) & ids(second.html)


def test_html_is_shown_as_it_was_typed() -> None:
    assert (
        markdown.render("A <b>bold</b> claim & <div>more</div>").html
        == "<p>A &lt;b&gt;bold&lt;/b&gt; claim &amp; &lt;div&gt;more&lt;/div&gt;</p>"
    )


def test_footnotes_come_in_the_order_of_their_first_mention() -> None:
    rendered = markdown.render("One[^b] two[^a] three[^b]\n\n[^a]: A\n[^b]: B\n[^c]: never used")
    assert [note.text for note in rendered.footnotes] == ["B", "A", "never used"]
    assert rendered.html.endswith(rendered.footnotes_html)
    assert rendered.html.count('class="footnote-backref"') == 4


def test_footnote_ids_never_carry_the_writers_label() -> None:
    rendered = markdown.render('Text[^x" onclick=y]\n\n[^x" onclick=y]: note')
    assert "onclick" not in rendered.html
    assert 'href="#h-fn:1"' in rendered.html


def test_pictures_from_elsewhere_become_links_that_name_their_host() -> None:
    html = markdown.render("![A map](https://maps.example/m.png) ![Ours](/files/m.png)").html
    assert "A map (maps.example)</a>" in html
    assert html.count("<img") == 1


def test_a_linked_picture_from_elsewhere_leaves_one_link() -> None:
    html = markdown.render("[![A map](http://a.example/m.png)](http://b.example)").html
    assert html.count("<a ") == 1
    assert "A map (a.example)" in html


def test_bare_addresses_become_links_but_not_in_code_or_file_names() -> None:
    html = markdown.render(
        "See https://example.org/a_b. Not notes.md\n\n`https://code.example`"
    ).html
    assert '<a href="https://example.org/a_b" rel="noopener nofollow ugc">' in html
    assert html.count("<a ") == 1


def test_code_beside_a_bare_address_is_not_escaped_twice() -> None:
    html = markdown.render("https://example.org\n\n```\nif a < b\n```").html
    assert "if a &lt; b" in html


def test_only_links_that_leave_are_marked_so() -> None:
    html = markdown.render("[out](https://example.org) [in](/pages/x) [here](#h-x)").html
    assert html.count("rel=") == 1


def test_plain_text_has_the_words_and_none_of_the_signs() -> None:
    rendered = markdown.render("# Aim\n\nPay **first**.[^1]\n\n- one\n- two\n\n[^1]: Since 2006.")
    assert rendered.plain == "Aim\nPay first.\none\ntwo\nSince 2006."


def test_a_term_may_follow_a_definition_without_an_empty_line() -> None:
    html = markdown.render("SSR\n: Security sector reform\nDDR\n: Disarmament\n").html
    assert html.count("<dt>") == 2
    assert html.count("<dl>") == 1


def test_a_line_that_turns_direction_is_disarmed_however_it_is_written() -> None:
    html = markdown.render("You shall \u202enot\u202c pay &#8238;this&#x202E;").html
    assert "\u202e" not in html


def test_a_remark_keeps_its_line_breaks_and_has_no_headings_or_tables() -> None:
    remark = markdown.render_remark(
        "#3 is wrong\nas it stands\n\n# Loud\n\n|a|b|\n|-|-|\n\n- point"
    )
    assert "#3 is wrong<br>\nas it stands" in remark.html
    assert "<h2" not in remark.html
    assert "<table" not in remark.html
    assert "<li>point</li>" in remark.html


def test_a_remark_loads_no_picture_and_can_link_to_a_page() -> None:
    remark = markdown.render_remark("![x](/files/x.png) see [[Vetting]]")
    assert "<img" not in remark.html
    assert remark.links == ("vetting",)


def test_a_remark_of_more_than_fifty_kilobytes_is_refused() -> None:
    markdown.render_remark("a " * 20_000)
    with pytest.raises(Invalid) as refusal:
        markdown.render_remark("é" * 26_000)
    assert refusal.value.field == "body"


@given(TEXTS)
def test_cleaning_what_was_rendered_changes_nothing(text: str) -> None:
    html = markdown.render(text).html
    assert sanitise.clean(html) == html


@given(TEXTS)
def test_the_page_is_its_blocks_and_footnotes_and_no_word_is_lost_between(text: str) -> None:
    rendered = markdown.render(text)
    again = "\n".join(
        part for part in (blocks.assemble(rendered.blocks), rendered.footnotes_html) if part
    )
    assert again == rendered.html
    assert rendered.plain == tags.plain_text(rendered.html)


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=20))
def test_every_word_of_a_plain_paragraph_is_kept(words: list[str]) -> None:
    assert markdown.render(" ".join(words)).plain.split() == words


@given(TEXTS)
def test_nothing_written_can_run(text: str) -> None:
    for html in (markdown.render(text).html, markdown.render_remark(text).html):
        for piece in tags.pieces(html):
            assert piece.name not in {"script", "iframe", "svg", "form", "input", "style"}
            assert not piece.attributes.startswith(" on")
            assert "javascript:" not in piece.attributes


def test_a_text_that_is_refused_by_now_is_shown_as_it_was_typed() -> None:
    taken_before = "**Not** <b onclick=x()>so</b> " + "(" * 300
    with pytest.raises(Invalid):
        markdown.render(taken_before)

    rendered = markdown.render_again(taken_before)

    assert rendered.html.startswith("<pre><code>**Not** &lt;b onclick=x()&gt;so&lt;/b&gt; ((")
    assert markdown.render_remark_again(taken_before).html == rendered.html
    assert markdown.render_again("*so*") == markdown.render("*so*")


def test_many_threads_render_side_by_side_without_mixing_texts() -> None:
    failures: list[str] = []

    def render_often(mark: str) -> None:
        for _ in range(20):
            rendered = markdown.render(f"# {mark}\n\nText[^{mark}]\n\n[^{mark}]: note {mark}")
            if rendered.plain != f"{mark}\nText\nnote {mark}":
                failures.append(rendered.plain)

    threads = [threading.Thread(target=render_often, args=(f"m{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
