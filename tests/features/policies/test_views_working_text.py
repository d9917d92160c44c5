"""The working text and its past, as the owning unit and others find it."""

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town
from tests.factories.policies import rewritten
from tests.factories.rounds import a_policy

PAGE = "/policies/community-policing"
FIELDS = {
    "title": "Community policing",
    "abstract": "Meet weekly.",
    "body": "## All\n\nMeet weekly.",
    "field": "In the market.",
    "owning_units": "policy-unit",
    "meant_for_roles": "police",
    "meant_for_regions": "011",
    "places": "SL",
}


@pytest.fixture
def officer(session: Session, town: Town) -> Actor:
    town.actor("practitioner")
    return town.officer("officer")


def test_a_saved_working_text_leads_on_to_publishing_editing_and_what_changed(
    app: Site, session: Session, officer: Actor
) -> None:
    session.commit()
    desk = Visitor(app).sign_in("officer")
    desk.send("/policies/new", **FIELDS)
    saved = desk.send(f"{PAGE}/edit", **FIELDS | {"body": "## All\n\nMeet daily."})

    page = desk.get(saved.location)

    words, markup = text_of(page), page.get_data(as_text=True)
    assert "Saved as revision 2" in words
    assert f'<a href="{PAGE}/publish">Publish version 1</a>' in markup
    assert f'<a href="{PAGE}/edit">Edit the working text</a>' in markup
    assert f"{PAGE}/compare?of=revisions&amp;from=1&amp;to=2" in markup
    assert f'<a href="{PAGE}"><bdi>Community policing</bdi></a>' in markup
    for name in ("Policy Unit", "Officer", "Police adviser", "Western Africa", "Sierra Leone"):
        assert f">{name}</dd>" in markup


def test_an_officers_history_keeps_the_tabs_and_says_what_each_revision_became(
    app: Site, session: Session, officer: Actor
) -> None:
    made = a_policy(session, officer)
    rewritten(session, officer, made.document, "## All\n\nAnother text.")
    session.commit()

    page = Visitor(app).sign_in("officer").get(f"{PAGE}/history")

    words, markup = text_of(page), page.get_data(as_text=True)
    for tab in ("Read", "Endorsements", "Versions 1", "Working text", "What links here"):
        assert tab in words
    assert "Discussion" not in words
    assert words.index("Revision 2") < words.index("Revision 1 Version 1")
    assert 'href="/policies/community-policing/versions"' in markup


def test_no_tab_of_a_policy_leads_to_what_is_not_there(
    app: Site, session: Session, officer: Actor
) -> None:
    a_policy(session, officer)
    session.commit()
    for handle in ("officer", "practitioner"):
        visitor = Visitor(app).sign_in(handle)
        page = visitor.get(f"{PAGE}/links").get_data(as_text=True)
        tabs = [part.split('"')[0] for part in page.split('class="tab" href="')[1:]]
        assert len(tabs) >= 4
        assert {visitor.get(tab).status_code for tab in tabs} == {200}
        assert (f"{PAGE}/history" in tabs) == (handle == "officer")
