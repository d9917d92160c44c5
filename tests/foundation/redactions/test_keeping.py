"""A redaction's line is written when it has committed, and not when it hasn't."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.redactions import keeping
from ssrwiki.foundation.redactions.listing import RedactionList
from ssrwiki.foundation.redactions.models import Redaction
from ssrwiki.foundation.redactions.pieces import Target
from ssrwiki.foundation.worker import run_due

TARGET = Target("comment", "2345abcd6789")


def noted(session: Session) -> Redaction:
    return keeping.note(session, TARGET, number=None, covers_title=False, reason="safety")


def test_the_line_is_there_as_soon_as_the_row_is(session: Session) -> None:
    row = noted(session)
    assert keeping.of(session).read().signed == ()
    session.commit()
    assert keeping.of(session).read().signed == (keeping.line_of(row),)


def test_what_was_rolled_back_has_no_line(session: Session) -> None:
    noted(session)
    session.rollback()
    kept = noted(session)
    session.commit()
    assert [line.public_id for line in keeping.of(session).read().signed] == [kept.public_id]


def test_when_the_process_dies_in_between_the_worker_writes_the_line(
    session: Session, database: Database
) -> None:
    """Or when the disk was full: here a folder stands where the file should."""
    listed = keeping.of(session)
    listed.path.mkdir(parents=True)
    row = noted(session)
    session.commit()
    listed.path.rmdir()
    assert listed.read().signed == ()
    run_due(database, composition.tasks())
    assert [line.public_id for line in listed.read().signed] == [row.public_id]


def test_a_lost_file_is_written_again_from_the_rows(session: Session) -> None:
    noted(session)
    noted(session)
    session.commit()
    keeping.of(session).path.unlink()
    assert keeping.bring_up_to_date(session) == 2
    assert keeping.bring_up_to_date(session) == 0


def test_the_row_can_be_neither_changed_nor_deleted(session: Session) -> None:
    row = noted(session)
    session.flush()
    with pytest.raises(IntegrityError):
        session.execute(update(Redaction).values(target_id="other"))
    session.rollback()
    row = noted(session)
    session.flush()
    session.delete(row)
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_list_lies_in_the_data_folder(session: Session) -> None:
    assert isinstance(keeping.of(session), RedactionList)
    assert keeping.of(session).path.name == "redactions.jsonl"
