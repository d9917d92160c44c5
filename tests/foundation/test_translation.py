"""Sentences in their languages, without a request."""

from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from ssrwiki.foundation import translation
from ssrwiki.foundation.translation import catalogue, direction, own_name, translate
from ssrwiki.foundation.words import say, say_count


@pytest.fixture
def french():
    kept = Catalog(locale="fr")
    kept.add("Hello %(name)s.", "Bonjour %(name)s.")
    kept.add(("%(count)s reply", "%(count)s replies"), ("%(count)s réponse", "%(count)s réponses"))
    file = BytesIO()
    write_mo(file, kept)
    file.seek(0)
    return Translations(file)


def test_a_sentence_takes_its_parameters_in_the_other_language(french):
    assert translate(say("Hello %(name)s.", name="Aminata"), french) == "Bonjour Aminata."


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 réponse"), (1, "1 réponse"), (2, "2 réponses")]
)
def test_plurals_follow_the_language_and_not_english(french, count, words):
    assert translate(say_count("%(count)s reply", "%(count)s replies", count), french) == words


def test_a_sentence_without_translation_stands_for_itself(french):
    assert translate(say("Not translated."), french) == "Not translated."


def test_a_per_cent_sign_without_parameters_stays(french):
    assert translate(say("100 % of clauses"), french) == "100 % of clauses"


def test_a_language_without_catalogue_gives_the_source_text():
    assert translate(say_count("one", "many", 3), catalogue("sw")) == "many"


def test_the_pseudo_language_wraps_everything_that_was_marked():
    pseudo = catalogue(translation.PSEUDO)
    assert translate(say("Hello %(name)s.", name="Aminata"), pseudo) == "⟦Hello Aminata.⟧"
    assert translate(say_count("%(count)s day", "%(count)s days", 2), pseudo) == "⟦2 days⟧"
    assert pseudo.ugettext("a") == pseudo.pgettext("month", "a") == "⟦a⟧"
    assert pseudo.ungettext("a", "b", 1) == pseudo.unpgettext("x", "a", "b", 1) == "⟦a⟧"


@pytest.mark.parametrize(
    ("language", "side"),
    [
        *[(one, "ltr") for one in ("en", "fr", "zh-Hant", "x-pseudo", "no such thing", "")],
        *[(one, "rtl") for one in ("ar", "fa", "ur")],
    ],
)
def test_direction_of_writing(language, side):
    assert direction(language) == side


def test_languages_are_named_in_themselves():
    assert [own_name(language) for language in translation.LANGUAGES] == ["English", "Français"]


@pytest.mark.parametrize("language", [one for one in translation.LANGUAGES if one != "en"])
def test_every_translation_keeps_the_placeholders_of_its_source(language):
    path = translation.FOLDER / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        kept = read_po(file, locale=language)
    faults = [(m.id, [str(error) for error in errors]) for m, errors in kept.check()]
    assert faults == []
