"""On a day with a withheld revision no revision of the document tells its hour: numbers would."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.actions import withholding
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.factories.documents import a_page, revised
from tests.factories.people import Town

MORNING = datetime(2026, 5, 4, 8, 13, tzinfo=UTC)
WITHHELD = "role_and_region"
PAGE = "/pages/local-ownership"
CLOCK = re.compile(r"\d\d:\d\d")


@pytest.fixture
def author(town: Town) -> Actor:
    return town.actor("author")


def written(
    session: Session, town: Town, author: Actor, attributions: Sequence[str], first: datetime
) -> Document:
    """A page of somebody, then revisions of the author, an hour apart."""
    with clock.at(first):
        document = a_page(session, town.actor()).document
    for number, attribution in enumerate(attributions, 1):
        with clock.at(first + timedelta(hours=number)):
            revised(session, author, document, f"Text {number}.", attribution=attribution)
    session.flush()
    return document


def told_hours(session: Session) -> list[str]:
    """Numbers of the revisions, and addresses of the activities, that tell their hour."""
    rows = [*session.scalars(select(Revision)), *session.scalars(select(Activity))]
    return sorted(
        str(row.number) if isinstance(row, Revision) else row.address.rpartition("/")[2]
        for row in rows
        if isinstance(row.shown_at, datetime)
    )


def test_neighbours_lose_their_hours_whether_they_came_before_or_after(
    session: Session, town: Town, author: Actor
) -> None:
    document = written(session, town, author, ["named", WITHHELD, "named"], MORNING)

    assert told_hours(session) == []
    for row in (*session.scalars(select(Revision)), *session.scalars(select(Activity))):
        assert row.listed_at.date() == MORNING.date()
        assert row.listed_at != row.at
    head = session.scalars(select(Revision).where(Revision.number == 4)).one()
    assert document.revised_at == head.listed_at


def test_other_days_and_other_documents_tell_theirs(
    session: Session, town: Town, author: Actor
) -> None:
    late = MORNING.replace(hour=23, minute=30)
    written(session, town, author, ["named", WITHHELD], late - timedelta(hours=1))
    with clock.at(late):
        a_page(session, town.actor(), title="Another")
    session.flush()

    assert told_hours(session) == ["1", "1", "1", "1", "2", "2"]


def test_a_name_taken_off_takes_the_hours_of_the_day_along(
    session: Session, town: Town, author: Actor
) -> None:
    document = written(session, town, author, ["named", "named"], MORNING)
    assert len(told_hours(session)) == 6

    withholding.withhold(session, actor=author, document=document, number=2)

    session.flush()
    assert told_hours(session) == []
    head = session.scalars(select(Revision).where(Revision.number == 3)).one()
    assert document.revised_at == head.listed_at


def test_no_page_or_feed_tells_an_hour_of_that_day(
    app: Site, session: Session, town: Town, author: Actor
) -> None:
    written(session, town, author, ["named", WITHHELD, "named"], MORNING)
    session.commit()
    guest = Visitor(app)
    for address in (
        PAGE,
        f"{PAGE}/history",
        f"{PAGE}/revisions/2",
        f"{PAGE}/revisions/4",
        f"{PAGE}/compare?from=2&to=4",
        "/recent-changes",
    ):
        page = guest.get(address).get_data(as_text=True)
        assert CLOCK.findall(page[page.index("<main") : page.index("</main")]) == [], address
    feed = guest.get("/recent-changes.atom").get_data(as_text=True)
    assert set(re.findall(r"T(\d\d:\d\d:\d\dZ)", feed)) == {"00:00:00Z"}
