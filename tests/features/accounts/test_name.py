"""Another name for oneself: for what comes, not for what was said."""

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_page
from tests.factories.people import Town

NEW = "Custody officer, Bo"


@pytest.fixture
def sergeant(app: Site, session: Session, town: Town) -> Visitor:
    town.officer("chief of policy")
    actor = town.actor("sergeant", organisation="market-watch")
    a_page(session, actor, title="Local ownership")
    session.commit()
    return Visitor(app).sign_in(actor.handle)


def test_the_new_name_is_shown_and_what_was_signed_keeps_the_old_one(sergeant: Visitor) -> None:
    assert 'value="Sergeant"' in sergeant.get("/account/name").get_data(as_text=True)
    assert sergeant.send("/account/name", display_name=NEW).status_code == 303
    assert NEW in text_of(sergeant.get("/account/"))
    assert NEW in text_of(sergeant.get("/directory/people/sergeant"))
    history = text_of(sergeant.get("/pages/local-ownership/history"))
    assert "Sergeant" in history
    assert NEW not in history


def test_where_somebody_of_another_name_works_is_verified_again(sergeant: Visitor) -> None:
    sergeant.send("/account/name", display_name="Sergeant")
    assert "(verified)" in text_of(sergeant.get("/account/")), "the same name changes nothing"
    assert "verify it again" in text_of(sergeant.get("/account/name"))
    sergeant.send("/account/name", display_name=NEW)
    assert "Market Watch (waiting to be verified)" in text_of(sergeant.get("/account/"))
    assert "verify it again" not in text_of(sergeant.get("/account/name"))


@pytest.mark.parametrize("name", ["", "\u200b", "Сhief of рolicy"])
def test_an_empty_name_or_one_like_an_officers_is_refused(sergeant: Visitor, name: str) -> None:
    refused = sergeant.send("/account/name", display_name=name)
    assert refused.status_code == 422
    assert "Sergeant" in text_of(sergeant.get("/account/"))
