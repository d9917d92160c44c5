"""A newcomer's edit on its way past a moderator, in a browser without scripts."""

import pytest

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Role
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.desk import Desk
from tests.factories.documents import a_page
from tests.factories.people import Town

PAGE = "/pages/radios"
LINK = "See [our offer](https://example.com/radios)."
FIELDS = {
    "title": "Radios",
    "summary": "A link.",
    "attribution": "named",
    "audience": "public",
    "lang": "en",
}


@pytest.fixture
def document(desk: Desk, town: Town) -> Document:
    owner = town.officer("owner", organisation="owners")
    town.actor("insider", is_moderator=True, organisation="owners")
    for handle in ("moderator", "second"):
        town.actor(handle, is_moderator=True, organisation="elsewhere")
    town.actor("bystander", role=Role.MEMBER)
    town.actor("newcomer", role=Role.MEMBER, is_verified=False, joined_days_ago=1)
    document = a_page(desk.session, owner, title="Radios", body="Radios are dear.").document
    desk.session.commit()
    return document


def visitor(app: Site, handle: str = "") -> Visitor:
    made = Visitor(app)
    return made.sign_in(handle) if handle else made


def held(app: Site) -> str:
    """The newcomer's edit; gives the address where it waits."""
    newcomer = visitor(app, "newcomer")
    sent = newcomer.send(f"{PAGE}/edit", body=LINK, **FIELDS)
    assert sent.status_code == 303
    assert sent.location.startswith("/pages/waiting/")
    return str(sent.location)


def test_the_writer_sees_that_it_waits_and_nobody_else_sees_anything(
    app: Site, desk: Desk, document: Document
) -> None:
    address = held(app)
    newcomer = visitor(app, "newcomer")
    page = text_of(newcomer.get(address))
    assert "It waits for a moderator." in page
    assert LINK in page
    assert f'href="{address}"' in newcomer.get(PAGE).get_data(as_text=True)
    for reader in ("", "bystander", "owner", "insider"):
        person = visitor(app, reader)
        assert "our offer" not in text_of(person.get(PAGE))
        assert "our offer" not in text_of(person.get(f"{PAGE}/history"))
        assert address not in person.get(PAGE).get_data(as_text=True)
        assert person.get(address).status_code == (404 if reader else 303)
    again = newcomer.send(f"{PAGE}/edit", body=LINK + " And more.", **FIELDS)
    assert again.status_code == 422
    assert "And more." in again.get_data(as_text=True)


def test_a_moderator_lets_it_out_as_its_authors_and_the_author_hears(
    app: Site, desk: Desk, document: Document
) -> None:
    address = held(app)
    moderator = visitor(app, "moderator")
    assert f'href="{address}"' in moderator.get("/moderation/edits").get_data(as_text=True)
    page = text_of(moderator.get(address))
    assert "our offer" in page
    assert "Links that it adds: https://example.com/radios" in page
    assert "Newcomer" not in text_of(moderator.get(address)), "who wrote it is no matter here"
    done = moderator.send(f"{address}/release", form_at=address)
    assert done.status_code == 303
    assert "has let it out" in text_of(visitor(app, "newcomer").get(address))
    assert "our offer" in text_of(visitor(app).get(PAGE))
    assert "Newcomer" in text_of(visitor(app).get(f"{PAGE}/history"))
    desk.work()
    assert "let an edit of yours out" in text_of(visitor(app, "newcomer").get("/account/notices"))
    assert "let an edit" not in text_of(visitor(app).get("/recent-changes"))


def test_a_refusal_is_told_appealed_and_looked_at_again(
    app: Site, desk: Desk, document: Document
) -> None:
    address = held(app)
    moderator, newcomer = visitor(app, "moderator"), visitor(app, "newcomer")
    missing = moderator.send(f"{address}/refuse", form_at=address)
    assert missing.status_code == 422
    assert moderator.send(f"{address}/refuse", form_at=address, reason="spam").status_code == 303
    desk.work()
    assert "refused an edit of yours" in text_of(newcomer.get("/account/notices"))
    assert "advertising or spam" in text_of(newcomer.get(address))
    short = newcomer.send(f"{address}/appeal", form_at=address, words="No.")
    assert short.status_code == 422
    words = "It is the price list of our own unit."
    assert newcomer.send(f"{address}/appeal", form_at=address, words=words).status_code == 303

    second = visitor(app, "second")
    assert words in text_of(second.get(address))
    assert "has appealed" in text_of(second.get("/moderation/edits"))
    kept = second.send(f"{address}/uphold", form_at=address, explanation="It sells something.")
    assert kept.status_code == 303
    assert "It sells something." in text_of(newcomer.get(address))
    assert "our offer" not in text_of(visitor(app).get(PAGE))


def test_an_edit_that_was_overtaken_gives_its_text_back(
    app: Site, desk: Desk, document: Document
) -> None:
    address = held(app)
    other = visitor(app, "bystander")
    saved = other.send(f"{PAGE}/edit", body="Radios have become cheap.", **FIELDS)
    assert saved.location == PAGE
    moderator = visitor(app, "moderator")
    assert "was saved since" in text_of(moderator.get(address))
    assert moderator.send(f"{address}/release", form_at=address).status_code == 303
    page = visitor(app, "newcomer").get(address)
    assert "Somebody was faster." in text_of(page)
    assert LINK in text_of(page)
    assert "become cheap" in text_of(visitor(app).get(PAGE))


def test_a_new_page_waits_and_can_be_taken_back(app: Site, desk: Desk, document: Document) -> None:
    newcomer = visitor(app, "newcomer")
    sent = newcomer.send("/pages/new", body=LINK, **FIELDS | {"title": "Boots"})
    assert sent.location.startswith("/pages/waiting/")
    assert visitor(app, "bystander").get("/pages/boots").status_code == 404
    assert "A new page" in text_of(visitor(app, "moderator").get("/moderation/edits"))
    assert newcomer.send(f"{sent.location}/take-back", form_at=sent.location).status_code == 303
    assert "taken it back" in text_of(newcomer.get(sent.location))
    assert "No edits wait" in text_of(visitor(app, "moderator").get("/moderation/edits"))
