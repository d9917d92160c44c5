"""`ssrwiki render --all`; what it stores is compared in `tests/conformance/test_stored_html.py`."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.foundation.markup import markdown
from tests.cli.conftest import Command
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page
from tests.factories.people import Town


def test_only_outdated_texts_are_rendered_and_counted(
    session: Session, town: Town, command: Command
) -> None:
    page = a_page(session, town.actor()).document
    author = town.actor()
    old, new = (a_remark(session, author, page, f"It *works* {when}.") for when in ("then", "now"))
    change = update(Comment).where(Comment.id == old.id)
    session.execute(change.values(body_html="<script>x()</script>", renderer_version=0))
    change = update(Comment).where(Comment.id == new.id)
    session.execute(change.values(body_html="<p>Kept.</p>", renderer_version=0))
    session.execute(change.values(renderer_version=markdown.RENDERER_VERSION))
    session.commit()

    done = command("render", "--all")

    assert done.exit_code == 0
    assert "1 texts rendered." in done.output
    session.expire_all()
    rows = session.execute(select(Comment.body_html, Comment.renderer_version).order_by(Comment.id))
    assert rows.all() == [
        ("<p>It <em>works</em> then.</p>", markdown.RENDERER_VERSION),
        ("<p>Kept.</p>", markdown.RENDERER_VERSION),
    ]
    session.commit()
    assert "0 texts rendered." in command("render", "--all").output


def test_nothing_is_rendered_without_being_asked_for_all(command: Command) -> None:
    assert command("render").exit_code == 2
