"""A restored database is redacted again from the list, exactly where the list says."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.actions import replaying
from ssrwiki.commons.documents.models import Document, DocumentLink, Rendering
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import keys
from ssrwiki.foundation.keys import Keys
from ssrwiki.foundation.redactions import keeping
from ssrwiki.foundation.redactions.listing import Line, RedactionList
from ssrwiki.foundation.redactions.models import Redaction
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page
from tests.factories.people import Town

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SAID = "The informant lives behind the mosque in Bo."


@pytest.fixture
def author(town: Town) -> Actor:
    return town.actor("author", organisation="service-0")


@pytest.fixture
def page(session: Session, author: Actor) -> Document:
    """As a backup brings it back: its only revision had to go after the backup was made."""
    return a_page(
        session, author, title="The informant in Bo", body=f"{SAID} [[Bo]]", abstract=SAID
    ).document


def a_line(kind: str, target_id: str, *, number: int | None = None, title: bool = False) -> Line:
    return Line(
        public_id=keys.public_id(),
        kind=kind,
        target_id=target_id,
        number=number,
        covers_title=title,
        reason="safety",
        at=AT,
    )


def of_page(session: Session, page: Document, *, title: bool = False) -> Line:
    target_id = revisions.revision(session, page, 1).public_id
    return a_line("revision", target_id, number=1, title=title)


def listed(session: Session, *lines: Line) -> Sequence[Line]:
    session.commit()
    keeping.of(session).append(lines)
    return replaying.outstanding(session).due


def repeat_all(session: Session) -> int:
    due = replaying.outstanding(session).due
    for line in due:
        replaying.repeat(session, line)
        session.commit()
    return len(due)


def test_the_newest_revision_is_emptied_where_the_backup_has_no_other(
    session: Session, page: Document
) -> None:
    line = of_page(session, page, title=True)
    assert listed(session, line) == (line,)
    assert repeat_all(session) == 1

    session.expire_all()
    revision = revisions.revision(session, page, 1)
    html = session.get_one(Rendering, revision.id).html
    assert "informant" not in f"{revision.body}{revision.fields}{revision.title}{html}".lower()
    assert (page.title, page.slug, page.abstract) == ("Redacted", "redacted", "")
    assert session.scalars(select(DocumentLink.target_slug)).all() == []
    row = session.scalars(select(Redaction)).one()
    assert keeping.line_of(row) == line, "The row is the line's, with its id and its instant."


def test_a_second_time_changes_nothing(session: Session, page: Document) -> None:
    listed(session, of_page(session, page))
    assert [repeat_all(session), repeat_all(session)] == [1, 0]
    assert session.scalar(select(func.count(Redaction.id))) == 1
    assert len(keeping.of(session).read().signed) == 1


def test_what_the_database_never_had_is_counted_and_left(session: Session, page: Document) -> None:
    assert listed(session, a_line("comment", "2345abcd6789")) == ()
    found = replaying.outstanding(session)
    assert (found.absent_count, found.refusal) == (1, "")


def test_only_what_the_line_names_is_emptied(
    session: Session, author: Actor, page: Document
) -> None:
    """What repeated it has a line of its own; another database may know it as something else."""
    comment = a_remark(session, author, page, SAID)
    reply = a_remark(session, author, page, f"> {SAID}", parent=comment)
    listed(session, a_line("comment", comment.public_id))
    assert repeat_all(session) == 1
    session.expire_all()
    assert (comment.body, bool(reply.body)) == ("", True)
    assert comment.redacted_at is not None


def test_recent_changes_tell_it_and_no_notice_does(session: Session, page: Document) -> None:
    listed(session, of_page(session, page))
    repeat_all(session)
    told = session.scalars(select(Activity).where(Activity.verb == "documents.redacted")).one()
    assert told.summary == "It could put somebody at risk."
    assert told.byline_name == "ssrwiki"
    assert told.stopped_at is not None


def test_a_line_without_our_signature_waits_for_the_operator(
    session: Session, page: Document
) -> None:
    line = of_page(session, page)
    session.commit()
    stranger = RedactionList(
        keeping.of(session).path.parent, Keys("a-strangers-key-0123456789-abcdefghijk")
    )
    stranger.append([line])
    found = replaying.outstanding(session)
    assert (found.due, found.doubtful) == ((), (line,))
    assert "SECRET_KEYS_OLD" in found.refusal
    replaying.repeat(session, line)
    session.commit()
    assert replaying.outstanding(session).refusal == ""


def test_withdrawn_words_go_all_the_same(session: Session, author: Actor, page: Document) -> None:
    comment = a_remark(session, author, page, SAID)
    comment.withdrawn_at = AT
    listed(session, a_line("comment", comment.public_id))
    repeat_all(session)
    session.expire_all()
    assert session.scalars(select(Comment.body)).all() == [""]
