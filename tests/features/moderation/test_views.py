"""Reporting, deciding and appealing, as people walk it in a browser without scripts."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import Role
from ssrwiki.foundation import clock
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.desk import Desk
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page
from tests.factories.people import Town

PAGE = "/pages/vetting-in-practice"


@pytest.fixture
def document(desk: Desk, town: Town) -> Document:
    owner = town.officer("owner", organisation="owners")
    town.actor("insider", is_moderator=True, organisation="owners")
    for handle in ("moderator", "second"):
        town.actor(handle, is_moderator=True, organisation="elsewhere")
    for handle in ("author", "reporter", "bystander"):
        town.actor(handle)
    document = a_page(desk.session, owner, title="Vetting in practice").document
    desk.session.commit()
    return document


def visitor(app: Site, handle: str) -> Visitor:
    return Visitor(app).sign_in(handle)


def said(app: Site, desk: Desk, handle: str = "author") -> str:
    """A comment on the page; gives its public id."""
    sent = visitor(app, handle).send(
        f"{PAGE}/discussion", body="Buy cheap radios here.", attribution="named", kind="observation"
    )
    assert sent.status_code == 303
    with desk.database.reading() as session:
        return session.scalars(select(Comment.public_id)).one()


def test_a_comment_is_reported_hidden_appealed_and_shown_again(
    app: Site, desk: Desk, document: Document
) -> None:
    comment = said(app, desk)
    reporter, moderator = visitor(app, "reporter"), visitor(app, "moderator")
    sent = reporter.send(f"/moderation/report/{comment}", reason="spam", note="An advert.")
    assert "Your report has arrived" in text_of(reporter.get(sent.location))
    queue = moderator.get("/moderation/reports").get_data(as_text=True)
    address = queue.partition('href="/moderation/reports/')[2].partition('"')[0]
    judged = text_of(moderator.get(f"/moderation/reports/{address}"))
    assert "An advert." in judged
    assert "Buy cheap radios here." in judged
    assert "eporter" not in judged.replace("reported it reads", "")
    hidden = moderator.send(f"/moderation/reports/{address}", outcome="hidden", reason="spam")
    assert hidden.status_code == 303
    bystander = visitor(app, "bystander")
    assert "cheap radios" not in text_of(bystander.get(f"{PAGE}/discussion"))
    assert "Moderators have hidden 1 comment here." in text_of(bystander.get(f"{PAGE}/discussion"))

    desk.work()
    assert "has hidden it" in text_of(reporter.get(f"/moderation/reports/{address}"))
    author = visitor(app, "author")
    assert f"/moderation/appeal/{comment}" in author.get(f"{PAGE}/discussion/{comment}").get_data(
        as_text=True
    )
    appealed = author.send(f"/moderation/appeal/{comment}", text="It is our unit's price list.")
    assert appealed.status_code == 303
    assert "waits for a second moderator" in text_of(author.get(appealed.location))
    assert moderator.get(appealed.location).status_code == 403
    second = visitor(app, "second")
    decided = second.send(appealed.location, outcome="restored", explanation="It is no advert.")
    assert decided.status_code == 303
    assert "It is shown again." in text_of(author.get(appealed.location))
    assert "cheap radios" in text_of(bystander.get(f"{PAGE}/discussion"))


def test_a_hidden_document_is_not_found_and_its_author_can_appeal(
    app: Site, desk: Desk, document: Document
) -> None:
    sent = visitor(app, "reporter").send(
        f"{PAGE}/report?revision=1", reason="personal_data", note=""
    )
    assert sent.status_code == 303
    moderator = visitor(app, "moderator")
    queue = moderator.get("/moderation/reports").get_data(as_text=True)
    address = queue.partition('href="/moderation/reports/')[2].partition('"')[0]
    assert "revision 1" in text_of(moderator.get(f"/moderation/reports/{address}"))
    moderator.send(f"/moderation/reports/{address}", outcome="hidden", reason="personal_data")
    desk.work()
    for handle in ("bystander", "owner"):
        assert visitor(app, handle).get(PAGE).status_code == 404
    owner = visitor(app, "owner")
    notices = owner.get("/account/notices").get_data(as_text=True)
    assert "hid something that you wrote" in notices
    appeal = notices.partition('href="/moderation/appeal/')[2].partition('"')[0]
    assert "personal data" in text_of(owner.get(f"/moderation/appeal/{appeal}"))
    assert visitor(app, "bystander").get(f"/moderation/appeal/{appeal}").status_code == 404


@pytest.mark.parametrize(
    "address", ["/moderation/", "/moderation/reports", "/moderation/appeals", "/moderation/people"]
)
def test_the_queue_is_for_moderators(app: Site, document: Document, address: str) -> None:
    assert visitor(app, "moderator").get(address).status_code == 200
    assert visitor(app, "bystander").get(address).status_code == 403
    assert app.test_client().get(address).status_code == 303


def test_a_moderator_of_the_owning_unit_can_not_decide(
    app: Site, desk: Desk, document: Document
) -> None:
    comment = said(app, desk)
    visitor(app, "reporter").send(f"/moderation/report/{comment}", reason="spam", note="")
    queue = visitor(app, "moderator").get("/moderation/reports").get_data(as_text=True)
    address = queue.partition('href="/moderation/reports/')[2].partition('"')[0]
    insider = visitor(app, "insider")
    assert address not in insider.get("/moderation/reports").get_data(as_text=True)
    assert insider.get(f"/moderation/reports/{address}").status_code == 403
    form = insider.hidden_fields("/account/notices/preferences")
    sent = insider.client.post(
        f"/moderation/reports/{address}", data={**form, "outcome": "hidden", "reason": "spam"}
    )
    assert sent.status_code == 403


def test_another_members_report_is_not_there(app: Site, desk: Desk, document: Document) -> None:
    comment = said(app, desk)
    visitor(app, "reporter").send(f"/moderation/report/{comment}", reason="spam", note="")
    queue = visitor(app, "moderator").get("/moderation/reports").get_data(as_text=True)
    address = queue.partition('href="/moderation/reports/')[2].partition('"')[0]
    assert visitor(app, "bystander").get(f"/moderation/reports/{address}").status_code == 404


def test_a_report_without_a_reason_comes_back_with_its_words(
    app: Site, desk: Desk, document: Document
) -> None:
    sent = visitor(app, "reporter").send(f"{PAGE}/report", note="My long explanation.")
    assert sent.status_code == 422
    assert "My long explanation." in sent.get_data(as_text=True)


def test_what_one_may_not_read_one_can_not_report(
    app: Site, desk: Desk, document: Document, town: Town
) -> None:
    secret = a_page(desk.session, town.officer("other"), title="Ours", audience="unit").document
    public_id = secret.public_id
    desk.session.commit()
    reporter = visitor(app, "reporter")
    for address in ("/pages/ours/report", f"/moderation/report/{public_id}"):
        assert reporter.get(address).status_code == 404


def test_a_newcomers_comment_is_let_out(
    app: Site, desk: Desk, document: Document, town: Town
) -> None:
    town.actor("newcomer", is_verified=False, joined_days_ago=0, role=Role.MEMBER)
    desk.session.commit()
    comment = said(app, desk, "newcomer")
    bystander, moderator = visitor(app, "bystander"), visitor(app, "moderator")
    assert "cheap radios" not in text_of(bystander.get(f"{PAGE}/discussion"))
    assert "cheap radios" in text_of(moderator.get("/moderation/"))
    assert "cheap radios" not in text_of(visitor(app, "insider").get("/moderation/"))
    moderator.send(f"/comments/{comment}/release", form_at="/moderation/")
    assert "cheap radios" in text_of(bystander.get(f"{PAGE}/discussion"))


def test_a_person_is_verified_and_signed_out(
    app: Site, desk: Desk, document: Document, town: Town, session: Session
) -> None:
    town.actor("sergeant", is_verified=False, role=Role.MEMBER)
    desk.session.commit()
    sergeant, moderator = visitor(app, "sergeant"), visitor(app, "moderator")
    assert "Sergeant" in text_of(moderator.get("/moderation/people"))
    page = text_of(moderator.get("/moderation/people/sergeant"))
    assert "example.org" in page
    assert "sergeant@" not in page
    refused = moderator.send("/moderation/people/sergeant", until="2020-01-01", role="policy")
    assert refused.status_code == 422
    year = clock.now().year + 1
    done = moderator.send("/moderation/people/sergeant", until=f"{year}-01-31", role="practitioner")
    assert done.status_code == 303
    desk.work()
    with desk.database.reading() as reading:
        found = reading.scalars(select(Person.id).where(Person.handle == "sergeant")).one()
        actor = people.actor(reading, found)
    assert actor.is_verified
    assert actor.role == Role.PRACTITIONER
    assert sergeant.get("/account/").status_code == 303
    assert "Sergeant" not in text_of(moderator.get("/moderation/people"))


def test_what_was_said_after_the_look_is_not_verified(
    app: Site, desk: Desk, document: Document, town: Town
) -> None:
    town.actor("sergeant", is_verified=False, role=Role.MEMBER, organisation="market-watch")
    town.organisation("policy-unit")
    desk.session.commit()
    sergeant, moderator = visitor(app, "sergeant"), visitor(app, "moderator")
    address, until = "/moderation/people/sergeant", f"{clock.now().year + 1}-01-31"
    looked_at = moderator.hidden_fields(address)
    moved = sergeant.send(
        "/account/affiliation",
        organisation="policy-unit",
        family="policy",
        standing="host",
        region="SL",
    )
    assert moved.status_code == 303
    form = looked_at | {"until": until, "role": "practitioner"}

    answer = moderator.client.post(address, data=form)

    assert answer.status_code == 409
    assert "has changed since you opened the page" in text_of(answer)
    assert "Policy Unit" in text_of(answer), "what it says now"
    assert "waiting to be verified" in text_of(sergeant.get("/account/"))
    assert moderator.client.post(address, data=form).status_code == 409, "no retry gets through"
    done = moderator.send(address, until=until, role="practitioner")
    assert done.status_code == 303, "after a second look"


def test_home_tells_a_moderator_of_people_to_verify(
    app: Site, desk: Desk, document: Document, town: Town
) -> None:
    moderator = visitor(app, "moderator")
    assert "Nothing waits for you now." in text_of(moderator.get("/"))
    for number in range(2):
        town.actor(f"sergeant-{number}", is_verified=False, role=Role.MEMBER)
    desk.session.commit()
    assert "2 people wait to be verified." in text_of(moderator.get("/"))
    assert 'href="/moderation/people"' in moderator.get("/").get_data(as_text=True)


def test_the_queue_of_newcomers_comments_has_pages(
    app: Site, desk: Desk, document: Document, town: Town
) -> None:
    for number in range(35):
        newcomer = town.actor(is_verified=False, joined_days_ago=0, role=Role.MEMBER)
        a_remark(desk.session, newcomer, document, f"First words {number:02}.")
    desk.session.commit()
    moderator = visitor(app, "moderator")
    first = moderator.get("/moderation/").get_data(as_text=True)
    after = first.partition('href="?after=')[2].partition('"')[0]
    second = moderator.get(f"/moderation/?after={after}").get_data(as_text=True)
    shown = [page.count("First words") for page in (first, second)]
    assert shown == [30, 5]
    assert "First words 00." in first, "who has waited longest comes first"
    assert 'rel="prev"' in second
