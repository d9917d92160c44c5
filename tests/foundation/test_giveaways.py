"""The look at a text finds what gives away, in the words of the text, and nothing twice."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation import giveaways
from ssrwiki.foundation.giveaways import Giveaway, GiveawayKind

PLACES = ("Sierra Leone", "Côte d’Ivoire", "Guinea", "Guinea-Bissau", "Mali")


def found(text: str) -> list[tuple[GiveawayKind, str]]:
    return [(giveaway.kind, giveaway.words) for giveaway in giveaways.found_in(text, PLACES)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("write to m.k+1@police.example.org now", GiveawayKind.EMAIL, "m.k+1@police.example.org"),
        ("call +231 88 612 3456.", GiveawayKind.PHONE, "+231 88 612 3456"),
        ("call (030) 123-4567", GiveawayKind.PHONE, "(030) 123-4567"),
        ("at 8.4844, -13.2344 we", GiveawayKind.COORDINATES, "8.4844, -13.2344"),
        ("at 8°29′N we", GiveawayKind.COORDINATES, "8°29′N"),
        ("grid 29P KM 1234 5678 was", GiveawayKind.COORDINATES, "29P KM 1234 5678"),
        ("on 2021-03-12 we", GiveawayKind.DATE, "2021-03-12"),
        ("on 12.3.2021 we", GiveawayKind.DATE, "12.3.2021"),
        ("on 12 March 2021 we", GiveawayKind.DATE, "12 March 2021"),
        ("on March 12, 2021 we", GiveawayKind.DATE, "March 12, 2021"),
        ("le 3 mars on a", GiveawayKind.DATE, "3 mars"),
        ("el 3 de marzo de 2021 fue", GiveawayKind.DATE, "3 de marzo de 2021"),
        ("في 3 مارس 2021", GiveawayKind.DATE, "3 مارس 2021"),
        ("it was on Tuesday night", GiveawayKind.DATE, "Tuesday"),
        ("both in sierra leone", GiveawayKind.PLACE, "sierra leone"),
        ("en Côte d'Ivoire et", GiveawayKind.PLACE, "Côte d'Ivoire"),
        ("in Guinea-Bissau too", GiveawayKind.PLACE, "Guinea-Bissau"),
        ("Then Colonel Musa Kamara left", GiveawayKind.NAME, "Colonel Musa Kamara"),
        ("near Gbarnga, they", GiveawayKind.NAME, "Gbarnga"),
        ("à l’état-major de Kati", GiveawayKind.NAME, "Kati"),
    ],
)
def test_a_giveaway_is_found_in_its_own_words(text: str, kind: GiveawayKind, words: str) -> None:
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The clause is clear. We would keep it.",
        "Between 2014-2018 it cost 1 000 000 a year.",
        "SSR and DDR are paid for by the UN.",
        "# Heading\n\nPayroll comes first.\n\n* Vetting\n* Training",
        "It may be so; we march on.",
        "1.2.3 and 4.5",
        "",
    ],
)
def test_an_ordinary_text_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_giveaways_come_in_the_order_of_the_text_and_once() -> None:
    text = "We met Musa Kamara in Mali on 3 May 2021. In Mali we met Musa Kamara again."
    assert [words for _kind, words in found(text)] == ["Musa Kamara", "Mali", "3 May 2021"]


def test_no_more_than_twenty_are_shown() -> None:
    text = "we saw " + ", ".join(f"A{chr(97 + number)}" for number in range(26))
    assert len(giveaways.found_in(text)) == 20


@pytest.mark.parametrize("kind", GiveawayKind)
def test_each_kind_has_a_sentence_with_the_words_in_it(kind: GiveawayKind) -> None:
    assert str(Giveaway(kind, "Kati").message).startswith("“Kati” ")


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    for giveaway in giveaways.found_in(text, PLACES):
        assert giveaway.words


@pytest.mark.parametrize("piece", ["a", "1", "1 ", "Aa ", "a@", "a.", "a-", "(1", "12.3"])
def test_a_hostile_text_takes_no_more_than_its_length(piece: str) -> None:
    started = time.perf_counter()
    giveaways.found_in(piece * (100_000 // len(piece)), PLACES)
    assert time.perf_counter() - started < 5
