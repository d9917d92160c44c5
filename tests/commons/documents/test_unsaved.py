"""What is being written is kept for its writer, comes back to them alone, and goes in time."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import redacting, unsaved
from ssrwiki.commons.documents.actions.redacting import Verdict
from ssrwiki.commons.documents.models import Document, UnsavedEdit
from ssrwiki.commons.documents.queries import pieces, revisions
from ssrwiki.commons.documents.queries import unsaved as queries
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.accounts.actions import closing
from ssrwiki.features.pages.actions import PAGE
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid, NotAllowed
from ssrwiki.foundation.redactions.pieces import Target
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_held_edit, a_page, revised
from tests.factories.people import Town

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
WORDS = "A reform lasts when it is paid for locally."
EDIT = "/pages/local-ownership/edit"


@pytest.fixture
def author(town: Town) -> Actor:
    return town.actor("author", organisation="service-0")


@pytest.fixture
def page(session: Session, author: Actor) -> Document:
    document = a_page(session, author).document
    session.commit()
    return document


def keep(session: Session, actor: Actor, document: Document | None, words: str = WORDS) -> None:
    unsaved.keep(
        session,
        actor=actor,
        kind=PAGE,
        document=document,
        base_number=document.head_number if document is not None else 0,
        fields={"title": ["Local ownership"], "body": [words], "themes": ["a", "b"]},
    )


def kept(session: Session, actor: Actor, document: Document | None) -> str | None:
    found = queries.own(session, viewer=actor, section="pages", document=document)
    return found.fields["body"][0] if found else None


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(UnsavedEdit)) or 0


def test_the_last_pause_stands_for_all_before_it(
    session: Session, author: Actor, page: Document
) -> None:
    keep(session, author, page, "First.")
    keep(session, author, page)
    assert kept(session, author, page) == WORDS
    assert count(session) == 1


def test_each_has_their_own_and_a_new_page_is_another_place(
    session: Session, town: Town, author: Actor, page: Document
) -> None:
    other = town.actor("other")
    keep(session, author, page)
    keep(session, author, None, "A new page.")
    assert kept(session, other, page) is None
    assert kept(session, author, None) == "A new page."


def test_a_save_ends_it_and_a_save_of_somebody_else_does_not(
    session: Session, town: Town, author: Actor, page: Document
) -> None:
    other = town.actor("other")
    keep(session, author, page)
    keep(session, other, page)
    revised(session, author, page, WORDS)
    assert kept(session, author, page) is None
    assert kept(session, other, page) == WORDS


def test_a_new_page_ends_what_was_to_become_one(session: Session, author: Actor) -> None:
    keep(session, author, None)
    a_page(session, author, title="Another")
    assert kept(session, author, None) is None


def test_an_edit_that_waits_for_a_moderator_ends_it_too(
    session: Session, town: Town, page: Document
) -> None:
    newcomer = town.actor("newcomer", is_verified=False, joined_days_ago=0)
    keep(session, newcomer, page)
    a_held_edit(session, newcomer, page)
    assert kept(session, newcomer, page) is None


def test_what_nobody_comes_back_to_goes_after_thirty_days(
    session: Session, author: Actor, page: Document
) -> None:
    with clock.at(NOW):
        keep(session, author, page)
    with clock.at(NOW + timedelta(days=30)):
        unsaved.forget_old(session)
        assert count(session) == 1
    with clock.at(NOW + timedelta(days=30, minutes=1)):
        unsaved.forget_old(session)
    assert count(session) == 0


def test_it_goes_with_the_account(session: Session, author: Actor, page: Document) -> None:
    keep(session, author, page)
    closing.close(session, session.get_one(Person, author.id))
    assert count(session) == 0


def test_a_redaction_takes_what_was_begun_on_an_older_text(
    session: Session, town: Town, author: Actor, page: Document
) -> None:
    early, late = town.actor("early"), town.actor("late")
    keep(session, early, page)
    revised(session, author, page, "Without the name.")
    keep(session, late, page)
    moderator = town.actor("moderator", is_moderator=True, organisation="secretariat")
    first = revisions.revision(session, page, 1)
    redacting.redact(
        session,
        actor=moderator,
        target=Target(pieces.REVISION, first.public_id),
        verdict=Verdict(reason="It could put somebody at risk."),
    )
    assert kept(session, early, page) is None
    assert kept(session, late, page) == WORDS


def test_who_may_not_edit_keeps_nothing(session: Session, town: Town, author: Actor) -> None:
    closed = a_page(session, author, title="Ours", audience="unit").document
    with pytest.raises(NotAllowed):
        keep(session, town.actor("outsider"), closed)


def test_more_than_any_text_is_refused(session: Session, author: Actor, page: Document) -> None:
    with pytest.raises(Invalid):
        keep(session, author, page, "x" * unsaved.LARGEST_CHARACTERS)


def pause(visitor: Visitor, body: str, address: str = EDIT, **fields: str) -> int:
    """What a script sends while somebody writes."""
    form = visitor.hidden_fields(address)
    del form["once"]
    sent = {**form, "title": "Local ownership", "body": body, "quiet": "1", **fields}
    return visitor.client.post(f"{address}/draft", data=sent).status_code


def test_a_form_opened_again_holds_what_was_written(
    app: Site, author: Actor, page: Document
) -> None:
    visitor = Visitor(app).sign_in("author")
    assert pause(visitor, WORDS, lang="fr") == 204
    again = visitor.get(EDIT)
    shown = again.get_data(as_text=True)
    assert "not saved yet" in text_of(again)
    assert WORDS in shown
    assert '<option value="fr" selected' in shown or '<option selected value="fr"' in shown
    assert WORDS not in text_of(visitor.get(page.address))
    assert WORDS not in Visitor(app).get(f"{page.address}/history").get_data(as_text=True)


def test_without_scripts_a_button_keeps_it_and_another_drops_it(
    app: Site, author: Actor, page: Document
) -> None:
    visitor = Visitor(app).sign_in("author")
    done = visitor.send(f"{EDIT}/draft", form_at=EDIT, title="Local ownership", body=WORDS)
    assert (done.status_code, done.location) == (303, EDIT)
    assert WORDS in visitor.get(EDIT).get_data(as_text=True)
    dropped = visitor.send(f"{EDIT}/draft", form_at=EDIT, drop="1")
    assert dropped.status_code == 303
    assert WORDS not in visitor.get(EDIT).get_data(as_text=True)


def test_a_draft_does_not_spend_the_form(app: Site, author: Actor, page: Document) -> None:
    visitor = Visitor(app).sign_in("author")
    form = visitor.hidden_fields(EDIT) | {"title": "Local ownership", "body": WORDS}
    form |= {"audience": "public", "attribution": "named", "lang": "en"}
    quiet = {name: value for name, value in form.items() if name != "once"} | {"quiet": "1"}
    assert visitor.client.post(f"{EDIT}/draft", data=quiet).status_code == 204
    assert visitor.client.post(EDIT, data=form).status_code == 303
    assert WORDS in text_of(visitor.get(page.address))
    assert "not saved yet" not in text_of(visitor.get(EDIT))


def test_a_draft_that_arrives_after_its_save_says_nothing(
    app: Site, author: Actor, page: Document
) -> None:
    visitor = Visitor(app).sign_in("author")
    late = visitor.hidden_fields(EDIT)
    saved = visitor.send(EDIT, title="Local ownership", body=WORDS, lang="en", audience="public")
    assert saved.status_code == 303
    del late["once"]
    late |= {"title": "Local ownership", "body": WORDS, "quiet": "1"}
    assert visitor.client.post(f"{EDIT}/draft", data=late).status_code == 204
    assert "not saved yet" not in text_of(visitor.get(EDIT))


def test_a_draft_of_an_older_text_says_so_and_meets_the_conflict(
    app: Site, session: Session, town: Town, author: Actor, page: Document
) -> None:
    visitor = Visitor(app).sign_in("author")
    assert pause(visitor, WORDS) == 204
    revised(session, town.actor("other"), page, "Somebody else was faster.")
    session.commit()
    assert "Revision 2 was saved since you began" in text_of(visitor.get(EDIT))
    base = visitor.hidden_fields(EDIT)["based_on"]
    assert base == "1"
    clash = visitor.send(EDIT, title="Local ownership", body=WORDS, lang="en", audience="public")
    assert clash.status_code == 409


def test_a_new_page_is_kept_too_and_guests_keep_nothing(
    app: Site, session: Session, author: Actor
) -> None:
    session.commit()
    visitor = Visitor(app).sign_in("author")
    assert pause(visitor, WORDS, "/pages/new") == 204
    assert WORDS in visitor.get("/pages/new").get_data(as_text=True)
    refused = Visitor(app).client.post("/pages/new/draft", data={"body": WORDS, "quiet": "1"})
    assert refused.status_code == 401
