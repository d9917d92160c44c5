"""Noting a redaction, and bringing the list outside the database up to its rows.

The row is the truth, written with the emptying in one transaction. The line is written at once
when that has committed; should the process die in between, or the disk be full, a job of the same
transaction writes it, and so does every start of the site.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from ssrwiki.foundation import clock, jobs, keys
from ssrwiki.foundation.redactions.listing import Line, RedactionList
from ssrwiki.foundation.redactions.models import Redaction, RedactionEcho
from ssrwiki.foundation.redactions.pieces import Target

KEEP_LIST = "redactions.keep_list"

_log = logging.getLogger(__name__)


def of(session: Session) -> RedactionList:
    """The list that the session's database was opened with."""
    held: RedactionList = session.info["redaction_list"]
    return held


def note(
    session: Session,
    target: Target,
    *,
    number: int | None,
    covers_title: bool,
    reason: str,
    public_id: str = "",
    at: datetime | None = None,
) -> Redaction:
    """Writes the row, and sees to its line; `public_id` and `at` are those of a line repeated."""
    row = Redaction(
        public_id=public_id or keys.public_id(),
        kind=target.kind,
        target_id=target.public_id,
        number=number,
        covers_title=covers_title,
        reason=reason,
        at=at or clock.now(),
    )
    session.add(row)
    # Not one job for all: one that runs just now may have read the rows already.
    jobs.enqueue(session, KEEP_LIST)
    _list_after_commit(session)
    return row


def note_echoes(session: Session, redaction: Redaction, echoes: Sequence[Target]) -> None:
    """Keeps which contributions share words with the redacted one."""
    session.flush()  # the echoes need the row's id
    session.add_all(
        RedactionEcho(redaction_id=redaction.id, kind=each.kind, target_id=each.public_id)
        for each in echoes
    )


def has_echoes(session: Session, redaction: Redaction) -> bool:
    """Whether something is left for moderators to look at."""
    found = select(RedactionEcho.id).where(RedactionEcho.redaction_id == redaction.id).limit(1)
    return session.scalar(found) is not None


def bring_up_to_date(session: Session) -> int:
    """Lists every row that the file lacks; gives how many it lacked.

    Raises:
        OSError: the list can't be written.
    """
    rows = session.scalars(select(Redaction).order_by(Redaction.id)).all()
    return of(session).append([line_of(row) for row in rows]) if rows else 0


def line_of(row: Redaction) -> Line:
    """The row as the list keeps it."""
    return Line(
        public_id=row.public_id,
        kind=row.kind,
        target_id=row.target_id,
        number=row.number,
        covers_title=row.covers_title,
        reason=row.reason,
        at=row.at,
    )


def _list_after_commit(session: Session) -> None:
    """Reads what was committed, not what was meant to be: a rolled back row gets no line."""
    engine = session.get_bind().engine.execution_options(is_writing=False)

    def list_now(_session: Session) -> None:
        try:
            with Session(engine, info=dict(session.info)) as reader:
                bring_up_to_date(reader)
        except Exception as error:  # it is committed: the answer must say so, and the job is there
            _log.error("The list of redactions can't be written.", exc_info=error)

    event.listen(session, "after_commit", list_now, once=True)
