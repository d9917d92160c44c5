"""Finding, narrowing and paging, always within what the viewer may read."""

import logging
import shutil
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.topics import actions as topics
from ssrwiki.commons.topics.rules import Wording
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.counting import statements, unkept
from tests.factories.documents import a_page
from tests.factories.people import Town
from tests.factories.policies import rewritten
from tests.factories.rounds import a_policy
from tests.features.search.conftest import Reindex

SECRET_WORDS = "The Zanzibar memorandum names the informants."


@pytest.fixture
def library(session: Session, town: Town, reindex: Reindex) -> None:
    """One page for everybody, one for members, one for the owners only."""
    owner = town.actor("owner", organisation="owners")
    town.actor("outsider", organisation="elsewhere")
    a_page(
        session,
        owner,
        title="Vetting in practice",
        body="## Records\n\nVetting fails where **records** of officers are missing.",
        abstract="How to vet.",
    )
    a_page(session, owner, title="Vetting for members", body="Among us only.", audience="members")
    a_page(session, owner, title="Zanzibar", body=SECRET_WORDS, audience="unit")
    session.commit()
    reindex()


@pytest.mark.usefixtures("library")
def test_words_are_found_and_marked_in_title_and_text(app: Site) -> None:
    response = Visitor(app).get("/search?q=vetting+record")
    page = response.get_data(as_text=True)

    assert "<mark>Vetting</mark> in practice" in page
    assert "<mark>records</mark> of officers" in page
    assert 'href="/pages/vetting-in-practice"' in page
    assert "1 result" in text_of(response)
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"


@pytest.mark.usefixtures("library")
def test_nothing_asked_finds_nothing(app: Site) -> None:
    assert "everything on this site that you may read" in text_of(Visitor(app).get("/search"))


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("handle", ["", "outsider"])
@pytest.mark.parametrize(
    "query", ["zanzibar", "informants", "zanziber", "zanz*", "kind:page", "-x"]
)
def test_an_outsider_gets_no_hit_count_snippet_or_suggestion(
    app: Site, handle: str, query: str
) -> None:
    visitor = Visitor(app)
    if handle:
        visitor.sign_in(handle)

    response = visitor.get(f"/search?q={query}")

    shown = text_of(response).replace(query, "")
    assert response.status_code == 200
    assert "Zanzibar" not in shown
    assert "zanzibar" not in shown
    assert "informants" not in shown
    readable = 2 if handle else 1
    if query == "kind:page":
        assert f"{readable} result" in shown


@pytest.mark.usefixtures("library")
def test_the_owners_find_their_own_text(app: Site) -> None:
    page = Visitor(app).sign_in("owner").get("/search?q=informants").get_data(as_text=True)
    assert "<mark>informants</mark>" in page


@pytest.mark.usefixtures("library")
def test_members_texts_are_for_members(app: Site) -> None:
    assert "Vetting for members" not in text_of(Visitor(app).get("/search?q=vetting"))
    member = Visitor(app).sign_in("outsider")
    assert "Vetting for members" in text_of(member.get("/search?q=vetting"))


@pytest.mark.usefixtures("library")
def test_a_slip_of_the_pen_is_answered_with_the_word_that_was_meant(app: Site) -> None:
    response = Visitor(app).get("/search?q=vettinf&lang=en")
    assert "Did you mean vetting ?" in text_of(response)
    assert 'href="/search?q=vetting&amp;lang=en"' in response.get_data(as_text=True)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("change", ["audience", "hidden_at"])
def test_rights_that_changed_after_indexing_hold_at_once(
    app: Site, session: Session, change: str
) -> None:
    document = session.query(Document).filter_by(slug="vetting-in-practice").one()
    if change == "audience":
        document.audience = "unit"
    else:
        document.hidden_at = clock.now()
    session.commit()

    shown = text_of(Visitor(app).get("/search?q=vetting"))

    assert "records" not in shown
    assert "in practice" not in shown
    assert "1 result" not in shown
    assert "Nothing found" in shown


@pytest.mark.usefixtures("library")
def test_without_an_index_titles_are_found_within_the_same_rights(
    app: Site, settings: Settings
) -> None:
    shutil.rmtree(settings.data_folder / "search")

    shown = text_of(Visitor(app).get("/search?q=vetting"))
    assert "Search is being rebuilt" in shown
    assert "Vetting in practice" in shown
    assert "Vetting for members" not in shown
    assert "Zanzibar" not in text_of(Visitor(app).get("/search?q=zanz")).replace("zanz", "")


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "query",
    [
        "<script>alert(1)</script>",
        '" OR 1=1 --',
        "%25%25%25",
        "((((",
        "*",
        '-"',
        "kind:../../etc topic:%00",
        "%00zero",
        "vetting%00",
        "\U0001f6a8" * 300,
        "a" * 5000,
        "after:9999-99-99",
        "&kind=%3Cb%3E&topic=x&region=y&status=z&lang=zz-%3C&page=-1&sort=;",
        "vetting&page=99999999999999999999",
    ],
)
def test_no_typed_text_breaks_the_page(app: Site, settings: Settings, query: str) -> None:
    with_index = Visitor(app).get(f"/search?q={query}")
    shutil.rmtree(settings.data_folder / "search")
    without = Visitor(app).get(f"/search?q={query}")

    for response in (with_index, without):
        assert response.status_code == 200
        assert "<script>alert" not in response.get_data(as_text=True)
        assert "<b>" not in response.get_data(as_text=True)


