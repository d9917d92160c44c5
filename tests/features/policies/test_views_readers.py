"""Publishing for a named group, in the browser."""

from sqlalchemy.orm import Session

from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town
from tests.factories.policies import rewritten
from tests.factories.rounds import a_policy
from tests.features.policies.test_actions_readers import a_group

PAGE = "/policies/community-policing"


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
