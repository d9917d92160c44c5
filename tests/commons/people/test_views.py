"""How much one account may write: newcomers little, others plenty, whatever browser they use."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.people.rules import Role
from ssrwiki.foundation import clock
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.factories.documents import a_page
from tests.factories.people import Town
from tests.factories.rounds import a_policy, a_round

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
DISCUSSION = "/pages/local-ownership/discussion"
TRIES = 21
EDIT = {"title": "Local ownership", "audience": "public", "lang": "en"}


@pytest.fixture
def site(app: Site, session: Session, town: Town) -> Site:
    with clock.at(NOW):
        officer = town.officer()
        a_page(session, officer)
        a_round(session, officer, a_policy(session, officer))
        town.actor("newcomer", role=Role.MEMBER, is_verified=False, joined_days_ago=1)
        town.actor("adviser")
        session.commit()
    return app


def said(visitor: Visitor, fields: dict[str, str], number: int) -> int:
    return visitor.client.post(DISCUSSION, data=fields | {"body": f"Number {number}."}).status_code


def fresh(visitor: Visitor, address: str) -> dict[str, str]:
    """A form's fields without its token against sending twice."""
    found = visitor.hidden_fields(address)
    return {name: value for name, value in found.items() if name != "once"}


def test_a_newcomer_is_slowed_down_and_keeps_the_text(site: Site) -> None:
    with clock.at(NOW):
        newcomer = Visitor(site).sign_in("newcomer")
        fields = fresh(newcomer, DISCUSSION)
        statuses = [said(newcomer, fields, number) for number in range(TRIES)]
        assert statuses == [303] * 20 + [429]
        again = Visitor(site).sign_in("newcomer")
        other_browser = fresh(again, DISCUSSION)
        assert said(again, other_browser, TRIES) == 429, "another browser is the same account"
        refused = newcomer.client.post(DISCUSSION, data=fields | {"body": "Words to be kept."})
        assert "Words to be kept." in refused.get_data(as_text=True)
    with clock.at(NOW + timedelta(hours=1)):
        assert said(newcomer, fields, TRIES) == 303


def test_others_write_more_than_that(site: Site) -> None:
    with clock.at(NOW):
        adviser = Visitor(site).sign_in("adviser")
        fields = fresh(adviser, DISCUSSION)
        assert {said(adviser, fields, number) for number in range(TRIES)} == {303}


@pytest.mark.parametrize(
    ("address", "form_at", "fields"),
    [
        ("/pages/new", "/pages/new", EDIT | {"title": "Another", "body": "Words."}),
        ("/pages/local-ownership/edit", "/pages/local-ownership/edit", EDIT | {"body": "Words."}),
        ("/pages/local-ownership/report", "/pages/local-ownership/report", {"reason": "spam"}),
        (
            "/policies/community-policing/rounds/1/comments",
            "/policies/community-policing/rounds/1/comments",
            {"body": "Words."},
        ),
        (
            "/policies/community-policing/rounds/1/endorse",
            "/policies/community-policing/v1/endorse?position=agree",
            {"position": "agree", "attribution": "named"},
        ),
    ],
)
def test_everything_one_writes_counts_together(
    site: Site, address: str, form_at: str, fields: dict[str, str]
) -> None:
    with clock.at(NOW):
        newcomer = Visitor(site).sign_in("newcomer")
        form = fresh(newcomer, DISCUSSION)
        for number in range(TRIES - 1):
            said(newcomer, form, number)
        assert newcomer.send(address, form_at=form_at, **fields).status_code == 429
