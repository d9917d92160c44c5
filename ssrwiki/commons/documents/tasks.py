"""What the worker does for documents.

It keeps the list of redactions up to its rows, when the process that redacted couldn't; and it
takes the words out of newcomers' edits that were decided on a month ago, and of what was begun a
month ago and never saved.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import holding, unsaved
from ssrwiki.foundation.feature import Schedule, Task
from ssrwiki.foundation.redactions import keeping


def keep_list(session: Session, _arguments: Mapping[str, str]) -> None:
    """Lists every redaction that the file lacks."""
    keeping.bring_up_to_date(session)


def forget_held_edits(session: Session, _arguments: Mapping[str, str]) -> None:
    """Empties what nobody looks at any more."""
    holding.forget(session)


def forget_unsaved(session: Session, _arguments: Mapping[str, str]) -> None:
    """Forgets what nobody has come back to."""
    unsaved.forget_old(session)


FORGET_HELD_EDITS = "documents.forget_held_edits"
FORGET_UNSAVED = "documents.forget_unsaved"
TASKS: Mapping[str, Task] = {
    keeping.KEEP_LIST: keep_list,
    FORGET_HELD_EDITS: forget_held_edits,
    FORGET_UNSAVED: forget_unsaved,
}
SCHEDULES = (
    Schedule(keeping.KEEP_LIST, every_minutes=60),
    Schedule(FORGET_HELD_EDITS, every_minutes=24 * 60),
    Schedule(FORGET_UNSAVED, every_minutes=24 * 60),
)
