"""The form of a page: what is absent stays, what was overtaken can still be saved, previews."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.people.models import GroupMember, ReaderGroup
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_page
from tests.factories.people import Town

PAGE = "/pages/local-ownership"


@pytest.fixture
def author(town: Town) -> Actor:
    town.actor("colleague", organisation="service-0")
    return town.actor("author", organisation="service-0")


def groups(session: Session, document: Document, *members: Actor) -> None:
    """Alpha and Beta, each with these members; the document is for Beta."""
    for slug in ("alpha", "beta"):
        group = ReaderGroup(slug=slug, name=slug.capitalize())
        session.add(group)
        session.flush()
        session.add_all(GroupMember(group_id=group.id, person_id=each.id) for each in members)
    document.audience, document.group_id = "group", group.id
    session.commit()


def standing(session: Session) -> tuple[str, str | None]:
    """Audience and group of the one document."""
    session.expire_all()
    found = session.execute(
        select(Document.audience, ReaderGroup.slug).outerjoin(
            ReaderGroup, ReaderGroup.id == Document.group_id
        )
    ).one()
    return found[0], found[1]


def save(visitor: Visitor, **fields: str | list[str]) -> int:
    """Sends only what it names, besides the tokens and the base."""
    hidden = visitor.hidden_fields(f"{PAGE}/edit")
    tokens = {name: hidden[name] for name in ("csrf_token", "once", "based_on")}
    return visitor.client.post(f"{PAGE}/edit", data=tokens | fields).status_code


def test_a_save_that_names_no_audience_opens_a_closed_page_to_nobody(
    app: Site, session: Session, author: Actor
) -> None:
    a_page(session, author, audience="unit")
    session.commit()

    done = save(Visitor(app).sign_in("author"), title="Local ownership", body="New.", summary="x")

    assert done == 303
    assert Visitor(app).get(PAGE).status_code == 404
    assert "New." in text_of(Visitor(app).sign_in("colleague").get(PAGE))


def test_an_ordinary_edit_leaves_a_page_with_the_group_that_reads_it(
    app: Site, session: Session, author: Actor
) -> None:
    groups(session, a_page(session, author).document, author)
    visitor = Visitor(app).sign_in("author")
    form = visitor.get(f"{PAGE}/edit").get_data(as_text=True)
    assert '<option selected value="beta">' in form

    assert save(visitor, title="Local ownership", body="New.", audience="group") == 303

    assert standing(session) == ("group", "beta")


def test_an_owner_outside_the_group_keeps_it_and_chooses_no_other(
    app: Site, session: Session, author: Actor, town: Town
) -> None:
    groups(session, a_page(session, author).document, town.actor("peer"))
    visitor = Visitor(app).sign_in("colleague")

    assert save(visitor, title="Local ownership", body="New.") == 303
    assert save(visitor, title="Local ownership", body="Newer.", group="alpha") == 422

    assert standing(session) == ("group", "beta")
    assert "Alpha" not in text_of(visitor.get(f"{PAGE}/edit"))


def test_typed_fields_that_a_request_does_not_name_stay_and_a_browser_can_empty_them(
    app: Site, session: Session, author: Actor
) -> None:
    document = a_page(session, author, abstract="In short.", places=("SL", "ML")).document
    session.commit()
    visitor = Visitor(app).sign_in("author")

    assert save(visitor, title="Local ownership", body="New.", lang="fr") == 303
    assert save(visitor, title="Local ownership", body="Newer.") == 303

    session.expire_all()
    head = revisions.revision(session, document, 3)
    assert revisions.fields(head) == {"abstract": "In short.", "places": ["SL", "ML"]}
    assert head.lang == "fr"

    session.rollback()
    assert save(visitor, title="Local ownership", body="Newest.", abstract="", places="") == 303
    session.expire_all()
    assert revisions.fields(revisions.revision(session, document, 4)) == {}


def test_the_form_tells_which_choices_are_made_and_sends_that_none_is(
    app: Site, session: Session, author: Actor
) -> None:
    a_page(session, author, places=("ML",))
    session.commit()
    form = Visitor(app).sign_in("author").get(f"{PAGE}/edit").get_data(as_text=True)

    assert "<summary><bdi>Mali</bdi></summary>" in form
    assert 'name="places" value="ML" checked' in form
    assert '<input type="hidden" name="places" value="">' in form
    names = [form.index(f"> {name}</label>") for name in ("Albania", "Burundi", "Zambia")]
    assert names == sorted(names)


def test_whoever_is_overtaken_sees_what_both_changed_and_can_save_over_it(
    app: Site, session: Session, author: Actor
) -> None:
    a_page(session, author, body="One.\n\nTwo.\n\nThree.", places=("ML",))
    session.commit()
    late, quick = Visitor(app).sign_in("author"), Visitor(app).sign_in("colleague")
    mine = late.hidden_fields(f"{PAGE}/edit") | {
        "title": "Ownership",
        "body": "One.\n\nTwo.\n\nThree, mine.",
        "summary": "Mine.",
        "places": "SL",
        "attribution": "named",
    }
    theirs = {"title": "Local ownership", "body": "One, theirs.\n\nTwo.\n\nThree."}
    assert save(quick, **theirs) == 303

    page = late.client.post(f"{PAGE}/edit", data=mine)

    assert page.status_code == 409
    words, markup = text_of(page), page.get_data(as_text=True)
    assert "What they changed since you began" in words
    assert re.search(r"One<ins>.*, theirs</ins>", markup)
    assert re.search(r"Three<ins>.*, mine</ins>", markup)
    assert f'href="{PAGE}/revisions/2"' in markup
    assert 'value="Mine."' in markup
    assert 'name="places" value="SL" checked' in markup
    assert "Save over revision 2" in words
    assert "Drop mine" in words
    assert 'name="based_on" type="hidden" value="2"' in markup
    assert late.client.post(f"{PAGE}/edit", data=mine | {"based_on": "2"}).status_code == 303
    assert "Three, mine." in text_of(Visitor(app).get(PAGE))
    again = late.client.post(f"{PAGE}/edit", data=mine | {"based_on": "2", "body": "Other."})
    assert again.status_code == 409


def test_a_save_that_says_no_base_still_gets_both_texts(
    app: Site, session: Session, author: Actor
) -> None:
    a_page(session, author, body="What stands.")
    session.commit()

    visitor = Visitor(app).sign_in("author")
    tokens = visitor.hidden_fields(f"{PAGE}/edit") | {"based_on": ""}
    refused = visitor.client.post(f"{PAGE}/edit", data=tokens | {"title": "T", "body": "Mine."})

    assert refused.status_code == 409
    assert "What stands." in refused.get_data(as_text=True)
    assert "Save over revision 1" in text_of(refused)


@pytest.mark.parametrize("address", ["/pages", PAGE])
def test_a_preview_shows_title_abstract_and_text_and_the_form_to_go_on(
    app: Site, session: Session, author: Actor, address: str
) -> None:
    a_page(session, author)
    session.commit()
    visitor = Visitor(app).sign_in("author")
    form_at = f"{PAGE}/edit" if address == PAGE else "/pages/new"
    fields = visitor.hidden_fields(form_at) | {
        "title": "A new title",
        "abstract": "In short.",
        "body": "Quite *new*.",
        "summary": "Because.",
        "places": "SL",
    }

    page = visitor.client.post(f"{address}/preview", data=fields).get_data(as_text=True)

    assert '<h1 dir="auto">A new title</h1>' in page
    assert page.index("In short.") < page.index("<em>new</em>") < page.index('<form class="form"')
    assert "Go on writing" in page
    assert 'value="Because."' in page
    assert 'name="places" value="SL" checked' in page
    assert f'action="{form_at}"' in page
    live = visitor.client.post(
        f"{address}/preview", data=fields, headers={"Sec-Fetch-Dest": "empty"}
    ).get_data(as_text=True)
    assert "<em>new</em>" in live
    assert "Quite *new*." not in live
    assert "Quite" not in text_of(Visitor(app).get(PAGE))


def test_a_new_page_is_no_minor_change(app: Site, session: Session, author: Actor) -> None:
    a_page(session, author)
    session.commit()
    visitor = Visitor(app).sign_in("author")

    assert 'name="minor"' not in visitor.get("/pages/new").get_data(as_text=True)
    assert 'name="minor"' in visitor.get(f"{PAGE}/edit").get_data(as_text=True)


def test_whoever_drops_their_own_text_begins_again_from_the_saved_one(
    app: Site, session: Session, author: Actor
) -> None:
    a_page(session, author)
    session.commit()
    late, quick = Visitor(app).sign_in("author"), Visitor(app).sign_in("colleague")
    mine = late.hidden_fields(f"{PAGE}/edit") | {"title": "Local ownership", "body": "Mine."}
    assert save(quick, title="Local ownership", body="Theirs.") == 303
    assert late.client.post(f"{PAGE}/edit/draft", data=mine).status_code == 303
    page = late.client.post(f"{PAGE}/edit", data=mine).get_data(as_text=True)
    assert f'formaction="{PAGE}/edit/draft" name="drop"' in page

    dropped = late.client.post(f"{PAGE}/edit/draft", data=mine | {"drop": "1"})

    assert dropped.location == f"{PAGE}/edit"
    form = late.get(f"{PAGE}/edit").get_data(as_text=True)
    assert "Theirs." in form
    assert "Mine." not in form


def test_a_draft_that_names_few_fields_leaves_the_others_as_they_stand(
    app: Site, session: Session, author: Actor
) -> None:
    a_page(session, author, audience="unit", abstract="In short.", places=("ML",))
    session.commit()
    visitor = Visitor(app).sign_in("author")
    tokens = visitor.hidden_fields(f"{PAGE}/edit")
    few = {name: tokens[name] for name in ("csrf_token", "once", "based_on")}
    few |= {"title": "Local ownership", "body": "Half a text."}
    assert visitor.client.post(f"{PAGE}/edit/draft", data=few).status_code == 303

    form = visitor.get(f"{PAGE}/edit").get_data(as_text=True)

    assert "Half a text." in form
    assert "In short." in form
    assert 'name="places" value="ML" checked' in form
    assert '<option selected value="unit">' in form
    assert 'name="based_on" type="hidden" value="1"' in form
