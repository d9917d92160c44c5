"""What pages say: counts of nothing, clauses that only moved, words that were suggested."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.notifications.actions import watching
from ssrwiki.commons.notifications.models import Notice
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.web.site import Site
from ssrwiki.foundation.worker import run_due
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town
from tests.factories.policies import REASON, answered, next_version, position, rewritten
from tests.factories.rounds import BODY, MadePolicy, a_comment, a_policy, a_round

PAGE = "/policies/community-policing"
ROUND = f"{PAGE}/rounds/1"
MOVED = """## Before support begins

Forum members receive no salary and no sitting fee.

The station commander will not be moved for twelve months.
"""
SUGGESTED = "The station commander will not be moved for twenty-four months."
REDLINE = (
    '<del><span class="visually-hidden">deleted: </span>twelve </del>'
    '<ins><span class="visually-hidden">inserted: </span>twenty-four </ins>'
)


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def policy(session: Session, officer: Actor) -> MadePolicy:
    return a_policy(session, officer)


def test_publishing_counts_nobody_where_there_is_nobody(
    app: Site, session: Session, officer: Actor, policy: MadePolicy
) -> None:
    rewritten(session, officer, policy.document, f"{BODY}\nA visitor may see it.\n")
    session.commit()

    words = text_of(
        Visitor(app)
        .sign_in("officer")
        .send(f"{PAGE}/publish", summary="Two.", change_class="substantive", audience="public")
    )
    nobody = "Nobody watches this policy or its topics or holds a position on it, so no notices"
    assert nobody in words
    assert "There are no comments on earlier versions to be carried over." in words
    assert " 0 " not in words
    assert "ositions" not in words


def test_publishing_says_how_many_are_told_as_many_as_then_are(
    app: Site,
    database: Database,
    session: Session,
    town: Town,
    officer: Actor,
    policy: MadePolicy,
) -> None:
    a_round(session, officer, policy)
    for _number in range(4):
        position(session, town.actor(), policy.document, attribution="role_and_region")
    watching.watch(session, actor=officer, thing=policy.document)
    answered(session, officer, policy.document)
    rewritten(session, officer, policy.document, f"{BODY}\nA visitor may see it.\n")
    session.commit()
    desk = Visitor(app).sign_in("officer")
    asked = {"summary": "Two.", "change_class": "substantive", "audience": "public"}
    assert "Fewer than five people who watch" in text_of(desk.send(f"{PAGE}/publish", **asked))
    for others in ({"audience": "unit"}, {"audience": "group", "group": ""}):
        words = text_of(desk.send(f"{PAGE}/publish", **(asked | others)))
        assert "people who watch" not in words

    watching.watch(session, actor=town.actor(), thing=policy.document)
    session.commit()

    assert "5 people who watch" in text_of(desk.send(f"{PAGE}/publish", **asked))
    assert desk.send(f"{PAGE}/publish", **asked, confirm="1").status_code == 303
    with clock.at(clock.now() + timedelta(minutes=11)):
        run_due(database, composition.tasks())
    told = session.scalars(
        select(Notice.id)
        .join(Activity, Activity.id == Notice.activity_id)
        .where(Activity.address == f"{PAGE}/v2")
    ).all()
    assert len(told) == 5


def test_a_round_in_which_nobody_spoke_owes_nothing(
    app: Site, session: Session, officer: Actor, policy: MadePolicy
) -> None:
    a_round(session, officer, policy)
    session.commit()
    desk = Visitor(app).sign_in("officer")

    assert "Look at the round" in text_of(desk.get(PAGE))
    assert "nobody has said anything" in text_of(desk.send(f"{ROUND}/close", reason=REASON))
    assert "no comments" in text_of(desk.get(f"{PAGE}/versions"))


def test_a_clause_that_only_moved_is_not_quoted(
    app: Site, session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    opened = a_round(session, officer, policy)
    author = town.actor("author")
    for clause_id in policy.clause_ids[1:]:
        a_comment(session, author, opened, "Who signs it?", clause=clause_id)
    session.flush()
    answered(session, officer, policy.document)
    next_version(session, officer, policy.document, MOVED)
    session.commit()

    words = text_of(Visitor(app).get(PAGE))
    assert words.count("Who signs it?") == 2
    assert words.count("Forum members receive no salary") == 1
    assert words.count("The station commander will not be moved") == 1


def test_suggested_words_are_shown_against_the_clause(
    app: Site, session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    opened = a_round(session, officer, policy)
    comment = a_comment(
        session, town.actor("author"), opened, clause=policy.clause_ids[1], replacement=SUGGESTED
    )
    session.commit()
    desk = Visitor(app).sign_in("officer")
    pages = [f"{ROUND}/comments", f"{ROUND}/comments/{comment.public_id}", f"{ROUND}/answers"]
    for page in pages:
        assert REDLINE in desk.get(page).get_data(as_text=True), page

    answered(session, officer, policy.document)
    session.commit()
    assert REDLINE in Visitor(app).get(f"{ROUND}/response").get_data(as_text=True)


def test_a_number_and_its_verb_agree_beside_the_bar(
    app: Site, session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    a_round(session, officer, policy)
    for number in range(6):
        position(session, town.actor(), policy.document, "agree" if number else "abstain")
    session.commit()
    words = text_of(Visitor(app).get(f"{PAGE}/endorsements"))
    for counted in ("5 agree", "0 agree, with conditions", "1 abstains", "0 object"):
        assert counted in words


def test_the_share_that_was_accepted_says_what_it_is_a_share_of(
    app: Site, session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    a_comment(session, town.actor(), a_round(session, officer, policy), "Too long.")
    session.flush()
    answered(session, officer, policy.document)
    session.commit()
    words = text_of(Visitor(app).get(f"{ROUND}/response"))
    assert "Share accepted 0% of what was decided." in words


@pytest.mark.parametrize(("zone", "is_twice"), [("Europe/London", False), ("Asia/Tokyo", True)])
def test_the_clock_of_a_round_is_said_where_it_shows_another_hour(
    app: Site, session: Session, officer: Actor, policy: MadePolicy, zone: str, is_twice: bool
) -> None:
    held = a_round(session, officer, policy)
    held.round.opens_at = datetime(2026, 1, 10, 9, tzinfo=UTC)
    held.round.zone = zone
    session.commit()
    opened = re.search(r"Opened (.*?) Close", text_of(Visitor(app).get(ROUND)))
    assert opened is not None
    assert ("(" in opened[1]) is is_twice
