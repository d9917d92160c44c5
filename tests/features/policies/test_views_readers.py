"""Publishing for a named group or for members first, in the browser."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, position, rewritten
from tests.factories.rounds import a_policy, a_round
from tests.features.policies.test_actions_readers import a_group

PAGE = "/policies/community-policing"
UNLISTED = "Some positions are on versions that you may not read."


def members_first(session: Session, town: Town, holders: Sequence[Actor]) -> None:
    """Version 1 was for members, who took positions on it; version 2 is for everybody."""
    officer = town.officer("officer")
    made = a_policy(session, officer, audience="members")
    a_round(session, officer, made)
    for each in holders:
        position(session, each, made.document, "disagree", reason="Said to members.")
    answered(session, officer, made.document)
    next_version(session, officer, made.document, "## All\n\nFor everybody.")
    session.commit()


def test_an_officer_publishes_for_a_group_after_seeing_who_will_read_it(
    app: Site, session: Session, town: Town
) -> None:
    officer, peer = town.officer("officer"), town.actor("peer")
    town.actor("outsider")
    a_group(session, "peers", officer, peer)
    made = a_policy(session, officer, audience="unit")
    rewritten(session, officer, made.document, "## All\n\nFor our peers.")
    session.commit()
    desk = Visitor(app).sign_in("officer")
    form = desk.get(f"{PAGE}/publish").get_data(as_text=True)
    assert 'value="group"' in form
    assert '<option value="peers">Peers</option>' in form

    fields = {"summary": "For few.", "change_class": "substantive", "audience": "group"}
    refused = desk.send(f"{PAGE}/publish", **fields, group="no-such-group")
    assert refused.status_code == 422
    assert "Choose one of your groups" in text_of(refused)
    first = desk.send(f"{PAGE}/publish", **fields, group="peers")
    assert "Only the group that you chose" in text_of(first)
    assert desk.send(f"{PAGE}/publish", **fields, group="peers", confirm="1").status_code == 303

    assert "For our peers." in text_of(Visitor(app).sign_in("peer").get(PAGE))
    assert Visitor(app).sign_in("outsider").get(PAGE).status_code == 404
    assert Visitor(app).get(PAGE).status_code == 404
    again = desk.get(f"{PAGE}/publish").get_data(as_text=True)
    assert '<option selected value="peers">' in again


def test_who_belongs_to_no_group_is_offered_none(app: Site, session: Session, town: Town) -> None:
    a_policy(session, town.officer("officer"))
    session.commit()
    form = Visitor(app).sign_in("officer").get(f"{PAGE}/publish").get_data(as_text=True)
    assert 'value="group"' not in form
    assert 'name="group"' not in form


def test_positions_on_a_version_for_few_are_counted_for_everybody_and_listed_for_them(
    app: Site, session: Session, town: Town
) -> None:
    members_first(session, town, [town.actor(f"holder-{number}") for number in range(5)])

    listed = text_of(Visitor(app).sign_in("holder-1").get(f"{PAGE}/endorsements"))
    assert "Said to members." in listed
    assert UNLISTED not in listed
    counted = text_of(Visitor(app).get(f"{PAGE}/endorsements"))
    assert "Beside it, not counted: 5 positions on an earlier version" in counted
    assert UNLISTED in counted
    assert "Said to members." not in counted
    assert "Nobody has taken a position yet" not in counted


def test_a_position_confirmed_before_more_readers_leaves_its_words_to_those_they_were_said_to(
    app: Site, session: Session, town: Town
) -> None:
    members_first(session, town, [town.actor("holder")])
    holder = Visitor(app).sign_in("holder")
    asked = text_of(holder.get(f"{PAGE}/v2/reconfirm"))
    assert "Version 2 has other readers than version 1: all of them will see your position" in asked
    assert "They will also read" not in asked
    assert holder.send(f"{PAGE}/v2/reconfirm").status_code == 303

    page = Visitor(app).get(f"{PAGE}/endorsements").get_data(as_text=True)
    assert "I disagree" in page
    assert "/rounds/1/comments/" not in page
    assert "Said to members." not in page
    assert UNLISTED not in page
    assert "Said to members." in text_of(holder.get(f"{PAGE}/endorsements"))


def test_tabs_lead_nobody_to_a_round_on_a_version_for_others(
    app: Site, session: Session, town: Town
) -> None:
    members_first(session, town, [town.actor("holder")])
    assert "/rounds/1" not in Visitor(app).get(PAGE).get_data(as_text=True)
    assert "/rounds/1" in Visitor(app).sign_in("holder").get(PAGE).get_data(as_text=True)
