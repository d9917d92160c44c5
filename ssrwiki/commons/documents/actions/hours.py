"""Taking the hours away from all revisions of a day on which one was saved without a name.

Revisions are numbered as they arrive. Between neighbours that tell their minutes a withheld one
would stand as if it told its own.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.commons.documents.models import Document, Revision

_TIMES = (
    Revision.public_id,
    Revision.number,
    Revision.attribution,
    Revision.at,
    Revision.listed_at,
)


def settle(session: Session, document: Document, revision: Revision) -> None:
    """To be called for a revision that is new, or has lost its name, when all of it was told.

    A document whose readers read its working text is listed by the time of its head; it moves
    along.
    """
    midnight = revision.at.replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    of_the_day = session.scalars(
        select(Revision)
        .where(Revision.document_id == document.id, Revision.at >= midnight, Revision.at < tomorrow)
        .options(load_only(*_TIMES))
    ).all()
    if any(each.is_withheld for each in of_the_day):
        told = session.scalars(
            select(Activity).where(
                Activity.contribution_id.in_([each.public_id for each in of_the_day]),
                Activity.at >= midnight,
                Activity.at < tomorrow,
            )
        ).all()
        _take_hours(of_the_day)
        _take_hours(told)
    for each in of_the_day:
        if each.number == document.head_number and document.is_work_open:
            # The listed time, not the instant: a list of documents must not tell the hour either.
            document.revised_at = each.listed_at


def _take_hours(rows: Sequence[Bylined]) -> None:
    for row in rows:
        if not row.is_day_only:
            authorship.take_hour(row)
