"""The front page, for guests and for members."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.features.policies.actions import answers, dispositions, responses, rounds
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.feature import Feature, Need
from ssrwiki.foundation.web.site import Site
from ssrwiki.foundation.words import say
from tests.browser_like import Visitor, text_of
from tests.counting import statements
from tests.factories.documents import a_page, revised
from tests.factories.people import Town
from tests.factories.rounds import a_comment, a_policy, a_round


def _needs(_session: Session, actor: Actor) -> Sequence[Need]:
    now = clock.now()
    return [
        Need(say("Look at this some day, %(who)s", who=actor.handle), "/later"),
        Need(say("Answer next week"), "/week", now + timedelta(days=7)),
        Need(say("Answer tomorrow"), "/tomorrow", now + timedelta(days=1)),
    ]


@pytest.fixture
def needy(database: Database) -> None:
    """A site on which one more feature wants something of everybody."""
    asking = Feature(name="asking", needs_you=_needs)
    database.info["features"] = (*composition.FEATURES, asking)


def test_an_empty_site_says_what_it_is_and_what_belongs_here(app: Site) -> None:
    shown = text_of(Visitor(app).get("/"))
    assert "tested by those who carry it out" in shown
    assert "No draft is open for comment now" in shown
    assert "Write the first page" in shown


@pytest.mark.usefixtures("needy")
def test_guests_see_pages_and_changes_but_owe_nothing(
    app: Site, session: Session, town: Town
) -> None:
    author = town.actor("author", organisation="owners")
    a_page(session, author, title="Open page")
    a_page(session, author, title="Members page", audience="members")
    a_page(session, author, title="Unit page", audience="unit")
    session.commit()

    shown = text_of(Visitor(app).get("/"))

    assert "Open page" in shown
    assert "Members page" not in shown
    assert "Unit page" not in shown
    assert "Recent changes" in shown
    assert "Needs you" not in shown
    assert "tomorrow" not in shown


@pytest.mark.usefixtures("needy")
def test_members_see_first_what_is_due_first(app: Site, session: Session, town: Town) -> None:
    town.actor("sergeant")
    session.commit()

    page = Visitor(app).sign_in("sergeant").get("/")
    shown = text_of(page)

    assert '<a class="button button-plain button-small" href="/week"' in page.get_data(as_text=True)
    places = [
        shown.index(words)
        for words in (
            "Needs you",
            "Answer tomorrow",
            "Answer next week",
            "Look at this some day, sergeant",
            "Open for comment",
            "From the field",
        )
    ]
    assert places == sorted(places)


def test_a_member_of_whom_nothing_is_wanted_is_told_so(
    app: Site, session: Session, town: Town
) -> None:
    town.actor("sergeant")
    session.commit()
    assert "Nothing waits for you now." in text_of(Visitor(app).sign_in("sergeant").get("/"))


def test_withheld_names_and_hours_stay_away_from_the_front_page(
    app: Site, session: Session, town: Town
) -> None:
    author = town.actor("amara-kallon", organisation="owners")
    document = a_page(session, author, attribution="role_and_region").document
    revised(session, author, document, "Once more.")
    session.commit()

    page = Visitor(app).get("/").get_data(as_text=True)

    assert "Practitioner" in page
    assert page.count("Amara kallon") == 1  # the second revision is by name


@pytest.mark.parametrize("handle", ["", "sergeant"])
def test_statements_do_not_grow_with_the_site(
    app: Site, database: Database, session: Session, town: Town, handle: str
) -> None:
    author = town.actor("sergeant")
    visitor = Visitor(app)
    counts = []
    for number in range(30):
        a_page(session, author, title=f"Custody {number}")
        if number in (2, 29):
            session.commit()
            if handle and not counts:
                visitor.sign_in(handle)
            with statements(database) as seen:
                assert visitor.get("/").status_code == 200
            counts.append(len(seen))
    assert counts[0] == counts[1]


def _answered_policy(session: Session, town: Town, *, title: str, audience: str = "public") -> None:
    """A policy of which one comment was accepted, and the answers are published."""
    officer = town.officer()
    made = a_policy(session, officer, title=title, audience=audience)
    held = a_round(session, officer, made)
    remark = a_comment(
        session,
        town.actor(organisation="service", role=Role.POLICY),
        held,
        f"The register of {title} is *wet* by May.",
        clause=made.clause_ids[1],
        attribution="role_and_region",
    )
    session.flush()
    dispositions.give_answer(
        session,
        actor=officer,
        held=held,
        comments=[dispositions.Standing(remark.public_id, 0)],
        answer=answers.answer(code="accepted", reason="Registers now get a **dry** shelf."),
    )
    rounds.close_early(session, actor=officer, held=held, reason="The shelves are ordered today.")
    responses.publish_answers(
        session, actor=officer, held=held, preface=responses.preface("Thank you.")
    )


def test_open_drafts_come_with_the_time_that_is_left(
    app: Site, session: Session, town: Town
) -> None:
    officer = town.officer()
    for title, days, audience in (
        ("Later", 40, "public"),
        ("Sooner", 31, "public"),
        ("Among us", 35, "members"),
    ):
        made = a_policy(session, officer, title=title, audience=audience)
        a_round(session, officer, made, days)
    a_policy(session, officer, title="Without a round")
    session.commit()

    shown = text_of(Visitor(app).get("/"))
    opened = shown[shown.index("Open for comment") : shown.index("Recent changes")]

    assert opened.index("Sooner") < opened.index("Later")
    assert "30 days left" in opened
    assert "Among us" not in shown
    assert "Without a round" not in opened


def test_what_was_said_stands_beside_what_was_done(app: Site, session: Session, town: Town) -> None:
    _answered_policy(session, town, title="Custody")
    _answered_policy(session, town, title="Informants", audience="members")
    session.commit()

    response = Visitor(app).get("/")
    shown = text_of(response)

    assert "You said The register of Custody is wet by May." in shown
    assert "We did Accepted Registers now get a dry shelf." in shown
    assert 'href="/policies/custody/rounds/1/response"' in response.get_data(as_text=True)
    assert "Informants" not in shown
    town.actor("sergeant")
    session.commit()
    assert "Informants" in text_of(Visitor(app).sign_in("sergeant").get("/"))


def test_a_comment_that_was_taken_from_view_is_not_shown_on_the_front_page(
    app: Site, session: Session, town: Town
) -> None:
    _answered_policy(session, town, title="Custody")
    comment = session.scalars(select(Comment)).one()
    comment.hidden_at, comment.hidden_reason = clock.now(), "personal_data"
    session.commit()
    assert "wet by May" not in text_of(Visitor(app).get("/"))
