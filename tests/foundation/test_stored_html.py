"""HTML of another renderer is made anew for a view, and stored only by `render --all`."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import COMMENTS, Comment
from ssrwiki.commons.documents.models import Document, Rendering
from ssrwiki.commons.documents.queries import renderings
from ssrwiki.commons.documents.queries.renderings import RENDERINGS
from ssrwiki.foundation import stored_html
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.markup import markdown, sanitise
from ssrwiki.foundation.stored_html import StoredHtml
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.counting import statements
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page, revised
from tests.factories.people import Town

STALE = "<p>Stale.</p><script>alert(1)</script>"


@pytest.fixture
def page(session: Session, town: Town) -> Document:
    """A page with a comment, both with HTML of an earlier renderer."""
    made = a_page(session, town.actor("writer"), body="See *this*.")
    a_remark(session, town.actor("reader"), made.document, "It *works*.")
    outdate(session)
    return made.document


def outdate(session: Session) -> None:
    """As if an earlier renderer had let a script through."""
    session.flush()
    session.execute(update(Comment).values(body_html=STALE, renderer_version=0))
    session.execute(update(Rendering).values(html=STALE, renderer_version=0))
    session.commit()
    for row in session:
        if isinstance(row, StoredHtml):
            session.expire(row)


def stored(session: Session) -> tuple[str, int]:
    """The comment's HTML and its renderer, as the table holds them."""
    return session.execute(select(Comment.body_html, Comment.renderer_version)).one()


def test_what_is_written_names_its_renderer(session: Session, town: Town) -> None:
    made = a_page(session, town.actor())
    comment = a_remark(session, town.actor(), made.document)
    rendering = session.get_one(Rendering, made.revision.id)

    assert {comment.renderer_version, rendering.renderer_version} == {markdown.RENDERER_VERSION}


def test_a_view_gets_fresh_html_and_stores_nothing(database: Database, page: Document) -> None:
    with database.reading() as reader:
        comment = reader.scalars(select(Comment)).one()
        row = reader.scalars(select(Rendering)).one()
        stored_html.fresh(reader, RENDERINGS, [row])
        assert comment.html == "<p>It <em>works</em>.</p>"
        assert row.html == "<p>See <em>this</em>.</p>"
        assert not reader.dirty
        reader.flush()
    with database.reading() as reader:
        assert stored(reader) == (STALE, 0)
        assert reader.scalars(select(Rendering.html)).one() == STALE


@pytest.fixture
def stricter(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The next release: emphasis isn't let through any more, so the renderer has a new number."""
    monkeypatch.setattr(markdown, "RENDERER_VERSION", markdown.RENDERER_VERSION + 1)
    monkeypatch.setattr(sanitise, "_TAGS", sanitise._TAGS - {"em"})
    sanitise._cleaner.cache_clear()
    yield
    sanitise._cleaner.cache_clear()


@pytest.mark.usefixtures("stricter")
def test_what_a_renderer_took_before_its_change_is_cleaned_as_it_is_now(
    app: Site, session: Session, page: Document
) -> None:
    change = update(Comment).values(
        body_html="<p>It <em>works</em>.</p>", renderer_version=markdown.RENDERER_VERSION - 1
    )
    session.execute(change)
    session.execute(update(Comment).values(held_at=None))
    session.commit()
    visitor = Visitor(app)

    shown = visitor.get(f"{page.address}/discussion").get_data(as_text=True)
    text = visitor.get(page.address).get_data(as_text=True)

    assert "<p>It works.</p>" in shown
    assert "<p>See this.</p>" in text
    assert "alert(1)" not in shown + text


def test_a_newer_renderer_is_as_foreign_as_an_older_one(session: Session, page: Document) -> None:
    """A release that was taken back must not serve what the later one wrote."""
    session.execute(update(Comment).values(renderer_version=markdown.RENDERER_VERSION + 1))
    assert session.scalars(select(Comment)).one().html == "<p>It <em>works</em>.</p>"


def test_a_query_by_columns_gives_html_or_what_it_is_made_of(
    session: Session, page: Document
) -> None:
    text = stored_html.html_or_source(Comment.body_html, Comment.body, Comment.renderer_version)

    def told() -> str:
        row = session.execute(select(text, Comment.renderer_version)).one()
        return stored_html.remark(row[0], row[0], row[1])

    fresh = told()
    session.execute(
        update(Comment).values(body_html="<p>Kept.</p>", renderer_version=markdown.RENDERER_VERSION)
    )
    assert (fresh, told()) == ("<p>It <em>works</em>.</p>", "<p>Kept.</p>")


def test_batches_go_on_behind_the_last_and_leave_nothing_out(
    session: Session, town: Town, page: Document
) -> None:
    reader = town.actor("another")
    for number in range(stored_html.BATCH + 1):
        a_remark(session, reader, page, f"Point {number}.")
    outdate(session)
    total = stored_html.BATCH + 2
    assert stored_html.outdated_count(session, COMMENTS) == total

    first = stored_html.renewals(session, COMMENTS, after=0)
    stored_html.store(session, COMMENTS, first)
    second = stored_html.renewals(session, COMMENTS, after=first[-1].key)
    assert (len(first), len(second)) == (stored_html.BATCH, 2)
    assert stored_html.renewals(session, COMMENTS, after=second[-1].key) == []

    again = stored_html.renewals(session, COMMENTS, after=0)  # as after a stop in between
    assert again == second
    stored_html.store(session, COMMENTS, again)
    assert stored_html.outdated_count(session, COMMENTS) == 0
    assert session.scalar(select(func.count()).where(Comment.body_html == STALE)) == 0


def test_a_batch_is_read_in_as_many_statements_as_one_text(
    session: Session, database: Database, town: Town, page: Document
) -> None:
    with statements(database) as few:
        stored_html.renewals(session, RENDERINGS, after=0)
    for number in range(10):
        revised(session, town.actor(), page, f"Words {number}.")
    outdate(session)
    with statements(database) as many:
        assert len(stored_html.renewals(session, RENDERINGS, after=0)) == 11
    assert len(many) <= len(few) + 1  # the transaction's beginning


@pytest.mark.parametrize("meanwhile", ["redacted", "edited"])
def test_nothing_is_written_over_what_was_changed_while_it_was_rendered(
    session: Session, page: Document, meanwhile: str
) -> None:
    batch = stored_html.renewals(session, COMMENTS, after=0)
    assert batch[0].new == ("<p>It <em>works</em>.</p>",)
    now = func.current_timestamp()
    if meanwhile == "redacted":
        changed = {"body": "", "body_html": "", "redacted_at": now}
    else:
        changed = {"body": "No.", "body_html": "<p>No.</p>", "edited_at": now}
    session.execute(update(Comment).values(changed))

    stored_html.store(session, COMMENTS, batch)

    assert stored(session) == (changed["body_html"], 0)


def test_a_text_without_a_stored_rendering_is_rendered_for_the_view(
    session: Session, town: Town
) -> None:
    made = a_page(session, town.actor(), body="See *this*.")
    session.delete(session.get_one(Rendering, made.revision.id))
    session.flush()
    assert renderings.current(session, made.revision).html == "<p>See <em>this</em>.</p>"
