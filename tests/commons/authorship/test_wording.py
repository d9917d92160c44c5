"""Bylines as readers meet them."""

import pytest

from ssrwiki.commons.authorship import wording
from ssrwiki.commons.authorship.rules import Attribution, Byline
from ssrwiki.commons.people.rules import RoleFamily
from ssrwiki.foundation.words import Message


def withheld(
    family: RoleFamily | None, is_international: bool | None, region: str = "011"
) -> Byline:
    return Byline(
        attribution=Attribution.ROLE_AND_REGION,
        display_name=None,
        handle=None,
        organisation=None,
        family=family,
        is_international=is_international,
        region=region,
    )


def named(display_name: str | None, organisation: str | None) -> Byline:
    return Byline(
        attribution=Attribution.NAMED,
        display_name=display_name,
        handle="legal-desk",
        organisation=organisation,
        family=None,
        is_international=None,
        region=None,
    )


@pytest.mark.parametrize(
    ("byline", "text"),
    [
        (withheld(RoleFamily.POLICE, None), "Police adviser, Western Africa"),
        (withheld(RoleFamily.POLICE, False), "Police adviser (host country), Western Africa"),
        (withheld(RoleFamily.JUSTICE, True, "SL"), "Justice adviser (international), Sierra Leone"),
        (withheld(None, None, "001"), "Practitioner"),
        (named("Legal desk", "Ministry of Justice"), "Legal desk, Ministry of Justice"),
        (named("Legal desk", None), "Legal desk"),
        (named(None, None), "Former member"),
    ],
)
def test_a_byline_reads_as_one_line(byline: Byline, text: str) -> None:
    assert wording.byline_text(byline, "en", str) == text


def test_a_sealed_byline_tells_neither_role_nor_region() -> None:
    sealed = Byline(Attribution.SEALED, None, None, None, RoleFamily.POLICE, False, "SL")
    assert wording.byline_text(sealed, "en", str) == "Name sealed"


def test_place_and_sentence_follow_the_reader() -> None:
    def upper(message: Message) -> str:
        return str(message).upper()

    text = wording.byline_text(withheld(RoleFamily.POLICE, None), "fr", upper)
    assert text == "POLICE ADVISER, AFRIQUE OCCIDENTALE"


def test_every_trade_has_its_own_words() -> None:
    assert set(wording.TRADES) == set(RoleFamily)
    assert len({str(label) for label in wording.TRADES.values()}) == len(RoleFamily)
