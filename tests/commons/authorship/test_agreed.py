"""A byline comes out no finer than the one its author saw and agreed to (safety rule 2)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship import rules, views
from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.commons.authorship.rules import WIDEST, Attribution, Breadth, Byline
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Revision
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.people.rules import Actor, Role, RoleFamily
from ssrwiki.commons.places import queries as places
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.factories.discussion import a_remark
from tests.factories.documents import a_held_edit, a_page
from tests.factories.held import release
from tests.factories.people import Town
from tests.factories.rounds import a_policy, a_round

WITHHELD = "role_and_region"
FINE = Breadth(RoleFamily.POLICE, False, "SL")


def byline(cell: Breadth) -> Byline:
    nobody = (None, None, None)
    return Byline(
        Attribution.ROLE_AND_REGION, *nobody, cell.family, cell.is_international, cell.region
    )


def cell(contribution: Bylined | Byline) -> Breadth:
    shown = contribution if isinstance(contribution, Byline) else contribution.byline
    return Breadth(shown.family, shown.is_international, shown.region or "")


families = st.sampled_from([None, RoleFamily.POLICE, RoleFamily.JUSTICE])
cells = st.builds(
    Breadth,
    families,
    st.sampled_from([None, True, False]),
    st.sampled_from(["SL", "GH", "011", "KE", "002", "NP", "001"]),
)


def holds(wide: Breadth, narrow: Breadth) -> bool:
    return (
        wide.family in (None, narrow.family)
        and wide.is_international in (None, narrow.is_international)
        and wide.region in places.chain(narrow.region)
    )


@given(cells, cells)
def test_what_is_signed_holds_what_was_shown_and_what_would_be_shown_now(
    current: Breadth, shown: Breadth
) -> None:
    signed = cell(rules.no_finer(byline(current), byline(shown), places.chain))
    assert holds(signed, current)
    assert holds(signed, shown)


@given(cells)
def test_a_form_carries_a_byline_unchanged(shown: Breadth) -> None:
    assert views.agreed(views.code(byline(shown))) == byline(shown)


@given(st.text(min_size=1) | st.sampled_from(["police/1/XX", "police", "//", "a/b/c/d"]))
def test_a_code_that_can_not_be_read_makes_no_byline_finer(code: str) -> None:
    shown = views.agreed(code)
    assert shown is not None
    assert cell(rules.no_finer(byline(FINE), shown, places.chain)) in {
        WIDEST,
        replace(WIDEST, family=RoleFamily.POLICE),
    }


def test_a_name_gets_no_organisation_that_was_not_shown_with_it() -> None:
    shown = Byline(Attribution.NAMED, "Nana", "nana", None, None, None, None)
    assert rules.no_finer(replace(shown, organisation="Unit"), shown, places.chain) == shown


@pytest.fixture
def author(town: Town) -> Actor:
    return town.actor("author", organisation="service-0")


@pytest.fixture
def site(app: Site, session: Session, town: Town, author: Actor) -> Site:
    """A page and an open round; nobody but the author is in the crowd yet, and officers."""
    officer = town.officer()
    document = a_page(session, officer).document
    a_remark(session, author, document)
    a_round(session, officer, a_policy(session, officer))
    session.commit()
    return app


def grow(session: Session, town: Town) -> None:
    """From now on the author's finest cell is wide enough."""
    town.crowd()
    session.commit()


FORMS = {
    "edit": (
        "/pages/local-ownership/edit",
        {"title": "Local ownership", "body": "Better.", "audience": "public", "lang": "en"},
        Revision,
    ),
    "comment": ("/pages/local-ownership/discussion", {"body": "In my district."}, Comment),
    "position": (
        "/policies/community-policing/v1/endorse?position=agree",
        {"position": "agree"},
        Endorsement,
    ),
}


def newest(session: Session, table: type[Revision] | type[Comment] | type[Endorsement]) -> Bylined:
    session.rollback()
    return session.scalars(select(table).order_by(table.id.desc()).limit(1)).one()


@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_late_signs_with_the_byline_that_it_showed(
    site: Site, session: Session, town: Town, author: Actor, name: str
) -> None:
    address, fields, table = FORMS[name]
    visitor = Visitor(site).sign_in(author.handle)
    opened = visitor.hidden_fields(address)
    grow(session, town)

    sent = visitor.client.post(address, data={**opened, **fields, "attribution": WITHHELD})

    assert sent.status_code == 303
    assert cell(newest(session, table)) == WIDEST
    told = session.scalars(select(Activity).order_by(Activity.id.desc()).limit(1)).one()
    assert cell(told) == WIDEST


@pytest.mark.parametrize("name", FORMS)
def test_a_script_that_was_shown_nothing_signs_with_the_byline_of_now(
    site: Site, session: Session, town: Town, author: Actor, name: str
) -> None:
    address, fields, table = FORMS[name]
    visitor = Visitor(site).sign_in(author.handle)
    grow(session, town)
    opened = visitor.hidden_fields(address)
    opened.pop("shown_byline")

    sent = visitor.client.post(address, data={**opened, **fields, "attribution": WITHHELD})

    assert sent.status_code == 303
    assert cell(newest(session, table)) == FINE


def test_a_name_comes_off_for_the_byline_that_the_page_showed(
    site: Site, session: Session, town: Town, author: Actor
) -> None:
    address = f"/comments/{newest(session, Comment).public_id}/withhold"
    session.rollback()
    visitor = Visitor(site).sign_in(author.handle)
    opened = visitor.hidden_fields(address)
    grow(session, town)

    assert visitor.client.post(address, data=opened).status_code == 303

    assert cell(newest(session, Comment)) == WIDEST


def test_a_form_that_comes_back_shows_and_carries_the_byline_of_now(
    site: Site, session: Session, town: Town, author: Actor
) -> None:
    visitor = Visitor(site).sign_in(author.handle)
    opened = visitor.hidden_fields("/pages/local-ownership/edit")
    grow(session, town)

    refused = visitor.client.post("/pages/local-ownership/edit", data={**opened, "body": ""})

    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "Police adviser (host country), Sierra Leone" in page
    assert f'name="shown_byline" value="{views.code(byline(FINE))}"' in page


@pytest.mark.parametrize("attribution", [WITHHELD, "named"])
def test_an_edit_that_waited_is_let_out_as_it_was_signed(
    session: Session, town: Town, attribution: str
) -> None:
    owner, moderator = town.officer(), town.actor(is_moderator=True, organisation="elsewhere")
    document = a_page(session, owner).document
    newcomer = town.actor("newcomer", role=Role.MEMBER, is_verified=False, joined_days_ago=1)
    held = a_held_edit(session, newcomer, document, attribution=attribution)
    signed = held.byline
    town.crowd()
    town.verify(newcomer)

    release(session, moderator, held)

    session.flush()
    assert revisions.revision(session, document, 2).byline == signed
