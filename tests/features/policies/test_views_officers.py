import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.notifications.models import Notice
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.web.site import Site
from ssrwiki.foundation.worker import run_due
from tests.browser_like import Visitor, text_of
from tests.counting import statements
from tests.factories.people import Town
from tests.factories.policies import answered, position, rewritten
from tests.factories.rounds import BODY, a_policy, a_round

FIELDS = {
    "title": "Custody registers",
    "abstract": "One register per station, signed each shift.",
    "body": "## The register\n\nEach station keeps one.\n\n|A|B|\n|---|---|\n|Officer|Daily|\n",
    "field": "Ask to see it.",
    "lead": "officer",
    "owning_units": "policy-unit",
    "summary": "A first text.",
    "attribution": "named",
    "lang": "en",
}
PAGE = "/policies/custody-registers"
STOP = re.compile(r'action="([^"]+/stop)"')


@pytest.fixture
def officer(session: Session, town: Town) -> Actor:
    made = town.officer("officer")
    town.officer("second")
    town.actor("practitioner")
    session.commit()
    return made


@pytest.fixture
def desk(app: Site, officer: Actor) -> Visitor:
    return Visitor(app).sign_in("officer")


def publish(desk: Visitor, **fields: str) -> int:
    """Sends the form, then the button of the page that shows what will happen."""
    first = desk.send(f"{PAGE}/publish", **fields)
    assert first.status_code == 200, text_of(first)
    assert 'name="confirm"' in first.get_data(as_text=True)
    hidden = desk.hidden_fields(f"{PAGE}/publish")
    return desk.client.post(f"{PAGE}/publish", data=hidden | fields | {"confirm": "1"}).status_code


def test_an_officer_writes_publishes_revises_and_publishes_again(desk: Visitor, app: Site) -> None:
    assert desk.send("/policies/new", **FIELDS).status_code == 303
    assert Visitor(app).get(PAGE).status_code == 404
    assert "Only your unit sees this." in text_of(desk.get(PAGE))
    assert "Publish version 1" in text_of(desk.get(PAGE))

    assert publish(desk, summary="First.", audience="public") == 303
    assert "Each station keeps one." in text_of(Visitor(app).get(PAGE))

    changed = FIELDS | {"body": FIELDS["body"] + "\nA visitor may see it.\n", "summary": "More."}
    assert desk.send(f"{PAGE}/edit", **changed).status_code == 303
    assert "A visitor may see it." not in text_of(Visitor(app).get(PAGE))
    form = text_of(desk.get(f"{PAGE}/publish"))
    assert "What changes since version 1" in form
    assert "A visitor may see it." in form
    assert publish(desk, summary="Second.", change_class="substantive", audience="public") == 303
    assert "A visitor may see it." in text_of(Visitor(app).get(PAGE))


def test_the_edit_form_comes_filled_with_all_fields(desk: Visitor) -> None:
    desk.send("/policies/new", **FIELDS)

    page = desk.get(f"{PAGE}/edit").get_data(as_text=True)
    for words in (
        "Custody registers",
        "One register per station",
        "Ask to see it.",
        '<option selected value="officer">Officer</option>',
        'name="owning_units" value="policy-unit" checked',
    ):
        assert words in page


def test_a_save_on_an_old_base_gives_both_texts_back(desk: Visitor) -> None:
    desk.send("/policies/new", **FIELDS)
    old = desk.hidden_fields(f"{PAGE}/edit")
    desk.send(f"{PAGE}/edit", **FIELDS | {"body": "One thing."})

    late = desk.client.post(f"{PAGE}/edit", data=old | FIELDS | {"body": "Another thing."})

    assert late.status_code == 409
    page = late.get_data(as_text=True)
    assert "One thing." in page
    assert "Another thing." in page


def test_publishing_says_what_is_missing_and_keeps_the_form(desk: Visitor) -> None:
    desk.send("/policies/new", **FIELDS | {"field": "", "abstract": ""})

    assert "The text has no abstract" in text_of(desk.get(f"{PAGE}/publish"))
    refused = desk.send(f"{PAGE}/publish", summary="Too early.", audience="public")
    assert refused.status_code == 422
    assert "Too early." in refused.get_data(as_text=True)


def test_a_member_begins_no_policy(app: Site, officer: Actor) -> None:
    visitor = Visitor(app).sign_in("practitioner")

    assert visitor.get("/policies/new").status_code == 403
    assert Visitor(app).get("/policies/new").status_code == 303


def test_the_preview_renders_and_saves_nothing(desk: Visitor) -> None:
    hidden = desk.hidden_fields("/policies/new")
    shown = desk.client.post("/policies/preview", data=hidden | FIELDS)

    assert "<table" in shown.get_data(as_text=True)
    assert desk.get(PAGE).status_code == 404


def test_the_list_begins_with_what_is_open_and_narrows(
    app: Site, session: Session, town: Town, officer: Actor
) -> None:
    made = a_policy(session, officer, title="Open one")
    a_policy(session, officer, title="Draft one")
    a_policy(session, officer, title="For members", audience="members")
    a_round(session, officer, made)
    session.commit()

    words = text_of(Visitor(app).get("/policies/"))
    assert words.index("Open for comment now") < words.index("Open one") < words.index("Draft one")
    assert "29 days left" in words
    assert "For members" not in words
    narrowed = text_of(Visitor(app).get("/policies/?state=open_for_comment"))
    assert "Open one" in narrowed
    assert "Draft one" not in narrowed
    assert Visitor(app).get("/policies/?topic=nowhere").status_code == 404
    assert "No policies here" in text_of(Visitor(app).get("/policies/?region=asia"))


