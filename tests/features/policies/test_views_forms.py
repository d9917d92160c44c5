"""A policy's forms as scripts and hurried people send them: with the contract's fields alone."""

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.queries import policies
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town
from tests.factories.policies import rewritten
from tests.factories.rounds import a_policy
from tests.features.policies.test_actions_readers import a_group, publish_for

PAGE = "/policies/community-policing"
NEW = {"title": "Community policing", "body": "## All\n\nMeet weekly."}
WHOLE = {
    "abstract": "Meet weekly.",
    "field": "In the market.",
    "contact": "The desk in Freetown",
    "review_on": "2027-03-31",
    "meant_for_roles": ["police", "justice"],
    "meant_for_regions": "011",
}


@pytest.fixture
def officer(town: Town) -> Actor:
    town.officer("second")
    return town.officer("officer")


@pytest.fixture
def desk(app: Site, session: Session, officer: Actor) -> Visitor:
    session.commit()
    return Visitor(app).sign_in("officer")


def plain(visitor: Visitor, address: str, **fields: str | list[str]) -> int:
    """Sends only what it names, besides tokens and base."""
    hidden = visitor.hidden_fields(address)
    tokens = {name: hidden[name] for name in ("csrf_token", "once", "based_on") if name in hidden}
    return visitor.client.post(address, data=tokens | fields).status_code


def test_a_policy_of_title_and_text_is_led_by_whoever_began_it(
    session: Session, officer: Actor, desk: Visitor
) -> None:
    assert plain(desk, "/policies/new", **NEW) == 303

    document = policies.document(session, viewer=officer, slug="community-policing")
    fields = revisions.fields(revisions.revision(session, document, 1))
    assert fields == {"lead": "officer", "steward": "officer", "owning_units": ["policy-unit"]}
    assert policies.policy(session, document).lead_id == officer.id


def test_a_contract_minimal_edit_empties_no_field_and_a_browser_can(
    session: Session, officer: Actor, desk: Visitor
) -> None:
    assert plain(desk, "/policies/new", **NEW, **WHOLE) == 303
    document = policies.document(session, viewer=officer, slug="community-policing")
    before = revisions.fields(revisions.revision(session, document, 1))
    assert before["meant_for_roles"] == ["police", "justice"]
    session.rollback()

    assert plain(desk, f"{PAGE}/edit", **NEW | {"body": "## All\n\nMeet daily."}) == 303
    assert revisions.fields(revisions.revision(session, document, 2)) == before
    session.rollback()

    emptied = dict.fromkeys((*WHOLE, "lead", "steward"), "")
    assert plain(desk, f"{PAGE}/edit", **NEW, **emptied) == 303
    left = revisions.fields(revisions.revision(session, document, 3))
    assert left == {"owning_units": ["policy-unit"]}


def test_the_unit_that_leads_stands_first_and_so_stays_first(
    app: Site, session: Session, town: Town, desk: Visitor
) -> None:
    town.organisation("a-unit")
    session.commit()
    plain(desk, "/policies/new", **NEW, owning_units=["policy-unit", "a-unit"])

    form = desk.get(f"{PAGE}/edit").get_data(as_text=True)

    assert form.index('value="policy-unit" checked') < form.index('value="a-unit" checked')


def test_lead_and_steward_are_chosen_by_name_among_the_units_officers(
    app: Site, session: Session, town: Town, desk: Visitor
) -> None:
    town.officer("foreigner", "another-unit")
    session.commit()
    form = desk.get("/policies/new").get_data(as_text=True)

    assert '<option value="second">Second</option>' in form
    assert '<option selected value="officer">Officer</option>' in form
    assert "Foreigner" not in form
    assert 'type="date"' in form
    assert 'name="minor"' not in form
    assert form.count("(needed to publish)") == 2


def test_a_second_version_without_an_audience_keeps_the_readers_of_the_first(
    app: Site, session: Session, officer: Actor, desk: Visitor
) -> None:
    made = a_policy(session, officer, audience="members")
    rewritten(session, officer, made.document, "## All\n\nAnother text.")
    session.commit()

    sent = {"summary": "New.", "change_class": "substantive", "confirm": "1"}
    assert plain(desk, f"{PAGE}/publish", **sent) == 303

    assert Visitor(app).get(PAGE).status_code == 404
    assert "Another text." in text_of(desk.get(PAGE))


def test_an_officer_outside_the_group_publishes_for_it_again(
    app: Site, session: Session, town: Town, officer: Actor
) -> None:
    member, _peer = a_group(session, "peers", officer, town.actor("peer"))
    made = a_policy(session, officer, audience="unit")
    rewritten(session, officer, made.document, "## All\n\nFor the peers.")
    publish_for(session, member, made.document, "peers")
    rewritten(session, officer, made.document, "## All\n\nAnother text.")
    session.commit()

    second = Visitor(app).sign_in("second")
    sent = {"summary": "New.", "change_class": "substantive", "confirm": "1"}
    assert plain(second, f"{PAGE}/publish", **sent) == 303

    assert "Another text." in text_of(Visitor(app).sign_in("peer").get(PAGE))
    assert Visitor(app).get(PAGE).status_code == 404


def test_the_page_that_asks_for_confirmation_names_the_text_it_showed(
    session: Session, officer: Actor, desk: Visitor
) -> None:
    made = a_policy(session, officer)
    rewritten(session, officer, made.document, "## All\n\nAnother text.")
    session.commit()
    tokens = desk.hidden_fields(f"{PAGE}/publish") | {"based_on": "0"}

    asked = desk.client.post(f"{PAGE}/publish", data=tokens | {"summary": "New."})

    assert '<input type="hidden" name="based_on" value="2">' in asked.get_data(as_text=True)


def test_all_that_is_missing_is_named_at_once_with_the_way_to_mend_it(desk: Visitor) -> None:
    plain(desk, "/policies/new", **NEW)

    refused = desk.send(f"{PAGE}/publish", summary="Too early.")

    assert refused.status_code == 422
    words = text_of(refused)
    summary = words[: words.index("Your text is kept below.")]
    assert "2 things to put right" in summary
    assert "The text has no abstract" in summary
    assert "“How it works in the field” is empty" in summary
    assert f'href="{PAGE}/edit"' in refused.get_data(as_text=True)
