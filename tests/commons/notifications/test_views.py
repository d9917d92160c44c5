"""Watching, the inbox and the way out of it, as a member walks it with scripts off."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.notifications.actions import watching
from ssrwiki.commons.notifications.actions.mailing import Scope, Unsubscription
from ssrwiki.commons.notifications.models import Watch
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.topics import actions as topics_actions
from ssrwiki.commons.topics.rules import Wording
from ssrwiki.foundation import clock, keys
from ssrwiki.foundation.feature import Feature, Need
from ssrwiki.foundation.web.site import Site
from ssrwiki.foundation.words import say
from tests.browser_like import Visitor, text_of
from tests.factories.desk import ANSWERED, Desk
from tests.factories.documents import a_page
from tests.factories.people import Town


@pytest.fixture
def author(town: Town) -> Actor:
    return town.actor("author")


@pytest.fixture
def document(desk: Desk, author: Actor) -> Document:
    made = a_page(desk.session, author, title="Vetting in practice").document
    desk.work()
    return made


@pytest.fixture
def reader(app: Site, town: Town, session: Session) -> Visitor:
    handle = town.actor("reader").handle
    session.commit()
    return Visitor(app).sign_in(handle)


def watches(desk: Desk) -> list[Watch]:
    with desk.database.reading() as session:
        return list(session.scalars(select(Watch)))


def mail_preference(desk: Desk, handle: str) -> str | None:
    with desk.database.reading() as session:
        return session.scalar(select(Person.mail_preference).where(Person.handle == handle))


def test_watching_a_page_and_hearing_of_it(
    desk: Desk, document: Document, author: Actor, reader: Visitor
) -> None:
    assert "Watch Vetting in practice" in text_of(reader.get("/pages/vetting-in-practice/watch"))
    done = reader.send("/pages/vetting-in-practice/watch", wanted="watch")
    assert (done.status_code, done.location) == (303, "/pages/vetting-in-practice")
    desk.happen(author, document)
    desk.work()
    page = text_of(reader.get("/account/notices"))
    assert "1 new notice" in page
    assert "Author" in page
    assert "revised Vetting in practice." in page
    assert "because you watch this" in page
    reader.send("/account/notices/read", form_at="/account/notices", everything="1")
    assert "new notice" not in text_of(reader.get("/account/notices"))


def test_one_notice_is_marked_as_read_by_itself(
    desk: Desk, document: Document, author: Actor, reader: Visitor
) -> None:
    reader.send("/pages/vetting-in-practice/watch", wanted="watch")
    desk.happen(author, document)
    desk.happen(author, document)
    desk.work()
    notice = desk.notices()[0].public_id
    desk.session.rollback()
    reader.send("/account/notices/read", form_at="/account/notices", notice=notice)
    assert "1 new notice" in text_of(reader.get("/account/notices"))


def test_looking_marks_nothing_as_read(
    desk: Desk, document: Document, author: Actor, reader: Visitor
) -> None:
    reader.send("/pages/vetting-in-practice/watch", wanted="watch")
    desk.happen(author, document)
    desk.work()
    for _ in range(2):
        assert "1 new notice" in text_of(reader.get("/account/notices"))


def test_a_topic_is_watched_and_let_go(desk: Desk, reader: Visitor) -> None:
    topics_actions.plant(desk.session, slug="policing", wordings=[Wording("en", "Policing")])
    desk.session.commit()
    for address in ("/topics/policing/watch", "/topics/sierra-leone/watch"):
        assert reader.send(address, wanted="watch").status_code == 303
    assert {(w.theme_id is None, w.place_code) for w in watches(desk)} == {
        (False, None),
        (True, "SL"),
    }
    preferences = text_of(reader.get("/account/notices/preferences"))
    assert "Policing (topic)" in preferences
    assert "Sierra Leone (topic)" in preferences
    reader.send("/topics/policing/watch", wanted="stop")
    assert len(watches(desk)) == 1


def test_what_one_may_not_read_one_may_not_watch(
    desk: Desk, author: Actor, reader: Visitor
) -> None:
    a_page(desk.session, author, title="Ours alone", audience="unit")
    desk.session.commit()
    assert reader.get("/pages/ours-alone/watch").status_code == 404
    assert reader.get("/pages/no-such-page/watch").status_code == 404
    form = reader.hidden_fields("/account/notices/preferences")
    sent = reader.client.post("/pages/ours-alone/watch", data={**form, "wanted": "watch"})
    assert sent.status_code == 404
    assert watches(desk) == []


def test_a_document_that_was_closed_to_one_leaves_the_inbox(
    desk: Desk, document: Document, author: Actor, reader: Visitor
) -> None:
    reader.send("/pages/vetting-in-practice/watch", wanted="watch")
    desk.happen(author, document)
    desk.work()
    desk.session.get_one(Document, document.id).audience = "unit"
    desk.session.commit()
    for address in ("/account/notices", "/account/notices/preferences"):
        assert "Vetting" not in text_of(reader.get(address))
    assert "new notice" not in text_of(reader.get("/account/notices"))


def test_a_withheld_contribution_shows_its_day_only(
    desk: Desk, document: Document, author: Actor, reader: Visitor
) -> None:
    reader.send("/pages/vetting-in-practice/watch", wanted="watch")
    withheld = desk.happen(author, document, attribution="role_and_region")
    desk.work()
    page = reader.get("/account/notices").get_data(as_text=True)
    assert f'datetime="{withheld.listed_at.date().isoformat()}"' in page
    assert f"{withheld.listed_at:%H:%M}" not in page
    assert "Author" not in page


def test_what_is_wanted_comes_first_and_the_most_pressing_of_it(
    app: Site, desk: Desk, reader: Visitor
) -> None:
    soon, late = (clock.now() + timedelta(days=days) for days in (1, 9))
    wanting = Feature(
        name="wanting",
        needs_you=lambda _session, _actor: [
            Need(say("Whenever you like."), "/c"),
            Need(say("In nine days."), "/b", late),
            Need(say("Tomorrow."), "/a", soon),
        ],
    )
    desk.database.info["features"] = (wanting,)
    page = text_of(reader.get("/account/notices"))
    assert (
        page.index("Needs you")
        < page.index("Tomorrow.")
        < page.index("In nine days.")
        < page.index("Whenever you like.")
        < page.index("What happened")
    )


def test_mails_are_turned_off_in_the_preferences(desk: Desk, reader: Visitor) -> None:
    assert reader.send("/account/notices/preferences", mail="sometimes").status_code == 422
    assert reader.send("/account/notices/preferences", mail="never").status_code == 303
    assert mail_preference(desk, "reader") == "never"


def test_a_mail_program_unsubscribes_with_one_click_and_no_cookie(
    app: Site, desk: Desk, document: Document, author: Actor, town: Town
) -> None:
    said = authorship.sign(desk.session, actor=town.actor("speaker"), attribution="named")
    desk.happen(author, document, verb=ANSWERED, about=said.public_id)
    desk.work()
    (letter,) = desk.mails()
    address = (letter.unsubscribe_url or "").removeprefix("http://wiki.example")
    program = app.test_client()
    assert "Stop all mails" in text_of(program.get(address))
    assert program.get(address).status_code == 200
    assert mail_preference(desk, "speaker") == "digest", "a link acts on nothing by itself"
    done = program.post(address, data={"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert mail_preference(desk, "speaker") == "never"


def test_one_watch_is_ended_by_its_link(
    app: Site, desk: Desk, document: Document, town: Town
) -> None:
    watch = watching.watch(desk.session, actor=town.actor(), thing=document)
    kept = watching.watch(desk.session, actor=town.actor(), thing=document)
    desk.session.commit()
    token = Unsubscription(Scope.WATCH, watch.public_id).token(keys.of(desk.session))
    visitor = Visitor(app)
    assert visitor.send(f"/account/unsubscribe/{token}").status_code == 200
    assert [each.id for each in watches(desk)] == [kept.id]


def test_a_forged_link_stops_nothing(app: Site, desk: Desk, document: Document, town: Town) -> None:
    mine = watching.watch(desk.session, actor=town.actor(), thing=document)
    anothers = watching.watch(desk.session, actor=town.actor(), thing=document)
    desk.session.commit()
    token = Unsubscription(Scope.WATCH, mine.public_id).token(keys.of(desk.session))
    forged = token.replace(mine.public_id, anothers.public_id)
    for made_up in (forged, f"{token}x", "watch.abc.def", "x"):
        answer = app.test_client().post(f"/account/unsubscribe/{made_up}")
        assert answer.status_code == 404
    assert len(watches(desk)) == 2


@pytest.mark.parametrize(
    "address", ["/account/notices", "/account/notices/preferences", "/pages/x/watch"]
)
def test_guests_sign_in_first(app: Site, address: str) -> None:
    answer = app.test_client().get(address)
    assert answer.status_code == 303
    assert answer.location.startswith("/account/sign-in?next=")
