"""Journeys of readers and practitioners by keyboard alone: Tab, Enter, Space and arrows."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ssrwiki.features.moderation.models import Report
from tests.browser.conftest import NewPerson
from tests.browser.keyboard import (
    choose,
    enter,
    follow,
    go_from_the_summary_to,
    press,
    require_visible_focus,
    send,
    tab_to,
    write,
)
from tests.browser.pages import ADVISER, MODERATOR, OPEN
from tests.browser.serving import Served
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.browser

NOTE = "It names the officer on the night shift."


def test_the_skip_link_is_the_first_stop_and_leads_past_the_head(new_person: NewPerson) -> None:
    guest = new_person()
    guest.go(OPEN)
    press(guest, "Tab")
    require_visible_focus(guest)
    expect(guest.page.locator(":focus")).to_have_text("Skip to the text")
    press(guest, "Enter")
    press(guest, "Tab")
    assert guest.page.evaluate("document.activeElement.closest('main') !== null")


def test_signing_in(new_person: NewPerson) -> None:
    guest = new_person()
    guest.go("/account/sign-in")
    write(guest, "#email", "moderator@example.org")
    write(guest, "#password", PASSWORD)
    tab_to(guest, "main button.button-primary")
    enter(guest, "Space")
    assert guest.path == "/"
    tab_to(guest, ".account-name")
    press(guest, "Enter")
    tab_to(guest, ".account-links a")


def test_joining_and_confirming_the_address(new_person: NewPerson) -> None:
    newcomer = new_person()
    newcomer.go("/")
    follow(newcomer, "main a[href='/account/join']")
    write(newcomer, "#email", "keys@example.org")
    write(newcomer, "#display_name", "Clerk, Ouagadougou")
    write(newcomer, "#password", "three words and more")
    send(newcomer)
    newcomer.sees("Look at your mail")
    newcomer.open_mail("Confirm")
    follow(newcomer, "main a[href*='/account/confirm/']")
    send(newcomer)
    assert newcomer.path == "/account/sign-in"


def test_writing_a_page(new_person: NewPerson) -> None:
    adviser = new_person(ADVISER)
    adviser.go("/pages/")
    follow(adviser, "main a[href='/pages/new']")
    write(adviser, "main [name=title]", "Night shifts")
    write(adviser, "main [name=body]", "One officer for **three** villages.")
    press(adviser, "Control+b")
    write(adviser, "main [name=summary]", "A first try.")
    send(adviser)
    assert adviser.path == "/pages/night-shifts"
    adviser.sees("One officer for three villages.")


def test_finding_something(new_person: NewPerson) -> None:
    guest = new_person()
    guest.go("/")
    write(guest, "#site-search", "vetting")
    enter(guest)
    tab_to(guest, ".filters > summary")
    press(guest, "Enter")
    tab_to(guest, ".filters a")
    follow(guest, ".results a")
    guest.sees("Vetting")


def test_commenting_on_a_clause(new_person: NewPerson) -> None:
    adviser = new_person(ADVISER)
    adviser.go(OPEN)
    tab_to(adviser, ".clause-comment")
    enter(adviser)
    assert "#form" in adviser.page.url
    write(adviser, "main [name=body]", "Written without a mouse, on a train.")
    tab_to(adviser, "main [name=kind]")
    press(adviser, "ArrowDown")
    tab_to(adviser, "main .comment-form button.button-primary")
    enter(adviser)
    adviser.sees("Written without a mouse, on a train.")
    adviser.sees("Objection")


def test_taking_a_position_with_conditions(new_person: NewPerson) -> None:
    adviser = new_person("station-commander-bo")
    adviser.go(f"{OPEN}/v1/endorse")
    tab_to(adviser, "main [name=position]")
    press(adviser, "Space")
    press(adviser, "ArrowDown")
    tab_to(adviser, "main button.button-primary")
    enter(adviser)
    tab_to(adviser, "main button.button-primary")
    enter(adviser)
    go_from_the_summary_to(adviser, "conditions")
    adviser.page.keyboard.type("Provided the forum meets at night as well.")
    tab_to(adviser, "main button.button-primary")
    enter(adviser)
    assert adviser.path == f"{OPEN}/endorsements"
    adviser.sees("Provided the forum meets at night as well.")


def test_watching_a_policy_and_reading_the_notices(new_person: NewPerson) -> None:
    commander = new_person("station-commander-bo")
    commander.go(OPEN)
    follow(commander, f"main a[href='{OPEN}/watch']")
    send(commander)
    follow(commander, ".site-you a[href='/account/notices']")
    commander.sees("Notices")
    follow(commander, "main a[href='/account/notices/preferences']")
    commander.sees("Support to community policing")


def report_of(site: Served, note: str) -> str:
    """Where the report with this note is decided on; other tests have made some, too."""
    with site.arranging() as session:
        public_id = session.scalars(select(Report.public_id).where(Report.note == note)).one()
    return f"/moderation/reports/{public_id}"


def test_reporting_a_comment_and_deciding_on_it(new_person: NewPerson, site: Served) -> None:
    adviser = new_person(ADVISER)
    adviser.go(f"{OPEN}/rounds/1/comments")
    follow(adviser, "main a[href^='/moderation/report/']")
    choose(adviser, "reason", steps=1)
    write(adviser, "main [name=note]", NOTE)
    send(adviser)
    adviser.sees("Your report has arrived")

    moderator = new_person(MODERATOR)
    moderator.go("/")
    tab_to(moderator, ".account-name")
    press(moderator, "Enter")
    follow(moderator, ".account-links a[href='/moderation/']")
    follow(moderator, "main .tabs a[href='/moderation/reports']")
    follow(moderator, f"main a[href='{report_of(site, NOTE)}']")
    moderator.sees(NOTE)
    choose(moderator, "outcome", steps=1)
    write(moderator, "main [name=explanation]", "The post is public; no name stands there.")
    send(moderator)
    moderator.go("/moderation/reports?show=decided")
    moderator.sees("Support to community policing")
