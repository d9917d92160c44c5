import re
from html import unescape

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, position
from tests.factories.rounds import BODY, a_policy, a_round

PAGE = "/policies/community-policing"
SUBSTANCE = BODY + "\nSupport ends after three years at the latest.\n"


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def document(session: Session, town: Town, officer: Actor) -> Document:
    made = a_policy(session, officer)
    a_round(session, officer, made)
    town.actor("practitioner")
    session.commit()
    return made.document


@pytest.fixture
def visitor(app: Site, document: Document) -> Visitor:
    return Visitor(app).sign_in("practitioner")


def test_a_long_list_of_positions_has_pages_and_each_stands_on_one(
    app: Site, session: Session, town: Town, officer: Actor
) -> None:
    made = a_policy(session, officer, title="Much endorsed")
    a_round(session, officer, made)
    people = [town.actor() for _ in range(41)]
    people += [town.actor(role=Role.MEMBER, is_verified=False) for _ in range(4)]
    rows = [
        position(
            session,
            who,
            made.document,
            attribution="named" if number % 5 else "role_and_region",
        )
        for number, who in enumerate(people)
    ]
    ids = [row.public_id for row in rows]
    session.commit()
    guest = Visitor(app)
    address = f"/policies/{made.slug}/endorsements"
    seen: list[str] = []
    turned, here = [], address
    while here:
        page = guest.get(here).get_data(as_text=True)
        found = re.findall(r'<li class="position-row" id="(\w+)"', page)
        assert len(found) <= 30
        seen += found
        turned.append(found)
        following = re.search(r'href="(\?after=[^"]+)" rel="next"', page)
        here = f"{address}{unescape(following[1])}" if following else ""
    assert sorted(seen) == sorted(ids)
    assert len(turned) == 2
    assert "Verified practitioners (32)" in text_of(guest.get(address))
    for public_id in (seen[0], seen[-1]):
        landed = guest.get(f"{address}?at={public_id}").get_data(as_text=True)
        assert f'id="{public_id}"' in landed


def test_the_position_is_asked_first_and_then_only_what_it_needs(visitor: Visitor) -> None:
    first = text_of(visitor.get(f"{PAGE}/v1/endorse"))
    assert "I agree, with conditions" in first
    assert "On which conditions?" not in first

    agree = text_of(visitor.get(f"{PAGE}/v1/endorse?position=agree"))
    assert "How is your name shown?" in agree
    assert "Why?" not in agree
    assert "On which conditions?" not in agree
    terms = text_of(visitor.get(f"{PAGE}/v1/endorse?position=agree_with_conditions"))
    assert "On which conditions?" in terms
    assert "Why?" not in terms
    assert "Practitioner" in terms, "the exact byline stands in the form"


def test_a_position_is_taken_and_listed(visitor: Visitor, app: Site) -> None:
    done = visitor.send(
        f"{PAGE}/v1/endorse",
        form_at=f"{PAGE}/v1/endorse?position=agree_with_conditions",
        position="agree_with_conditions",
        conditions="Boats count as vehicles.",
        attribution="named",
    )

    assert done.status_code == 303
    words = text_of(Visitor(app).get(f"{PAGE}/endorsements"))
    assert "1 verified practitioner has taken a position" in words
    assert "Verified practitioners (1)" in words
    assert "Conditions: Boats count as vehicles." in words
    assert "See it among the comments" in words
    assert "Boats count as vehicles." in text_of(Visitor(app).get(f"{PAGE}/rounds/1/comments"))


def test_a_disagreement_without_a_reason_comes_back(visitor: Visitor) -> None:
    refused = visitor.send(
        f"{PAGE}/v1/endorse", form_at=f"{PAGE}/v1/endorse?position=disagree", position="disagree"
    )

    assert refused.status_code == 422
    assert "Say why" in text_of(refused)


def test_no_position_at_all_comes_back_to_the_choice(visitor: Visitor) -> None:
    refused = visitor.send(
        f"{PAGE}/v1/endorse", form_at=f"{PAGE}/v1/endorse?position=agree", position=""
    )

    assert refused.status_code == 422
    assert "Choose your position." in text_of(refused)


