"""Journeys of policy officers by keyboard alone."""

import pytest
from playwright.sync_api import expect

from ssrwiki.commons.documents.actions import manuscripts
from ssrwiki.features.policies.actions import policies
from ssrwiki.features.policies.actions.kinds import POLICY
from tests.browser.conftest import NewPerson
from tests.browser.keyboard import (
    choose,
    enter,
    follow,
    go_from_the_summary_to,
    press,
    send,
    tab_to,
    write,
)
from tests.browser.pages import OFFICER, OPEN
from tests.browser.serving import Served
from tests.factories import rounds

pytestmark = pytest.mark.browser

CONFIRM = "main button[name=confirm]"
REASON = "We keep the rule, and say in 1.1 why we keep it."


def a_draft(site: Served, title: str) -> str:
    """The address of a policy that is ready to be published."""
    with site.arranging() as session:
        officer = site.actor(session, OFFICER)
        draft = manuscripts.Draft(
            title=title,
            body=rounds.BODY,
            audience="public",
            fields={"abstract": "By keyboard.", "field": "As usual.", "lead": OFFICER},
        )
        manuscript = manuscripts.prepare(POLICY, draft)
        return policies.begin(session, actor=officer, manuscript=manuscript).address


def a_closed_round(site: Served, title: str) -> str:
    """The address of a round with one comment that waits for its answer."""
    with site.arranging() as session:
        officer = site.actor(session, OFFICER)
        made = rounds.a_policy(session, officer, title=title)
        opened = rounds.a_round(session, officer, made)
        adviser = site.actor(session, "police-adviser-freetown")
        rounds.a_comment(session, adviser, opened, clause=made.clause_ids[1])
        session.flush()
        rounds.rounds.close_early(
            session, actor=officer, held=rounds.held(session, officer, made), reason="By keyboard."
        )
        return f"/policies/{made.slug}/rounds/1"


def test_publishing_a_version_and_opening_a_round(new_person: NewPerson, site: Served) -> None:
    policy = a_draft(site, "Keys to publish")
    officer = new_person(OFFICER)
    officer.go(policy)
    follow(officer, "main .action > a")
    assert officer.path == f"{policy}/publish"
    write(officer, "main [name=summary]", "The first version.")
    send(officer)
    officer.sees("Version 1 is fixed for ever")
    send(officer, CONFIRM)
    assert officer.path == f"{policy}/v1"
    follow(officer, "main .action > a")
    assert officer.path == f"{policy}/rounds/new"
    write(officer, "main [name=question]", "Would this work where you are?")
    send(officer)
    officer.sees("The round opens at once.")
    send(officer, CONFIRM)
    assert officer.path == f"{policy}/rounds/1"
    officer.sees("Would this work where you are?")


def test_answering_several_comments_at_once(new_person: NewPerson) -> None:
    officer = new_person(OFFICER)
    officer.go(f"{OPEN}/rounds/1/answers?unanswered=1")
    for _ in range(2):
        tab_to(officer, "main [name=comment]")
        press(officer, "Space")
    tab_to(officer, "main button[name=answer]")
    enter(officer)
    expect(officer.main.locator("[name=comment]:checked")).to_have_count(2)
    go_from_the_summary_to(officer, "code")
    press(officer, "Space")
    press(officer, "ArrowDown")
    press(officer, "ArrowDown")
    write(officer, "main [name=reason]", "We keep the rule, and say in 2.1 why we keep it.")
    tab_to(officer, "main button[name=answer]")
    enter(officer)
    officer.go(f"{OPEN}/rounds/1/answers")
    said = officer.main.get_by_text("We keep the rule, and say in 2.1 why we keep it.")
    expect(said).to_have_count(2)


def test_publishing_the_answers(new_person: NewPerson, site: Served) -> None:
    round_ = a_closed_round(site, "Keys to answer")
    officer = new_person(OFFICER)
    officer.go(f"{round_}/answers")
    tab_to(officer, "main [name=comment]")
    press(officer, "Space")
    choose(officer, "code", steps=2)
    write(officer, "main [name=reason]", REASON)
    send(officer, "main button[name=answer]")
    send(officer, "main button[name=publish]")
    officer.sees("can be read by everybody")
    send(officer, CONFIRM)
    assert officer.path == f"{round_}/response"
    officer.sees(REASON)
