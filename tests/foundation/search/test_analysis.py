"""Texts become the same terms wherever they are read."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.search.analysis import LONGEST_TERM, Analyser
from ssrwiki.foundation.search.characters import fold, fold_in_place

ANALYSER = Analyser()


def terms(text: str, language: str = "en") -> list[str]:
    return list(ANALYSER.terms(text, language))


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "policies policy"),
        ("en", "police policing"),
        ("fr", "sécurité securite SÉCURITÉS"),
        ("fr", "réformée reformee"),
        ("es", "organización organizacion organizaciones"),
        ("pt", "organização organizacao organizações organizacoes"),
        ("ar", "الأمن أمن الامن"),
        ("ar", "الشُّرطة شرطة"),
    ],
)
def test_forms_of_one_word_have_one_term_with_and_without_accents(
    language: str, forms: str
) -> None:
    assert len(set(terms(forms, language))) == 1


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Été", "ete"),
        ("e\u0301te\u0301", "ete"),
        ("Straße", "strasse"),
        ("ŁÓDŹ", "lodz"),
        ("Sønder", "sonder"),
        ("œuvre", "oeuvre"),
        ("١٣٢٥", "1325"),
        ("\uff30\uff4f\uff4c\uff49\uff43\uff45", "police"),
        ("한국", "한국"),
    ],
)
def test_folding_leaves_plain_letters(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_unspaced_scripts_become_pairs() -> None:
    assert terms("警察改革是", "zh") == ["警察", "察改", "改革", "革是"]
    assert terms("SSR改革x", "en") == ["ssr", "改革", "x"]
    assert terms("警", "zh") == ["警"]


def test_underscores_and_signs_part_words_and_marks_do_not() -> None:
    assert terms("_snake_case_ l'état e-mail", "") == ["snake", "case", "l", "etat", "e", "mail"]
    assert terms("हिन्दी", "") == [fold("हिन्दी")]


def test_a_term_is_cut() -> None:
    assert terms("x" * 500, "") == ["x" * LONGEST_TERM]


def test_a_region_of_a_language_and_an_unknown_language_are_no_error() -> None:
    assert terms("organizações", "pt-BR") == terms("organização", "pt")
    assert terms("policies", "xx") == ["policies"]


def test_a_query_is_read_in_every_language_and_unstemmed() -> None:
    readings = ANALYSER.readings("policies")
    assert ("polici",) in readings
    assert ("policies",) in readings
    assert len(set(readings)) == len(readings)
    assert ANALYSER.readings("?!") == ()


@given(st.text(max_size=80), st.sampled_from(("", *ANALYSER.languages)))
def test_a_query_finds_the_text_it_was_copied_from(text: str, language: str) -> None:
    found = tuple(terms(text, language))
    assert not found or found in ANALYSER.readings(text)
    assert all(found)


@given(st.text())
def test_folding_in_place_keeps_offsets(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)


def test_threads_get_the_terms_that_one_thread_gets() -> None:
    words = [
        f"{root}{end}" for root in ("polic", "reform", "organiz") for end in ("ing", "es", "s")
    ]
    expected = [terms(f"{word}{number}x", "en") for number in range(50) for word in words]
    found: list[list[list[str]]] = []

    def read() -> None:
        found.append([terms(f"{word}{number}x", "en") for number in range(50) for word in words])

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 6


def test_the_version_names_what_the_terms_depend_on() -> None:
    assert Analyser(("en",)).version != Analyser(("en", "fr")).version
