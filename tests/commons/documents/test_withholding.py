"""Taking one's name off a revision: history, recent changes and feeds show the new byline only."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.actions import withholding
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_page, revised
from tests.factories.people import Town

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PAGE = "/pages/local-ownership"


def test_the_byline_of_all_that_was_told_turns_with_the_revision(
    session: Session, town: Town
) -> None:
    town.crowd()
    author = town.actor("author")
    with clock.at(NOON):
        made = a_page(session, author)
        revised(session, town.actor(), made.document, "By somebody else.")
    session.flush()

    row = withholding.withhold(session, actor=author, document=made.document, number=1)
    session.flush()

    told = session.scalars(select(Activity).order_by(Activity.id)).all()
    assert row.is_withheld
    assert told[0].byline == row.byline
    assert told[0].listed_at.date() == row.listed_at.date() == NOON.date()
    assert NOON not in {told[0].listed_at, row.listed_at}
    assert not told[1].is_withheld, "another's revision"


def test_a_list_of_documents_does_not_keep_the_hour(session: Session, town: Town) -> None:
    author = town.actor()
    with clock.at(NOON):
        document = a_page(session, author).document
    row = withholding.withhold(session, actor=author, document=document, number=1)
    assert document.revised_at == row.listed_at


def test_only_its_author_takes_the_name_off_and_once(session: Session, town: Town) -> None:
    author, other = town.actor(), town.actor()
    document = a_page(session, author).document
    with pytest.raises(Invalid):
        withholding.withhold(session, actor=other, document=document, number=1)
    withholding.withhold(session, actor=author, document=document, number=1)
    with pytest.raises(Invalid):
        withholding.withhold(session, actor=author, document=document, number=1)


def test_a_name_is_taken_off_on_the_page_of_the_revision(
    app: Site, session: Session, town: Town
) -> None:
    town.crowd()
    a_page(session, town.actor("author"))
    town.actor("other")
    session.commit()
    author, other = Visitor(app).sign_in("author"), Visitor(app).sign_in("other")
    act = f"{PAGE}/revisions/1/withhold"
    assert act in author.get(f"{PAGE}/revisions/1").get_data(as_text=True)
    assert act not in other.get(f"{PAGE}/revisions/1").get_data(as_text=True)
    assert other.get(act).status_code == 404
    assert "From now on readers and officers see: Police adviser" in text_of(author.get(act))

    assert author.send(act).status_code == 303

    guest = Visitor(app)
    for address in (f"{PAGE}/history", f"{PAGE}/revisions/1", "/recent-changes"):
        page = guest.get(address).get_data(as_text=True)
        assert "/directory/people/author" not in page, address
        assert "Police adviser" in page, address
    assert "Author" not in guest.get("/recent-changes.atom").get_data(as_text=True)
