"""The real tree: complete, without loops, and named in each language of the interface."""

import re

import pycountry
import pytest
from babel import Locale

from ssrwiki.commons.places import queries
from ssrwiki.commons.places.rules import Place, PlaceKind
from ssrwiki.foundation import translation
from ssrwiki.foundation.errors import NotFound

LANGUAGES = ("en", "fr", "es", "pt", "ar")


def countries() -> set[str]:
    return {place.code for place in queries.all_places() if place.kind is PlaceKind.COUNTRY}


def test_the_countries_are_those_of_iso_3166_and_kosovo() -> None:
    assert countries() == {country.alpha_2 for country in pycountry.countries} | {"XK"}


def test_the_world_has_five_continents_and_antarctica() -> None:
    assert {place.code for place in queries.children("001")} == {
        *("019", "002", "142", "150", "009"),
        "AQ",
    }


def test_africa_has_the_five_regions_of_m49() -> None:
    assert [place.code for place in queries.children("002")] == ["011", "014", "015", "017", "018"]


def test_every_country_but_antarctica_lies_in_a_region_of_a_continent() -> None:
    for code in countries() - {"AQ"}:
        kinds = [queries.place(held).kind for held in queries.chain(code)]
        assert kinds == [PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.CONTINENT, PlaceKind.WORLD]


def test_each_place_comes_after_the_one_that_holds_it() -> None:
    seen: set[str] = set()
    for place in queries.all_places():
        assert seen.issuperset(queries.chain(place.code)[1:])
        seen.add(place.code)


def test_children_and_parents_agree() -> None:
    for place in queries.all_places():
        assert all(
            queries.chain(child.code)[1] == place.code for child in queries.children(place.code)
        )


def test_sierra_leone_lies_in_western_africa_and_not_in_asia() -> None:
    assert queries.chain("SL") == ("SL", "011", "002", "001")
    assert queries.is_within("SL", "011")
    assert not queries.is_within("SL", "142")


def test_a_region_gathers_its_countries() -> None:
    western_africa = queries.branch("011")
    assert {"011", "SL", "LR", "GH"} < western_africa
    assert western_africa.isdisjoint({"002", "KE", "014"})
    assert queries.branch("001") == {place.code for place in queries.all_places()}


def test_slugs_are_unique_kebab_words_that_lead_back() -> None:
    for place in queries.all_places():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", place.slug)
        assert queries.place_by_slug(place.slug) == place


@pytest.mark.parametrize(
    ("code", "kind", "slug"),
    [
        ("SL", PlaceKind.COUNTRY, "sierra-leone"),
        ("011", PlaceKind.REGION, "western-africa"),
        ("CI", PlaceKind.COUNTRY, "cote-d-ivoire"),
    ],
)
def test_a_code_finds_its_place(code: str, kind: PlaceKind, slug: str) -> None:
    assert queries.find(code) == Place(code, kind, slug)


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("en", "Western Africa"),
        ("fr", "Afrique occidentale"),
        ("pt-BR", "África Ocidental"),
        (Locale("ar"), "غرب أفريقيا"),
    ],
)
def test_a_region_has_a_name_in_each_language(locale: Locale | str, name: str) -> None:
    assert queries.name("011", locale) == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_place_is_without_a_name(language: str) -> None:
    names = [queries.name(place.code, language) for place in queries.all_places()]
    assert all(names)
    assert len(set(names)) == len(names)


def test_a_language_without_place_names_falls_back_to_english() -> None:
    assert queries.name("SL", "vo") == "Sierra Leone"
    assert queries.name("SL", translation.PSEUDO) == "Sierra Leone"


@pytest.mark.parametrize("code", ["EU", "202", "sl", "", "ZZ"])
def test_what_is_no_place_of_the_tree_is_not_found(code: str) -> None:
    assert queries.find(code) is None
    for ask in (queries.place, queries.chain, queries.branch):
        with pytest.raises(NotFound):
            ask(code)
    with pytest.raises(NotFound):
        queries.name(code, "en")
