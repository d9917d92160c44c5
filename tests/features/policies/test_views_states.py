"""Moving a policy on, in the browser: final calls with an end, and the end of a review."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation import clock
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town
from tests.factories.policies import answered
from tests.factories.rounds import START, a_policy, a_round

PAGE = "/policies/community-policing"
STATE = f"{PAGE}/state"
REASON = "It works in nine of ten districts that were visited."


@pytest.fixture
def visitors(app: Site, session: Session, town: Town) -> tuple[Visitor, Visitor]:
    """The officer who published the version, and a second one."""
    officer = town.officer("officer")
    town.officer("second")
    with clock.at(START):
        made = a_policy(session, officer)
        a_round(session, officer, made)
        answered(session, officer, made.document)
    session.commit()
    with clock.at(START + timedelta(days=10)):
        return Visitor(app).sign_in("officer"), Visitor(app).sign_in("second")


def test_a_final_call_has_an_end_that_readers_see_and_approval_waits_for(
    app: Site, visitors: tuple[Visitor, Visitor]
) -> None:
    officer, second = visitors
    with clock.at(START + timedelta(days=10)):
        form = officer.get(STATE).get_data(as_text=True)
        assert 'name="closes_at"' in form
        assert 'value="2026-03-27T17:00"' in form
        fields = {"to": "final_call", "zone": "UTC"}
        short = officer.send(STATE, closes_at="2026-03-20T17:00", **fields)
        assert short.status_code == 422
        assert "14 days at least" in text_of(short)
        assert officer.send(STATE, closes_at="2026-03-27T17:00", **fields).status_code == 303
        assert "until Fri 27 Mar 2026, 17:00" in text_of(Visitor(app).get(PAGE))
        early = second.send(STATE, to="approved", reason=REASON)
        assert early.status_code == 422
        assert "still open" in text_of(early)
    with clock.at(START + timedelta(days=26)):
        assert second.send(STATE, to="approved").status_code == 303
        assert "until" not in text_of(Visitor(app).get(PAGE)).partition("Read")[0]


def test_a_review_ends_with_a_reason_and_the_policy_stays_in_force(
    app: Site, visitors: tuple[Visitor, Visitor]
) -> None:
    officer, second = visitors
    with clock.at(START + timedelta(days=10)):
        assert officer.send(STATE, to="final_call", closes_at="").status_code == 303
        for to in ("approved", "in_force", "under_review"):
            assert second.send(STATE, to=to).status_code == 303
        page = text_of(second.get(STATE))
        assert "End the review: it stays in force" in page
        assert "Withdraw it" in page
        bare = second.send(STATE, to="in_force")
        assert bare.status_code == 422
        assert "public reason" in text_of(bare)
        assert officer.send(STATE, to="in_force", reason=REASON).status_code == 403
        assert second.send(STATE, to="in_force", reason=REASON).status_code == 303
        versions = text_of(Visitor(app).get(f"{PAGE}/versions"))
        assert "from under review to in force" in versions
        assert REASON in versions
