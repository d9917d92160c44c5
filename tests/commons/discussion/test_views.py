"""The discussion of a page, and what may be done to a comment, in a browser without scripts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation import clock
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_page
from tests.factories.people import Town

START = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
DISCUSSION = "/pages/local-ownership/discussion"
WORDS = "In two districts I know, the second step comes first."


@pytest.fixture
def site(app: Site, session: Session, town: Town) -> Iterator[Site]:
    with clock.at(START):
        a_page(session, town.officer("writer"))
        a_page(session, town.officer("writer-2"), title="Ours alone", audience="unit")
        town.actor("author")
        town.actor("moderator", is_moderator=True)
        session.commit()
        yield app


def visitor(site: Site, handle: str = "") -> Visitor:
    return Visitor(site).sign_in(handle) if handle else Visitor(site)


def said(site: Site, **fields: str) -> str:
    done = visitor(site, "author").send(DISCUSSION, body=WORDS, **fields)
    assert done.status_code == 303
    return str(done.location)


def act(address: str, verb: str) -> str:
    return f"/comments/{address.rpartition('/')[2]}/{verb}"


def test_an_empty_discussion_says_what_belongs_there(site: Site) -> None:
    page = visitor(site).get(DISCUSSION)
    assert "Nobody has said anything yet" in text_of(page)
    assert "Sign in to comment" in text_of(page)


def test_a_member_speaks_and_everybody_reads(site: Site) -> None:
    address = said(site)
    assert address.startswith(f"{DISCUSSION}/")
    for reader in (visitor(site), visitor(site, "moderator")):
        assert WORDS in text_of(reader.get(DISCUSSION))
        assert WORDS in text_of(reader.get(address))


def test_a_guests_text_is_held_through_signing_in(site: Site) -> None:
    guest = visitor(site)
    answer = guest.client.post(DISCUSSION, data={"body": WORDS})
    assert answer.status_code == 401
    assert WORDS in answer.get_data(as_text=True)


def test_a_reply_stands_below_its_comment(site: Site) -> None:
    address = said(site)
    reply = visitor(site, "moderator").send(
        DISCUSSION, form_at=address, body="Which districts?", parent=address.rpartition("/")[2]
    )
    assert reply.status_code == 303
    page = text_of(visitor(site).get(address))
    assert page.index(WORDS) < page.index("Which districts?")


def test_an_empty_comment_comes_back_with_what_is_missing(site: Site) -> None:
    refused = visitor(site, "author").send(DISCUSSION, body=" ")
    assert refused.status_code == 422
    assert "Write what you want to say" in text_of(refused)


def test_scripts_in_a_comment_are_shown_as_nothing(site: Site) -> None:
    author = visitor(site, "author")
    address = author.send(DISCUSSION, body="<script>alert('hm')</script> Fine.").location
    page = visitor(site).get(address).get_data(as_text=True)
    assert "<script>" not in page.partition("<main")[2]
    assert "Fine." in page


def test_the_discussion_of_what_one_may_not_read_is_not_found(site: Site) -> None:
    for reader in (visitor(site), visitor(site, "author")):
        assert reader.get("/pages/ours-alone/discussion").status_code == 404


def test_an_author_corrects_their_words_at_once_but_not_later(site: Site) -> None:
    address = said(site)
    author = visitor(site, "author")
    assert visitor(site, "moderator").get(act(address, "edit")).status_code == 404
    assert author.send(act(address, "edit"), body="Better words.").status_code == 303
    assert "Better words." in text_of(visitor(site).get(address))
    with clock.at(START + timedelta(minutes=16)):
        refused = author.send(act(address, "edit"), body="Other words.")
    assert refused.status_code == 422
    assert "Other words." in refused.get_data(as_text=True)


def test_withdrawing_leaves_a_line_in_the_place_of_the_words(site: Site) -> None:
    address = said(site)
    author = visitor(site, "author")
    assert "What will happen" in text_of(author.get(act(address, "withdraw")))
    assert author.send(act(address, "withdraw")).status_code == 303
    page = text_of(visitor(site).get(address))
    assert WORDS not in page
    assert "The author withdrew this comment." in page


def test_a_name_is_taken_off_for_good(site: Site) -> None:
    address = said(site)
    author = visitor(site, "author")
    assert "Your name can't be put back" in text_of(author.get(act(address, "withhold")))
    assert author.send(act(address, "withhold")).status_code == 303
    page = visitor(site).get(address).get_data(as_text=True)
    assert "/directory/people/author" not in page
    assert 'datetime="2026-05-04"' in page
    assert author.send(act(address, "withhold")).status_code == 422


def test_a_moderator_hides_with_a_reason_from_the_list(site: Site) -> None:
    address = said(site)
    moderator = visitor(site, "moderator")
    assert visitor(site, "author").get(act(address, "hide")).status_code == 403
    assert moderator.send(act(address, "hide")).status_code == 422
    assert WORDS in text_of(moderator.get(act(address, "hide"))), "what the act is about"
    assert moderator.send(act(address, "hide"), reason="safety").status_code == 303
    page = text_of(visitor(site).get(address))
    assert WORDS not in page
    assert "could put a source or an operation at risk" in page


def test_a_moderator_undoes_it_where_the_link_says_so(site: Site) -> None:
    address = said(site)
    moderator = visitor(site, "moderator")
    assert "Show it again" not in text_of(moderator.get(address))
    moderator.send(act(address, "hide"), reason="safety")
    assert "Show it again" in text_of(moderator.get(address))
    undoing = text_of(moderator.get(act(address, "hide")))
    assert "Show this comment again" in undoing
    assert WORDS in undoing
    assert "Hide the comment" not in undoing
    assert moderator.send(act(address, "unhide"), form_at=act(address, "hide")).status_code == 303
    assert WORDS in text_of(visitor(site).get(address))


def test_redaction_needs_a_reason_and_leaves_nothing(site: Site) -> None:
    address = said(site)
    moderator = visitor(site, "moderator")
    assert moderator.send(act(address, "redact"), reason="x").status_code == 422
    assert moderator.send(act(address, "redact"), reason="It names a source.").status_code == 303
    for reader in (moderator, visitor(site, "author"), visitor(site)):
        assert WORDS not in text_of(reader.get(address))
