"""Snippets show why a text is a hit, and never let markup through."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.search import parse
from ssrwiki.foundation.search.analysis import Analyser
from ssrwiki.foundation.search.snippets import WIDTH, Marker


def marker(typed: str) -> Marker:
    return Marker(parse.parse(typed), Analyser())


@pytest.mark.parametrize(
    ("typed", "text", "language", "marked"),
    [
        ("policy", "Old policies and policing", "en", ["policies"]),
        ("securite", "La Sécurité d'abord", "fr", ["Sécurité"]),
        ("sécurité", "La se\u0301curite\u0301", "fr", ["sécurité"]),
        ("الأمن", "قطاع الأَمن اليوم", "ar", ["الأَمن"]),
        ("改革", "警察改革是", "zh", ["改革"]),
        ("警察改革", "警察改革是", "zh", ["警察", "改革"]),
        ("refor*", "A reformer reforms", "en", ["reformer", "reforms"]),
        ('"police reform"', "police and reform", "en", ["police", "reform"]),
        ("police -army", "police, army", "en", ["police"]),
        ("law", "flaw lawyer outlaw law", "en", ["law"]),
        ("snake", "a_snake_case", "en", ["snake"]),
        ("kind:page", "kind page", "en", []),
    ],
)
def test_whole_words_are_marked_by_their_stem(
    typed: str, text: str, language: str, marked: list[str]
) -> None:
    shown = marker(typed).whole(text, language)
    assert re.findall("<mark>(.*?)</mark>", shown) == marked


def test_the_stretch_with_most_of_the_words_is_shown() -> None:
    text = "police " + "filler " * 300 + "the police reform here " + "filler " * 300
    shown = marker("police reform").snippet(text, "en")
    assert "<mark>police</mark> <mark>reform</mark> here" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown.striptags()) < WIDTH + 40


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    assert marker("police").snippet("Nothing here.", "en") == "Nothing here."
    assert marker("").snippet("", "en") == ""


def test_words_beyond_sixty_thousand_characters_are_not_looked_for() -> None:
    assert "<mark>" not in marker("police").snippet("a " * 40_000 + "police", "en")


def test_markup_in_text_is_shown_as_text() -> None:
    shown = marker("script").snippet("<script>alert('x')</script> & more", "en")
    assert shown == (
        "&lt;<mark>script</mark>&gt;alert(&#39;x&#39;)&lt;/<mark>script</mark>&gt; &amp; more"
    )


@given(
    st.text(alphabet="<>&\"'/ pol\u0301icé改革_\n", max_size=300) | st.text(),
    st.sampled_from(("polic*", "police", "改革", '<b> "pol ice"', "é")),
)
def test_taking_the_marks_away_leaves_the_escaped_text(text: str, typed: str) -> None:
    shown = marker(typed).whole(text, "en")
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare
    assert bare.unescape() == unicodedata.normalize("NFC", text)
    assert "<" not in re.sub("</?mark>", "", marker(typed).snippet(text, "fr"))
