"""A sentence planted wherever words are kept is found nowhere once it was redacted.

A moderator redacts it where it began, in two texts, and then follows what the site shows them to
share words with that. Nothing is emptied in any other way.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.documents.actions import redacting
from ssrwiki.commons.documents.actions.redacting import Verdict
from ssrwiki.commons.documents.queries import pieces, revisions
from ssrwiki.commons.notifications.tasks import mailing
from ssrwiki.features.moderation.queries import redactions
from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.mail import folder
from ssrwiki.foundation.redactions.pieces import Target
from ssrwiki.foundation.search.storage import SealedStorage
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from ssrwiki.foundation.worker import run_due
from tests.browser_like import Visitor
from tests.factories.people import Town
from tests.factories.rounds import START
from tests.privacy.everywhere import SAID, WORD, Everywhere

AFTER = START + timedelta(days=9)
_LINK = re.compile(r'href="(/[^"#]*)')


@pytest.fixture
def planted(app: Site, session: Session, town: Town) -> Everywhere:
    return Everywhere(app, session, town)


def redact_all(session: Session, planted: Everywhere) -> int:
    """From the two texts on, whatever shares words with what was redacted; gives how many."""
    waiting = [
        Target(pieces.REVISION, revisions.revision(session, document, number).public_id)
        for document, number in ((planted.page, 2), (planted.policy.document, 1))
    ]
    done_count = 0
    while waiting:
        target = waiting.pop()
        if pieces.contribution(session, target).redacted_at is not None:
            continue
        is_revision = target.kind == pieces.REVISION
        row = redacting.redact(
            session,
            actor=planted.moderator,
            target=target,
            verdict=Verdict(
                reason="It could put somebody at risk.", code="safety", covers_title=is_revision
            ),
            echoes=pieces.echoes(session, target, covers_title=is_revision),
        )
        session.flush()
        done_count += 1
        shown = redactions.echoes(session, moderator=planted.moderator, public_id=row.public_id)
        waiting += [each.piece.target for each in shown]
        if done_count > 100:
            break
    session.commit()
    return done_count


def holding(session: Session, word: str) -> Mapping[str, int]:
    """In how many rows of which columns the word stands."""
    session.expire_all()
    metadata = MetaData()
    metadata.reflect(session.connection())
    found: dict[str, int] = {}
    for table in metadata.sorted_tables:
        for row in session.execute(select(table)).mappings():
            for column, value in row.items():
                if word in str(value).lower():
                    name = f"{table.name}.{column.name if hasattr(column, 'name') else column}"
                    found[name] = found.get(name, 0) + 1
    return found


def pages_of(visitor: Visitor, *beginnings: str) -> Iterator[tuple[str, str]]:
    """Every page of documents that links lead to."""
    waiting, seen = list(beginnings), set[str]()
    while waiting:
        address = waiting.pop()
        is_document = re.match(r"/(pages|policies|recent-changes|search|comments)", address)
        if address in seen or not is_document or len(seen) > 300:
            continue
        seen.add(address)
        page = visitor.get(address).get_data(as_text=True)
        yield address, page
        waiting += [unescape(link) for link in _LINK.findall(page)]


def test_before_it_stands_wherever_words_are_kept(session: Session, planted: Everywhere) -> None:
    """Or the tests below would look for what was never there."""
    assert set(holding(session, WORD)) >= {
        *("revision.title", "revision.body", "revision.fields", "revision.summary"),
        *("rendering.html", "rendering.plain", "rendering.contents"),
        *("document.slug", "activity.address", "activity.summary", "spent_form.location"),
        *("version.summary", "version.field_html", "version.footnotes_html"),
        *("version_clause.html", "version_clause.text"),
        *("comment.body", "comment.body_html", "comment.quote", "comment.replacement"),
        *("comment.trial", "disposition.reason", "disposition.reason_html"),
        *("endorsement.reason", "endorsement.conditions", "ruling.reason"),
        *("response.text", "response.text_html", "round.question", "round_change.reason"),
        *("state_change.reason", "report.note", "report.explanation", "appeal.text"),
        "unsaved_edit.fields",
    }


def test_afterwards_no_table_holds_it(session: Session, planted: Everywhere) -> None:
    assert redact_all(session, planted) > 2
    assert holding(session, WORD) == {}
    assert holding(session, "bellamore") == {}


def test_afterwards_no_page_shows_it(app: Site, session: Session, planted: Everywhere) -> None:
    guest = Visitor(app)
    policy = planted.policy.document
    before = guest.get(planted.page.address), guest.get(f"{policy.address}/v1")
    assert all(WORD in shown.get_data(as_text=True).lower() for shown in before)
    redact_all(session, planted)
    session.refresh(policy)
    session.refresh(planted.page)
    session.rollback()  # or its lock would keep the visitors waiting
    readers = (guest, Visitor(app).sign_in("officer"), Visitor(app).sign_in("moderator"))
    for reader in readers:
        count = 0
        beginnings = ("/recent-changes", "/recent-changes.atom", f"/search?q={WORD}")
        more = (f"{policy.address}/v1", f"{policy.address}/compare?from=1&to=2")
        for address, page in pages_of(reader, *beginnings, planted.page.address, *more):
            count += 1
            is_asked = address.startswith("/search?")  # the page repeats what one typed
            assert is_asked or WORD not in page.lower(), address
        assert count > 15


def test_afterwards_index_jobs_mails_and_files_are_without_it(
    session: Session, planted: Everywhere, database: Database, settings: Settings
) -> None:
    index = composition.open_index(settings)
    composition.build_index_if_needed(database, index)
    redact_all(session, planted)
    while composition.drain_index(database, index).indexed_count:
        pass
    with clock.at(AFTER):
        with database.writing() as writing:
            jobs.enqueue(writing, mailing.PLAN)
        run_due(database, composition.tasks())
    session.rollback()
    assert holding(session, WORD) == {}
    letters = folder.read_folder(settings.data_folder / folder.FOLDER_NAME)
    assert letters, "The watcher's digest has left after the redaction."
    for letter in letters:
        assert WORD not in f"{letter.subject} {letter.text} {letter.html}".lower()
    current = index.folder.current()
    assert current is not None
    with SealedStorage(current).open_index().reader() as reader:
        assert not [term for _field, term in reader.all_terms() if WORD.encode() in term]
        assert WORD not in " ".join(map(str, reader.all_stored_fields())).lower()
    session.close()
    database.dispose()
    files = [path for path in settings.data_folder.rglob("*") if path.is_file()]
    if database.is_sqlite:
        kept = Path(str(database.url.database))
        sqlite3.connect(kept).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        files.append(kept)
    for path in files:
        assert WORD.encode() not in path.read_bytes().lower(), path.name


def test_a_reason_may_not_say_it_either(session: Session, planted: Everywhere) -> None:
    moderator = Visitor(planted.app).sign_in("moderator")
    refused = moderator.send(
        f"{planted.page.address}/redact",
        form_at=f"{planted.page.address}/redact?revision=1",
        reason=f"It says that {SAID}",
    )
    assert refused.status_code == 422
    assert "This repeats words that have to go." in refused.get_data(as_text=True)
