"""Names, titles and bodies come out clean; every title has an address."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation import text
from ssrwiki.foundation.errors import Invalid


def test_a_name_is_composed_trimmed_and_on_one_line() -> None:
    assert text.clean_name("  Ame\u0301lie\n\tDiop ") == "Amélie Diop"


@pytest.mark.parametrize(
    "hidden",
    [
        "\u202e",
        "\u2066",
        "\u200f",
        "\u200b",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\u3164",
        "\ufe0f",
        "\x07",
    ],
)
def test_what_is_not_seen_is_dropped_from_names_and_titles(hidden: str) -> None:
    assert text.clean_name(f"Po{hidden}lice{hidden}") == "Police"
    assert text.clean_title(f"{hidden}Border {hidden} post") == "Border post"


@pytest.mark.parametrize(
    "word",
    [
        "می\u200cخواهم",  # Persian: two letters that must not join
        "क्\u200dष",  # Hindi: a half form after a virama
        "ශ්\u200dරී",  # Sinhala: the conjunct of Sri
        "র\u200d্য",  # Bengali: the joiner stands before the virama
    ],
)
def test_joiners_stay_where_a_script_needs_them(word: str) -> None:
    assert text.clean_name(word) == unicodedata.normalize("NFC", word)


@pytest.mark.parametrize(
    "joined", ["Ad\u200dmin", "\u200cAdmin", "Admin\u200d\u200c", "م\u200c Admin"]
)
def test_joiners_go_where_nothing_is_joined(joined: str) -> None:
    assert "\u200c" not in text.clean_name(joined)
    assert "\u200d" not in text.clean_name(joined)


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u202e", "!?…", "\u3164"])
def test_a_name_without_a_letter_is_refused_at_its_field(nothing: str) -> None:
    with pytest.raises(Invalid) as refused:
        text.clean_name(nothing, field="display_name")
    assert refused.value.field == "display_name"


def test_a_line_may_be_empty_and_long() -> None:
    assert text.clean_line(" \u200b ") == ""
    assert len(text.clean_line("x" * 5000)) == 5000


def test_the_longest_name_and_title_just_fit() -> None:
    assert len(text.clean_name("x" * 120)) == 120
    assert len(text.clean_title("x" * 200)) == 200
    with pytest.raises(Invalid):
        text.clean_name("x" * 121)
    with pytest.raises(Invalid):
        text.clean_title("x" * 201)


@pytest.mark.parametrize(
    "clean", [text.clean_line, text.clean_name, text.clean_title, text.clean_text]
)
@pytest.mark.parametrize("wrong", ["a\x00b", "a\ud800b"])
def test_what_is_no_text_is_refused(clean: Callable[[str], str], wrong: str) -> None:
    with pytest.raises(Invalid):
        clean(wrong)


def test_a_text_keeps_its_lines_tabs_and_joiners() -> None:
    assert text.clean_text("a\r\nb\rc\u2028d\te\u200c\u200ff") == "a\nb\nc\nd\te\u200c\u200ff"


def test_a_text_loses_control_characters_and_overrides_of_direction() -> None:
    assert text.clean_text("must\x08 \u202enot\u202d") == "must not"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    assert text.clean_text(text.clean_text(raw)) == text.clean_text(raw)
    assert text.clean_line(text.clean_line(raw)) == text.clean_line(raw)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Vetting & Recruitment: what works?", "vetting-recruitment-what-works"),
        ("Women's police units don't wait", "womens-police-units-dont-wait"),
        ("Réforme de l’armée", "reforme-de-l-armee"),
        ("Полиция", "politsiya"),
        ("警察", "jingcha"),
        ("New", "new-1"),
        ("v2", "v2-1"),
        ("V 2", "v-2"),
        ("Newcomers", "newcomers"),
        ("———", "untitled"),
    ],
)
def test_a_title_has_a_readable_address(title: str, slug: str) -> None:
    assert text.slug(title) == slug


def test_an_arabic_title_has_an_address() -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text.slug("إصلاح قطاع الأمن"))


def test_a_long_address_ends_with_a_whole_word() -> None:
    assert text.slug("reform " * 40) == "-".join(["reform"] * 11)
    assert text.slug("x" * 300) == "x" * 80


@given(st.text())
def test_every_title_gives_an_address_of_its_own_page(title: str) -> None:
    slug = text.slug(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 80
    assert not text.is_reserved(slug)


@pytest.mark.parametrize("clean", [text.clean_text, text.clean_line])
@pytest.mark.parametrize(
    "marks", ["\u0f71\u0f72", "\u0301\u0316", "\u0f73", "\uff9e\u0301", "\u0301\x01"]
)
def test_a_letter_under_a_heap_of_marks_is_refused(clean: Callable[[str], str], marks: str) -> None:
    with pytest.raises(Invalid, match="accents"):
        clean("Words, then e" + marks * 32)


@pytest.mark.parametrize("clean", [text.clean_text, text.clean_line])
@pytest.mark.parametrize("line", ["e" + "\u0316" * 30 + "e", "—" * 40, "…" * 40, "ﾊﾞ" * 40])
def test_signs_in_a_row_that_burden_no_letter_are_kept(
    clean: Callable[[str], str], line: str
) -> None:
    assert clean(line) == line.strip()


@pytest.mark.parametrize("form", ["NFC", "NFKC"])
def test_no_text_that_is_kept_costs_the_square_of_its_length_to_compose(form: str) -> None:
    """Sorting marks is what costs it; so every character that becomes one must be counted."""
    decomposed = {"NFC": "NFD", "NFKC": "NFKD"}[form]
    for code in (*range(0x80, 0xD800), *range(0xE000, 0x110000)):
        if unicodedata.combining(unicodedata.normalize(decomposed, chr(code))[0]):
            with pytest.raises(Invalid):
                text.clean_text("a" + chr(code) * 31)
