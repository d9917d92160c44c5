"""The check of the French catalogue finds what it is for."""

import pytest
from babel.messages.catalog import Catalog

from tests import catalogue
from tests.catalogue import Sentence

COUNTED = ("%(num)s note", "%(num)s notes")


def french(message: str | tuple[str, str], string: str | tuple[str, str]) -> Catalog:
    made = Catalog(locale="fr")
    made.add(message, string)
    return made


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (french("Sign in", "Se connecter"), ""),
        (french("Sign in", ""), "empty"),
        (french("Sign out", "Se déconnecter"), "missing"),
    ],
)
def test_a_sentence_without_its_french_is_told(held: Catalog, told: str) -> None:
    found = list(catalogue.behind(held, iter([Sentence("Sign in", "", "a.html:1")])))
    assert [line.split()[0] for line in found] == ([told] if told else [])


def test_a_fuzzy_sentence_is_told() -> None:
    held = Catalog(locale="fr")
    held.add("Sign in", "Se connecter", flags=["fuzzy"])
    found = list(catalogue.behind(held, iter([Sentence("Sign in", "", "a.html:1")])))
    assert found == ["fuzzy    a.html:1: Sign in"]


@pytest.mark.parametrize(
    ("message", "string", "is_told"),
    [
        ("By %(who)s", "Par %(who)s", False),
        ("By %(who)s", "Par %(qui)s", True),
        ("By %(who)s", "Par quelqu'un", True),
        (COUNTED, ("une note", "%(num)s notes"), False),
        (COUNTED, ("%(nombre)s note", "%(num)s notes"), True),
    ],
)
def test_other_placeholders_are_told(
    message: str | tuple[str, str], string: str | tuple[str, str], is_told: bool
) -> None:
    assert bool(list(catalogue.disagreeing(french(message, string)))) == is_told


def test_sentences_are_found_in_templates_and_in_python() -> None:
    found = {sentence.place.partition(":")[0] for sentence in catalogue.sentences(("ssrwiki/",))}
    assert {path.rpartition(".")[2] for path in found} >= {"py", "html"}
