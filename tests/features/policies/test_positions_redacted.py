"""Words of a position that opened no comment, in a final call: reported, hidden, redacted."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import endorsements, states
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.foundation.redactions.models import Redaction
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, position
from tests.factories.redactions import REASON, redacted
from tests.factories.rounds import MadePolicy, a_policy, a_round

SAID = "Only once the clerk behind the mosque has left the district."
LIST = "/policies/community-policing/endorsements"


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def policy(session: Session, town: Town, officer: Actor) -> MadePolicy:
    """In its final call."""
    town.crowd(6)
    town.actor("moderator", is_moderator=True, organisation="secretariat")
    town.actor("second", is_moderator=True, organisation="secretariat")
    made = a_policy(session, officer)
    a_round(session, officer, made)
    answered(session, officer, made.document)
    states.decide(session, actor=officer, document=made.document, to="final_call")
    return made


@pytest.fixture
def taken(session: Session, town: Town, policy: MadePolicy) -> Endorsement:
    holder = town.actor("holder")
    row = position(session, holder, policy.document, "agree_with_conditions", conditions=SAID)
    assert row.comment_id is None
    session.commit()
    return row


def test_a_position_is_redacted_with_what_its_holder_said_before_in_its_place(
    session: Session, town: Town, policy: MadePolicy, officer: Actor, taken: Endorsement
) -> None:
    holder = town.actor("other")
    first = position(session, holder, policy.document, "object", reason=SAID)
    second = position(
        session, holder, policy.document, "agree_with_conditions", conditions=f"Still: {SAID}"
    )
    next_version(session, officer, policy.document, "## New\n\nQuite other words stand here.")
    third = endorsements.reconfirm(
        session, actor=holder, document=policy.document, version_number=2
    )
    session.flush()
    moderator = town.actor(is_moderator=True, organisation="secretariat")
    row = redacted(session, moderator, "position", third.public_id)
    session.expire_all()
    assert [(each.reason, each.conditions) for each in (first, second, third)] == [("", "")] * 3
    assert taken.conditions == SAID, "Another's; it is shown to the moderator instead."
    assert session.scalars(select(Redaction.target_id)).all() == [row.target_id]


def test_a_moderator_redacts_from_the_list_and_a_tombstone_stays(
    app: Site, session: Session, taken: Endorsement
) -> None:
    moderator = Visitor(app).sign_in("moderator")
    address = f"/moderation/redact/{taken.public_id}"
    assert address in moderator.get(LIST).get_data(as_text=True)
    assert SAID in text_of(moderator.get(address))
    assert moderator.send(address, reason="x").status_code == 422
    done = moderator.send(address, reason=REASON, code="safety")
    assert done.location.endswith(f"{LIST}#{taken.public_id}")
    for reader in (Visitor(app), Visitor(app).sign_in("holder"), moderator):
        shown = text_of(reader.get(LIST))
        assert "clerk" not in shown
        assert "The words of this position were redacted." in shown
    told = session.scalars(select(Activity).where(Activity.verb == "documents.redacted_part")).one()
    assert (told.summary, told.contribution_id) == (REASON, taken.public_id)
    session.rollback()


def test_it_is_reported_hidden_appealed_against_and_shown_again(
    app: Site, session: Session, town: Town, taken: Endorsement
) -> None:
    town.actor("reader")
    session.commit()
    reader = Visitor(app).sign_in("reader")
    report = f"/moderation/report/{taken.public_id}"
    assert report in reader.get(LIST).get_data(as_text=True)
    assert SAID in text_of(reader.get(report))
    assert reader.send(report, reason="safety", note="He is at his post.").status_code == 303

    moderator = Visitor(app).sign_in("moderator")
    listed = moderator.get("/moderation/reports").get_data(as_text=True)
    address = next(part for part in listed.split('"') if part.startswith("/moderation/reports/"))
    assert SAID in text_of(moderator.get(address))
    assert moderator.send(address, outcome="hidden", reason="safety").status_code == 303
    shown = text_of(reader.get(LIST))
    assert "clerk" not in shown
    assert "A moderator took the words of this position from view" in shown

    holder = Visitor(app).sign_in("holder")
    appeal = f"/moderation/appeal/{taken.public_id}"
    assert appeal in holder.get(LIST).get_data(as_text=True)
    made = holder.send(appeal, text="He left the district years ago.")
    assert made.status_code == 303
    second = Visitor(app).sign_in("second")
    decided = second.send(made.location, outcome="restored", explanation="He has left indeed.")
    assert decided.status_code == 303
    assert SAID in text_of(reader.get(LIST))


def test_a_moderator_hides_it_at_once_and_shows_it_again(app: Site, taken: Endorsement) -> None:
    moderator = Visitor(app).sign_in("moderator")
    address = f"/moderation/hide/{taken.public_id}"
    assert moderator.send(address, reason="").status_code == 422
    assert moderator.send(address, reason="safety").status_code == 303
    assert "clerk" not in text_of(Visitor(app).get(LIST))
    shown = moderator.send(f"/moderation/unhide/{taken.public_id}", form_at=address)
    assert shown.status_code == 303
    assert SAID in text_of(Visitor(app).get(LIST))


def test_a_hidden_position_stays_hidden_when_it_is_confirmed(
    app: Site,
    session: Session,
    policy: MadePolicy,
    officer: Actor,
    town: Town,
    taken: Endorsement,
) -> None:
    taken.hidden_at, taken.hidden_reason = taken.at, "safety"
    next_version(session, officer, policy.document, "## New\n\nQuite other words stand here.")
    session.commit()
    holder = Visitor(app).sign_in("holder")
    done = holder.send("/policies/community-policing/v2/reconfirm")
    assert done.status_code == 303
    assert "clerk" not in text_of(Visitor(app).get(LIST))


@pytest.mark.parametrize("who", ["", "holder", "officer"])
def test_nobody_else_redacts_or_hides_it(app: Site, taken: Endorsement, who: str) -> None:
    visitor = Visitor(app).sign_in(who) if who else Visitor(app)
    for address in ("redact", "hide"):
        assert visitor.get(f"/moderation/{address}/{taken.public_id}").status_code in {303, 403}
    assert SAID in text_of(Visitor(app).get(LIST))
