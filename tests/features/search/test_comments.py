"""What people said, on the search page: found by who may read it, and by nobody else."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.discussion.actions import corrections, drafts
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.discussion.queries.search import KIND as COMMENT
from ssrwiki.commons.discussion.queries.threads import located
from ssrwiki.commons.documents.actions import hiding
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.search import check
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.counting import statements
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page
from tests.factories.people import Town
from tests.factories.policies import answered
from tests.factories.redactions import redacted
from tests.factories.rounds import START, a_comment, a_policy, a_round
from tests.features.search.conftest import Reindex

SECRET = "Zarbolite"
NONSENSE = "Blorgnixed"


@pytest.fixture
def owner(town: Town) -> Actor:
    town.crowd(8)
    town.actor("outsider", organisation="elsewhere")
    return town.actor("owner", organisation="owners")


@pytest.fixture
def page(session: Session, owner: Actor) -> Document:
    return a_page(
        session, owner, title="Custody registers", body="A register has two signatures."
    ).document


def test_a_comment_is_found_and_marked_with_its_byline_and_day(
    app: Site, session: Session, town: Town, page: Document, reindex: Reindex
) -> None:
    author = town.actor("zebulon-quill", organisation="service-0")
    with clock.at(START):
        said = a_remark(
            session,
            author,
            page,
            "The **second** key is lost before the rains.",
            attribution="role_and_region",
        )
    session.commit()
    reindex()

    response = Visitor(app).get("/search?q=rains+key")
    shown, html = text_of(response), response.get_data(as_text=True)

    assert "second <mark>key</mark> is lost before the <mark>rains</mark>" in html
    assert f'href="{page.address}/discussion/{said.public_id}"' in html
    assert "On “ Custody registers ”" in shown
    assert "Police adviser, Sierra Leone" in shown or "Police adviser" in shown
    assert "09:00" not in html
    assert "2026-03-02T" not in html
    for trace in ("zebulon", "quill"):
        nothing = text_of(Visitor(app).get(f"/search?q={trace}")).replace(trace, "")
        assert "Nothing found" in nothing
        assert trace not in html.lower()


def test_comments_are_a_kind_to_narrow_to_and_stand_below_their_document(
    app: Site, session: Session, owner: Actor, page: Document, reindex: Reindex
) -> None:
    a_remark(session, owner, page, "Register register register: signatures!")
    session.commit()
    reindex()
    visitor = Visitor(app)

    everything = text_of(visitor.get("/search?q=register"))
    assert everything.index("A register has") < everything.index("Register register register")
    assert "Comments (1)" in everything
    narrowed = text_of(visitor.get("/search?q=register&kind=comment"))
    assert "1 result" in narrowed
    assert "A register has" not in narrowed


def test_a_published_answer_is_found_with_its_office(
    app: Site, session: Session, town: Town, reindex: Reindex
) -> None:
    officer = town.officer("officer")
    made = a_policy(session, officer)
    said = a_comment(session, town.actor(), a_round(session, officer, made))
    session.commit()
    reindex()
    assert "Nothing found" in text_of(Visitor(app).get("/search?q=thank+noted"))
    answered(session, officer, made.document)
    session.commit()
    reindex()

    response = Visitor(app).get("/search?q=thank+noted&status=response_published&lang=en")

    assert "answered by Policy Unit" in text_of(response)
    assert f"/rounds/1/comments/{said.public_id}" in response.get_data(as_text=True)


@pytest.fixture
def secret(session: Session, owner: Actor, page: Document, reindex: Reindex) -> Comment:
    """A remark on a page of the unit; the open page and its own remark know nothing of it."""
    a_remark(session, owner, page, "An open remark.")
    inner = a_page(
        session, owner, title="Inner page", body="Nothing here.", audience="unit", places=("LR",)
    ).document
    said = a_remark(session, owner, inner, f"{SECRET} is the name of the informant.")
    session.commit()
    reindex()
    return said


@pytest.mark.usefixtures("secret")
@pytest.mark.parametrize("handle", ["", "outsider"])
@pytest.mark.parametrize("suffix", ["", "&kind=comment", "&region=liberia", "&sort=newest"])
def test_outsiders_find_nothing_of_a_comment_in_the_unit(
    app: Site, handle: str, suffix: str
) -> None:
    """Neither result nor count, facet, completed beginning or correction: as of a word unheard."""
    visitor = Visitor(app).sign_in(handle) if handle else Visitor(app)

    def shown(word: str) -> str:
        response = visitor.get(f"/search?q={word}{suffix}")
        assert response.status_code == 200
        return text_of(response).replace(word, "·")

    nothing = shown(NONSENSE)
    assert "Nothing found" in nothing
    assert shown(SECRET) == nothing
    assert shown(SECRET.replace("ite", "yte")) == nothing
    assert shown(f"{SECRET[:4]}*") == nothing
    comments = text_of(visitor.get("/search?kind=comment"))
    assert "1 result" in comments
    assert "informant" not in comments
    assert "Inner page" not in comments
    assert "Liberia" not in comments


@pytest.mark.usefixtures("secret")
def test_the_unit_finds_it(app: Site) -> None:
    page = Visitor(app).sign_in("owner").get(f"/search?q={SECRET}").get_data(as_text=True)
    assert f"<mark>{SECRET}</mark>" in page
    assert "On “" in page


@pytest.mark.parametrize("change", ["audience", "hidden_at", "comment"])
def test_rights_that_changed_after_indexing_hold_at_once_and_counts_are_kept_back(
    app: Site, session: Session, owner: Actor, page: Document, reindex: Reindex, change: str
) -> None:
    said = a_remark(session, owner, page, f"{SECRET} was said aloud.")
    session.commit()
    reindex()
    match change:
        case "audience":
            page.audience = "unit"
        case "hidden_at":
            page.hidden_at = clock.now()
        case _:
            said.hidden_at = clock.now()
    session.commit()

    shown = text_of(Visitor(app).get(f"/search?q={SECRET}"))

    assert "Nothing found" in shown
    assert "aloud" not in shown
    assert "1 result" not in shown


def files_of(settings: Settings) -> bytes:
    return b"".join(
        path.read_bytes()
        for path in Path(settings.data_folder / "search").rglob("*")
        if path.is_file()
    )


@pytest.mark.parametrize("act", ["redact", "edit"])
def test_words_that_had_to_go_are_found_nowhere_and_leave_the_disk(
    app: Site,
    session: Session,
    town: Town,
    owner: Actor,
    page: Document,
    settings: Settings,
    reindex: Reindex,
    act: str,
) -> None:
    moderator = town.actor("moderator", is_moderator=True, organisation="secretariat")
    words = f"{SECRET} is the informant of the second district."
    said = a_remark(session, owner, page, words)
    a_remark(session, owner, page, words, parent=said)
    for number in range(3):
        a_remark(session, owner, page, f"Something else {number}.")
        session.commit()
        reindex()
    word = SECRET.lower().encode()
    assert word[:7] in files_of(settings)
    if act == "redact":
        redacted(session, moderator, COMMENT, said.public_id)
    else:
        for row in session.query(Comment).filter(Comment.body.contains(SECRET)).all():
            corrections.edit_within_window(
                session,
                actor=owner,
                located=located(session, viewer=owner, public_id=row.public_id),
                draft=drafts.draft(body="Somebody told us."),
            )
    session.commit()
    index = reindex()

    assert word[:7] not in files_of(settings)
    assert "Nothing found" in text_of(Visitor(app).get(f"/search?q={SECRET}"))
    assert index.wear().entry_count >= 1


def test_what_changes_with_its_document_is_brought_up_to_date(
    session: Session,
    town: Town,
    owner: Actor,
    page: Document,
    database: Database,
    reindex: Reindex,
) -> None:
    a_remark(session, owner, page, f"{SECRET}.")
    session.commit()
    index = reindex()
    moderator = town.actor(is_moderator=True, organisation="secretariat")
    for act in (
        lambda: hiding.hide(session, actor=moderator, document=page, reason="safety", address="/"),
        lambda: hiding.unhide(session, actor=moderator, document=page),
    ):
        act()
        session.commit()
        index = reindex()
        expected = dict(check.expected_digests(composition.searchables(), database.reading))
        assert check.drift(index, expected).count == 0
        assert any(name.startswith("comment:") for name in expected) is (page.hidden_at is None)


def test_statements_do_not_grow_with_comments_and_answers(
    app: Site, database: Database, session: Session, town: Town, reindex: Reindex
) -> None:
    officer = town.officer("officer")
    Visitor(app).get("/search?q=commander")
    counts = []
    for number, comments in enumerate((1, 5)):
        made = a_policy(session, officer, title=f"Policing {number}")
        opened = a_round(session, officer, made)
        for each in range(comments):
            a_comment(session, town.actor(), opened, f"The commander noted it, {each}.")
        session.flush()
        answered(session, officer, made.document)
        session.commit()
        reindex()
        with statements(database) as seen:
            shown = Visitor(app).get(f"/search?q=noted&kind=comment&asked={number}")
        assert shown.get_data(as_text=True).count('class="result"') >= 2 * comments
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 6
