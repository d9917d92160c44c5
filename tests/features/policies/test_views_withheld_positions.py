"""The list of positions says no more of a withheld one than its byline does (safety rule 3)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.features.policies.actions import endorsements
from ssrwiki.foundation import clock
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, position
from tests.factories.rounds import BODY, a_policy, a_round

PAGE = "/policies/community-policing"
LIST = f"{PAGE}/endorsements"
SUBSTANCE = BODY + "\nSupport ends after three years at the latest.\n"
WITHHELD = "role_and_region"
FIGURES = "verified practitioners have taken a position"


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def document(session: Session, officer: Actor) -> Document:
    made = a_policy(session, officer)
    a_round(session, officer, made)
    return made.document


def sections(app: Site) -> dict[str, str]:
    """The words of each group, by its title without the number."""
    page = Visitor(app).get(LIST).get_data(as_text=True)
    found = re.findall(r"<h2[^>]*>([^<]*) \((\d+)\)</h2>(.*?)</section>", page, re.DOTALL)
    for title, number, words in found:
        assert words.count('class="position-row"') == int(number), title
    return {title: words for title, _number, words in found}


def test_withheld_positions_stand_together_whatever_group_they_count_in(
    app: Site, session: Session, town: Town, officer: Actor, document: Document
) -> None:
    position(session, town.actor("named"), document)
    position(session, town.officer("insider"), document, attribution=WITHHELD)
    unverified = town.actor(role=Role.MEMBER, is_verified=False)
    position(session, unverified, document, attribution=WITHHELD)
    with clock.at(clock.now() + timedelta(days=2)):
        position(session, town.actor(verified_days_ago=0), document, attribution=WITHHELD)
    session.commit()

    found = sections(app)

    assert found.keys() == {"Verified practitioners", "By role and region"}
    assert found["By role and region"].count("position-row") == 3
    words = text_of(Visitor(app).get(LIST))
    assert "verified after the round opened" not in words.lower()
    assert "would narrow down who it is" in words


def test_figures_under_five_are_left_out_where_somebody_withholds_the_name(
    app: Site, session: Session, town: Town, document: Document
) -> None:
    for actor in town.crowd(4):
        position(session, actor, document)
    session.commit()
    assert f"4 {FIGURES}" in text_of(Visitor(app).get(LIST))
    assert "Endorsements 4" in text_of(Visitor(app).get(PAGE))

    outsider = town.actor(role=Role.MEMBER, is_verified=False)
    position(session, outsider, document, attribution=WITHHELD)
    session.commit()

    assert f"4 {FIGURES}" not in text_of(Visitor(app).get(LIST)), "it tells who isn't among them"
    assert "Endorsements 4" not in text_of(Visitor(app).get(PAGE))


def test_from_five_on_the_figures_are_shown_and_organisations_are_those_of_names(
    app: Site, session: Session, town: Town, document: Document
) -> None:
    for actor in town.crowd(5):
        position(session, actor, document)
    position(session, town.actor(organisation="tenth-office"), document, attribution=WITHHELD)
    session.commit()

    words = text_of(Visitor(app).get(LIST))

    assert f"6 {FIGURES}" in words
    assert "Those who sign by name come from 3 organisations." in words


def test_a_withheld_confirmation_leads_to_nothing_said_another_day(
    app: Site, session: Session, town: Town, officer: Actor, document: Document
) -> None:
    actor = town.actor()
    reason = "It exposes witnesses."
    position(session, actor, document, "object", reason=reason, attribution=WITHHELD)
    answered(session, officer, document)
    next_version(session, officer, document, SUBSTANCE)
    session.commit()
    comment = f'href="{PAGE}/rounds/1/comments/'
    assert comment in sections(app)["By role and region"]

    endorsements.reconfirm(session, actor=actor, document=document, version_number=2)
    session.commit()

    row = sections(app)["By role and region"]
    assert comment not in row
    assert reason not in row
    for officers_page in (LIST, f"{PAGE}/state"):
        assert reason not in text_of(Visitor(app).sign_in("officer").get(officers_page))


def test_words_that_a_moderator_hid_are_hidden_with_the_position_too(
    app: Site, session: Session, town: Town, document: Document
) -> None:
    row = position(session, town.actor(), document, "object", reason="He lives in Bo.")
    session.commit()
    assert "He lives in Bo." in text_of(Visitor(app).get(LIST))

    comment = session.get_one(Comment, row.comment_id)
    comment.hidden_at, comment.hidden_reason = clock.now(), "safety"
    session.commit()

    assert "He lives in Bo." not in text_of(Visitor(app).get(LIST))


def test_a_name_is_taken_off_a_position_and_off_its_comment(
    app: Site, session: Session, town: Town, document: Document
) -> None:
    town.crowd()
    position(session, town.actor("author"), document, "object", reason="It exposes witnesses.")
    session.commit()
    author = Visitor(app).sign_in("author")
    assert f'href="{LIST}/withhold"' in author.get(LIST).get_data(as_text=True)
    assert "Your name can't be put back" in text_of(author.get(f"{LIST}/withhold"))

    assert author.send(f"{LIST}/withhold").status_code == 303

    for address in (LIST, f"{PAGE}/rounds/1/comments", "/recent-changes", "/recent-changes.atom"):
        page = Visitor(app).get(address).get_data(as_text=True)
        assert "Author" not in page, address
        assert "/directory/people/author" not in page, address
    assert author.send(f"{LIST}/withhold").status_code == 422, "a second time"