def test_results_come_page_by_page(
    app: Site, session: Session, town: Town, reindex: Reindex
) -> None:
    author = town.actor()
    for number in range(23):
        a_page(session, author, title=f"Custody {number}", body="Cells are counted.")
    session.commit()
    reindex()
    visitor = Visitor(app)

    first, second = visitor.get("/search?q=cells"), visitor.get("/search?q=cells&page=2")
    beyond = visitor.get("/search?q=cells&page=3")

    assert "23 results · page 1 of 2" in text_of(first)
    assert first.get_data(as_text=True).count('class="result"') == 20
    assert 'href="/search?q=cells&amp;page=2" rel="next"' in first.get_data(as_text=True)
    assert second.get_data(as_text=True).count('class="result"') == 3
    assert 'rel="next"' not in second.get_data(as_text=True)
    assert "no such page of results" in text_of(beyond)


def test_filters_are_links_with_counts_and_broad_topics_find_narrow_ones(
    app: Site, session: Session, town: Town, reindex: Reindex
) -> None:
    topics.plant(session, slug="policing", wordings=[Wording("en", "Policing")])
    topics.plant(
        session, slug="payroll", wordings=[Wording("en", "Payroll")], parent_slug="policing"
    )
    author = town.actor()
    a_page(session, author, title="Ghost officers", themes=("payroll",), places=("SL",))
    a_page(session, author, title="Patrols", themes=("policing",))
    a_page(session, author, title="Ghosts", audience="unit", themes=("payroll",))
    session.commit()
    reindex()
    visitor = Visitor(app)

    everything = visitor.get("/search?q=reform")
    assert "Payroll (1)" in text_of(everything)
    assert "Policing (2)" not in text_of(everything)  # both have it: nothing to narrow
    assert "Western Africa (1)" in text_of(everything)
    assert 'href="/search?q=reform&amp;topic=payroll"' in everything.get_data(as_text=True)

    narrow = visitor.get("/search?q=reform&topic=payroll")
    assert "Ghost officers" in text_of(narrow)
    assert "Patrols" not in text_of(narrow)
    assert "Theme: Payroll" in text_of(narrow)

    regional = text_of(visitor.get("/search?region=western-africa"))
    assert "Ghost officers" in regional
    assert "Region or country: Western Africa" in regional


def test_newest_first_is_another_order(
    app: Site, session: Session, town: Town, reindex: Reindex
) -> None:
    author = town.actor()
    with clock.at(clock.now() - timedelta(days=3)):
        a_page(session, author, title="Oversight oversight", body="Oversight, oversight.")
    a_page(session, author, title="Later", body="A word about oversight.")
    session.commit()
    reindex()

    best = text_of(Visitor(app).get("/search?q=oversight"))
    newest = text_of(Visitor(app).get("/search?q=oversight&sort=newest"))

    assert best.index("Oversight oversight") < best.index("Later")
    assert newest.index("Later") < newest.index("Oversight oversight")


def test_statements_do_not_grow_with_the_results(
    app: Site, database: Database, session: Session, town: Town, reindex: Reindex
) -> None:
    author = town.actor()
    Visitor(app).get("/search?q=custody")
    counts = []
    for number in range(20):
        a_page(session, author, title=f"Custody {number}", themes=(), places=("SL",))
        if number in (2, 19):
            session.commit()
            reindex()
            with statements(database) as seen:
                answer = Visitor(app).get(unkept("/search?q=custody"))
                assert answer.status_code == 200
            counts.append(len(seen))
    assert counts[0] == counts[1] <= 4


@pytest.mark.usefixtures("library")
def test_what_is_typed_is_not_logged(app: Site, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Visitor(app).get("/search?q=unwise+question")
    assert "unwise" not in caplog.text


def test_a_policy_is_found_by_its_published_text_and_by_its_units_working_text(
    app: Site, session: Session, town: Town, reindex: Reindex
) -> None:
    officer = town.officer("officer")
    town.officer("stranger", organisation="other-unit")
    made = a_policy(session, officer, title="Community policing")
    rewritten(session, officer, made.document, "The quartermaster counts the radios.")
    session.commit()
    reindex()

    guest, stranger = Visitor(app), Visitor(app).sign_in("stranger")
    owner = Visitor(app).sign_in("officer")

    assert "<mark>salary</mark>" in guest.get("/search?q=salary").get_data(as_text=True)
    assert "working draft" not in text_of(guest.get("/search?q=quartermaster"))
    for outsider in (guest, stranger):
        shown = text_of(outsider.get("/search?q=quartermaster"))
        assert "Nothing found" in shown
        assert "radios" not in shown
    assert "quartermaster counts the radios" in text_of(owner.get("/search?q=quartermaster"))


@pytest.mark.usefixtures("library")
def test_who_asked_before_a_rebuild_finds_the_text_after_it(
    app: Site, settings: Settings, reindex: Reindex
) -> None:
    shutil.rmtree(settings.data_folder / "search")
    guest, now = Visitor(app), clock.now()
    with clock.at(now):
        assert "<mark>" not in guest.get("/search?q=vetting+record").get_data(as_text=True)
        reindex()
    with clock.at(now + timedelta(minutes=1)):
        assert "<mark>records</mark>" in guest.get("/search?q=vetting+record").get_data(
            as_text=True
        )
