"""What every document shows below its address."""

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.documents.views import writing
from ssrwiki.foundation.redline import comparison
from ssrwiki.foundation.web.site import Site
from ssrwiki.foundation.web.throttle import Gate
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_page, revised
from tests.factories.people import Town

PAGE = "/pages/local-ownership"


@pytest.fixture
def visitor(app: Site, session: Session, town: Town) -> Visitor:
    author = town.actor("author", organisation="service-0")
    document = a_page(session, author, body="One.\n\nTwo [[Vetting]].").document
    revised(session, author, document, "One.\n\nThree [[Vetting]].")
    town.actor("moderator", is_moderator=True, organisation="secretariat")
    session.commit()
    return Visitor(app)


def test_the_history_names_number_byline_and_reason(visitor: Visitor) -> None:
    words = text_of(visitor.get(f"{PAGE}/history"))
    assert "Revision 2" in words
    assert "Better words." in words
    assert "Author" in words


def test_the_redline_shows_what_came_and_went(visitor: Visitor) -> None:
    page = visitor.get(f"{PAGE}/compare?from=1&to=2").get_data(as_text=True)
    assert "<del>" in page
    assert "Three" in page
    only = text_of(visitor.get(f"{PAGE}/compare?from=1&to=2&show=changes"))
    assert "One." not in only
    assert "[[Vetting]]" in text_of(visitor.get(f"{PAGE}/compare?from=1&to=2&show=source"))


def test_a_redline_says_that_it_did_not_compare_every_word(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "too much to compare every word"
    assert said not in text_of(visitor.get(f"{PAGE}/compare"))
    monkeypatch.setattr(comparison, "MOST_EFFORT", 0)
    for shown in ("?from=1&to=2", "?show=source", "?show=changes"):
        assert said in text_of(visitor.get(f"{PAGE}/compare{shown}"))


def test_an_old_revision_leads_to_the_newest_and_can_be_restored(visitor: Visitor) -> None:
    assert "older text" in text_of(visitor.get(f"{PAGE}/revisions/1"))
    member = visitor.sign_in("author")
    assert member.send(f"{PAGE}/restore?revision=1", revision="1", summary="Was better.").location
    assert "Two" in text_of(member.get(PAGE))
    assert member.send(f"{PAGE}/restore?revision=3", revision="3").status_code == 422


@pytest.mark.parametrize("number", ["-1", "9" * 20, "9" * 5_000])
def test_a_number_beyond_all_revisions_restores_nothing(visitor: Visitor, number: str) -> None:
    member = visitor.sign_in("author")
    asked = f"{PAGE}/restore?revision=1"
    sent = member.send(f"{PAGE}/restore", form_at=asked, revision=number, summary="Better.")
    assert sent.status_code in {404, 422}


@pytest.mark.parametrize("number", ["-1", "9" * 20, "9" * 5_000, "²"])
def test_a_text_begun_from_no_revision_of_ours_is_a_conflict(visitor: Visitor, number: str) -> None:
    member = visitor.sign_in("author")
    fields = {"title": "Local ownership", "body": "Other words.", "attribution": "named"}
    fields |= {"audience": "public", "lang": "en", "based_on": number}
    sent = member.send(f"{PAGE}/edit", **fields)
    assert sent.status_code == 409


@pytest.mark.parametrize("address", ["/compare?from=0", "/compare?from=x&to=9", "/revisions/9"])
def test_what_does_not_exist_is_not_found(visitor: Visitor, address: str) -> None:
    assert visitor.get(PAGE + address).status_code == 404


@pytest.mark.parametrize(
    "below",
    ["", "?section=2", "/history?after=x", "/compare?from=1&to=2", "/revisions/1", "/links"],
)
def test_a_wrong_section_redirects_for_good_to_the_same_page(visitor: Visitor, below: str) -> None:
    answer = visitor.get(f"/policies/local-ownership{below}")
    assert (answer.status_code, answer.location) == (308, PAGE + below)


@pytest.mark.parametrize("below", ["/versions", "/v1", "/endorsements"])
def test_a_page_that_the_right_section_does_not_have_is_not_found(
    visitor: Visitor, below: str
) -> None:
    assert visitor.get(f"/policies/local-ownership{below}").status_code == 404


def test_nothing_leads_on_to_what_one_may_not_read(app: Site, session: Session, town: Town) -> None:
    author = town.actor("owner", organisation="service-0")
    a_page(session, author, title="Inner matters", body="One.", audience=Audience.UNIT)
    session.commit()
    for below in ("", "/history", "/compare?from=1&to=2"):
        assert Visitor(app).get(f"/policies/inner-matters{below}").status_code == 404


def test_what_is_sent_to_a_wrong_section_is_not_sent_on(visitor: Visitor) -> None:
    sent = visitor.client.post("/policies/local-ownership/compare")
    assert sent.status_code == 404


def test_a_translation_names_its_original_and_says_when_it_is_behind(
    app: Site, session: Session, town: Town
) -> None:
    author = town.actor("author")
    original = a_page(session, author, body="In English.").document
    made = a_page(session, author, title="Appropriation locale", body="En français.").document
    made.translation_of_id, made.translation_source_number, made.lang = original.id, 1, "fr"
    revised(session, author, original, "In better English.")
    session.commit()
    guest = Visitor(app)
    assert "made from its revision 1" in text_of(guest.get(made.address))
    assert "at revision 2 now" in text_of(guest.get(made.address))
    assert "français" in text_of(guest.get(original.address))


def test_a_preview_saves_nothing(visitor: Visitor) -> None:
    member = visitor.sign_in("author")
    shown = member.send(f"{PAGE}/preview", form_at=f"{PAGE}/edit", body="Quite *new*.")
    assert "<em>new</em>" in shown.get_data(as_text=True)
    assert "Quite" not in text_of(member.get(PAGE))


def test_previews_are_counted_and_the_text_of_one_too_many_comes_back(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PREVIEWING", Gate("previewing", "1 per hour", "9 per hour"))
    member = visitor.sign_in("author")
    preview = f"{PAGE}/preview"
    assert member.send(preview, form_at=f"{PAGE}/edit", body="One.").status_code == 200
    refused = member.send(preview, form_at=f"{PAGE}/edit", body="Quite *new*.")
    assert refused.status_code == 429
    assert "Quite *new*." in refused.get_data(as_text=True)


def test_links_lead_both_ways(app: Site, visitor: Visitor, session: Session, town: Town) -> None:
    a_page(session, town.actor("other"), title="Vetting", body="See [[Local ownership]].")
    session.commit()
    assert "Vetting" in text_of(visitor.get(f"{PAGE}/links"))
    assert 'class="missing"' not in visitor.get(PAGE).get_data(as_text=True)
