"""Titles and names that can't be broken where words end still fit a phone."""

import pytest

from tests.browser.accessibility import what_sticks_out
from tests.browser.conftest import NewPerson
from tests.browser.serving import Served
from tests.factories import documents

pytestmark = pytest.mark.browser

ADVISER = "police-adviser-freetown"
TITLE = "Registre_des_armes_et_munitions_saisies_au_poste_de_contrôle_de_la_frontière"


def test_one_long_word_makes_no_page_scroll_sideways(new_person: NewPerson, site: Served) -> None:
    with site.arranging() as session:
        author = site.actor(session, ADVISER)
        page = documents.a_page(session, author, title=TITLE, body=TITLE * 3, abstract=TITLE)
        address = page.document.address
    adviser = new_person(ADVISER)
    for path in (
        "/",
        "/recent-changes",
        "/pages/",
        address,
        f"{address}/history",
        f"{address}/edit",
    ):
        assert adviser.go(path) == 200
        assert what_sticks_out(adviser.page) == [], path