def test_the_list_takes_as_many_statements_for_many_as_for_few(
    app: Site, session: Session, officer: Actor, database: Database
) -> None:
    counts = []
    for number in range(12):
        a_policy(session, officer, title=f"Policy {number}")
        if number in {2, 11}:
            session.commit()
            with statements(database) as seen:
                Visitor(app).get("/policies/?state=")
            counts.append(len(seen))

    assert counts[0] == counts[1] <= 12


def test_two_officers_bring_a_policy_into_force_in_the_browser(
    app: Site, session: Session, town: Town, officer: Actor, desk: Visitor
) -> None:
    made = a_policy(session, officer, title="Custody registers")
    held = a_round(session, officer, made)
    objection = position(
        session, town.actor("objector"), made.document, "object", reason="It names witnesses."
    )
    public_id = objection.public_id
    answered(session, officer, made.document, held.round.number)
    session.commit()
    second = Visitor(app).sign_in("second")

    assert "Make the final call" in text_of(desk.get(f"{PAGE}/state"))
    assert desk.send(f"{PAGE}/state", to="final_call").status_code == 303
    assert desk.send(f"{PAGE}/state", to="approved").status_code == 403
    soon = "Parliament debates the law next week."
    barred = second.send(f"{PAGE}/state", to="approved", reason=soon)
    assert barred.status_code == 422
    assert "An objection is open" in text_of(barred)
    ruling = f"{PAGE}/endorsements/{public_id}/ruling"
    assert "It names witnesses." in text_of(second.get(ruling))
    assert second.send(ruling, reason="The names are taken out in the annex.").status_code == 303
    assert second.send(f"{PAGE}/state", to="approved", reason=soon).status_code == 303
    assert second.send(f"{PAGE}/state", to="in_force").status_code == 303
    assert "in force" in text_of(Visitor(app).get(PAGE))
    assert "The names are taken out" in text_of(Visitor(app).get(f"{PAGE}/endorsements"))


def test_a_draft_changed_since_the_page_was_shown_is_not_published(
    session: Session, officer: Actor, desk: Visitor
) -> None:
    made = a_policy(session, officer, title="Custody registers")
    rewritten(session, officer, made.document, BODY + "\nOne more.\n")
    session.commit()
    hidden = desk.hidden_fields(f"{PAGE}/publish")
    rewritten(session, officer, made.document, BODY + "\nTwo more.\n")
    session.commit()

    sent = hidden | {"summary": "x", "audience": "public", "confirm": "1"}
    late = desk.client.post(f"{PAGE}/publish", data=sent)

    assert late.status_code == 409


def test_the_history_of_a_policy_compares_revisions_and_not_versions(desk: Visitor) -> None:
    desk.send("/policies/new", **FIELDS)
    desk.send(f"{PAGE}/edit", **FIELDS | {"body": "Quite other words.", "summary": "More."})
    assert desk.hidden_fields(f"{PAGE}/history")["of"] == "revisions"

    compared = desk.get(f"{PAGE}/compare?of=revisions&from=1&to=2")

    assert compared.status_code == 200
    assert "revision 1 beside 2" in text_of(compared)
    assert "/compare?of=revisions&amp;from=1&amp;to=2&amp;show=source" in compared.get_data(
        as_text=True
    )


def test_the_notices_of_a_weighty_act_can_be_stopped_until_they_leave(
    app: Site, database: Database, desk: Visitor, session: Session, officer: Actor
) -> None:
    desk.send("/policies/new", **FIELDS)
    watcher = Visitor(app).sign_in("practitioner")
    publish(desk, summary="First.", audience="public")
    assert watcher.send(f"{PAGE}/watch", wanted="start").status_code == 303

    page = desk.get(PAGE).get_data(as_text=True)

    assert "You published version 1. Notices leave at" in text_of(desk.get(PAGE))
    colleague = text_of(Visitor(app).sign_in("second").get(PAGE))
    assert "published a new version of Custody registers. Notices leave at" in colleague
    for other in (watcher, Visitor(app)):
        assert "Notices leave" not in text_of(other.get(PAGE))
    stop = STOP.search(page)
    assert stop is not None
    hidden = watcher.hidden_fields(f"{PAGE}/watch")
    assert watcher.client.post(stop[1], data=hidden).status_code == 403

    assert desk.client.post(stop[1], data=desk.hidden_fields(PAGE)).status_code == 303

    assert "Notices leave" not in text_of(desk.get(PAGE))
    with clock.at(clock.now() + timedelta(minutes=11)):
        run_due(database, composition.tasks())
    assert session.scalars(select(Notice)).all() == []


def test_when_the_notices_have_left_nothing_is_offered_and_nothing_stopped(
    database: Database, desk: Visitor
) -> None:
    desk.send("/policies/new", **FIELDS)
    publish(desk, summary="First.", audience="public")
    page = desk.get(PAGE).get_data(as_text=True)
    stop, hidden = STOP.search(page), desk.hidden_fields(PAGE)
    assert stop is not None

    with clock.at(clock.now() + timedelta(minutes=11)):
        assert "Notices leave" not in text_of(desk.get(PAGE))
        late = desk.client.post(stop[1], data=hidden)

    assert late.status_code == 422
    assert "The notices have left already." in text_of(late)
