"""Links between pages: what may be written, and how they are settled at each view."""

import pytest

from ssrwiki.foundation.markup import markdown, tags, wikilinks
from ssrwiki.foundation.markup.wikilinks import LinkState, LinkTarget


@pytest.mark.parametrize(
    ("written", "slug", "label"),
    [
        ("[[Police reform]]", "police-reform", "Police reform"),
        ("[[police-reform|the page]]", "police-reform", "the page"),
        ("[[vetting-track/first-step]]", "vetting-track/first-step", "vetting-track/first-step"),
        ("[[Police/military relations]]", "police-military-relations", "Police/military relations"),
        ("[[Réforme de l'État]]", "reforme-de-l-etat", "Réforme de l'État"),
        ("[[Police &amp; justice]]", "police-justice", "Police & justice"),
        ("[[  spaced   out  ]]", "spaced-out", "spaced out"),
        ("[[x|**stars**]]", "x", "**stars**"),
        ("[[javascript:alert(1)]]", "javascript-alert-1", "javascript:alert(1)"),
    ],
)
def test_a_link_is_read_with_its_slug_and_label(written: str, slug: str, label: str) -> None:
    rendered = markdown.render(f"See {written}.")
    assert rendered.links == (slug,)
    assert rendered.plain == f"See {label}."


@pytest.mark.parametrize(
    "written",
    ["`[[code]]`", "\\[[not]]", "[[]]", "[[!?]]", "[[open", "[[a\nb]]", "```\n[[x]]\n```"],
)
def test_what_is_no_link_stays_text(written: str) -> None:
    assert markdown.render(written).links == ()


def test_a_link_in_a_table_escapes_its_bar() -> None:
    rendered = markdown.render("|a|b|\n|-|-|\n|[[x\\|label]]|2|")
    assert rendered.links == ("x",)
    assert "label" in rendered.plain


def test_each_page_is_named_once_in_order_of_appearance() -> None:
    assert markdown.render("[[B]] [[A]] [[b]] [[c|B]]").links == ("b", "a", "c")


def test_a_known_page_is_a_plain_link() -> None:
    html = markdown.render("[[Vetting]]").html
    settled = wikilinks.settle_links(html, {"vetting": LinkTarget("/pages/vetting?a=1&b=2")})
    assert settled == '<p><a href="/pages/vetting?a=1&amp;b=2">Vetting</a></p>'


def test_a_missing_page_leads_to_the_form_that_creates_it() -> None:
    html = markdown.render('[[Ranks & "pay"?]]').html
    settled = wikilinks.settle_links(html, {})
    assert '<a class="missing" href="/pages/new?title=Ranks%20%26%20%22pay%22%3F">' in settled
    assert "wikilink" not in settled


def test_a_target_that_is_known_to_be_missing_is_missing() -> None:
    html = markdown.render("[[Vetting]]").html
    target = LinkTarget("/pages/vetting", LinkState.MISSING)
    assert wikilinks.settle_links(html, {"vetting": target}) == wikilinks.settle_links(html, {})


def test_a_label_cannot_open_a_tag_when_the_link_is_settled() -> None:
    html = markdown.render('[[x" onclick="alert(1)|<img src=x onerror=alert(1)>]]').html
    settled = wikilinks.settle_links(html, {})
    assert [piece.name for piece in tags.pieces(settled) if piece.name] == ["p", "a", "a", "p"]
    assert "onclick" not in settled.split(">")[0]


def test_settling_touches_nothing_but_the_placeholders() -> None:
    html = markdown.render('[a](/b) [[c]] <a class="wikilink" data-slug="d">').html
    settled = wikilinks.settle_links(html, {"c": LinkTarget("/pages/c")})
    assert '<a href="/b">a</a>' in settled
    assert "&lt;a class=" in settled