def test_the_same_form_is_reached_from_the_round(visitor: Visitor) -> None:
    assert "Your position on version 1" in text_of(visitor.get(f"{PAGE}/rounds/1/endorse"))
    done = visitor.send(
        f"{PAGE}/rounds/1/endorse",
        form_at=f"{PAGE}/rounds/1/endorse?position=abstain",
        position="abstain",
        attribution="named",
    )
    assert done.status_code == 303


def test_a_version_no_longer_current_leads_to_the_current_one_and_keeps_the_words(
    session: Session, officer: Actor, document: Document, visitor: Visitor
) -> None:
    form = visitor.hidden_fields(f"{PAGE}/v1/endorse?position=object")
    answered(session, officer, document)
    next_version(session, officer, document, SUBSTANCE)
    session.commit()

    late = visitor.client.post(
        f"{PAGE}/v1/endorse", data=form | {"position": "object", "reason": "It names witnesses."}
    )

    assert late.status_code == 409
    page = late.get_data(as_text=True)
    assert f"{PAGE}/v2/endorse" in page
    assert "It names witnesses." in page
    assert "no longer current" in text_of(visitor.get(f"{PAGE}/v1/endorse"))


def test_a_stale_position_is_confirmed_from_the_redline_with_one_click(
    session: Session, officer: Actor, document: Document, visitor: Visitor, app: Site
) -> None:
    visitor.send(
        f"{PAGE}/v1/endorse",
        form_at=f"{PAGE}/v1/endorse?position=agree",
        position="agree",
        attribution="named",
    )
    answered(session, officer, document)
    next_version(session, officer, document, SUBSTANCE)
    session.commit()

    words = text_of(visitor.get(f"{PAGE}/endorsements"))
    assert "Beside it, not counted: 1 position on an earlier version" in words
    assert "endorsed v1" in words
    assert "Look at what changed, and confirm your position" in text_of(visitor.get(PAGE))
    redline = text_of(visitor.get(f"{PAGE}/v2/reconfirm"))
    assert "Support ends after three years" in redline
    assert "On version 1 you said: I agree." in redline

    assert visitor.send(f"{PAGE}/v2/reconfirm").status_code == 303
    words = text_of(Visitor(app).get(f"{PAGE}/endorsements"))
    assert "1 verified practitioner has taken a position" in words
    assert "not counted" not in words


def test_a_position_is_taken_back_by_a_button(visitor: Visitor, app: Site) -> None:
    visitor.send(
        f"{PAGE}/v1/endorse",
        form_at=f"{PAGE}/v1/endorse?position=agree",
        position="agree",
        attribution="named",
    )

    assert visitor.send(f"{PAGE}/v1/withdraw").status_code == 303
    assert "Nobody has taken a position yet" in text_of(Visitor(app).get(f"{PAGE}/endorsements"))
    assert visitor.get(f"{PAGE}/v1/withdraw").status_code == 404


def test_a_withheld_position_warns_once_and_shows_no_name(
    session: Session, town: Town, visitor: Visitor, app: Site
) -> None:
    page = f"{PAGE}/v1/endorse?position=disagree"
    sent = {
        "position": "disagree",
        "reason": "In Makeni the commander was moved on 3 March 2026.",
        "attribution": "role_and_region",
    }

    warned = visitor.send(f"{PAGE}/v1/endorse", form_at=page, **sent)
    assert warned.status_code == 422
    assert "Your words may give you away" in text_of(warned)
    hidden = visitor.hidden_fields(page) | {"giveaways_seen": "seen"}
    assert visitor.client.post(f"{PAGE}/v1/endorse", data=hidden | sent).status_code == 303
    listed = Visitor(app).get(f"{PAGE}/endorsements").get_data(as_text=True)
    assert "In Makeni" not in listed, "said twice, the words would join position and comment"
    assert "See it among the comments" in listed
    assert "In Makeni" in text_of(Visitor(app).get(f"{PAGE}/rounds/1/comments"))
    assert "ractitioner</a>" not in listed
    assert "/directory/people/practitioner" not in listed


def test_a_guest_is_led_to_sign_in(app: Site, document: Document) -> None:
    assert Visitor(app).get(f"{PAGE}/v1/endorse").status_code == 303
