"""Recent changes, as page and as feed: everything one may read, and no more of it than that."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_page, revised
from tests.factories.people import Town

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(app: Site) -> list[ElementTree.Element]:
    answer = app.test_client().get("/recent-changes.atom")
    assert answer.content_type.startswith("application/atom+xml")
    return ElementTree.fromstring(answer.get_data()).findall(f"{ATOM}entry")


def test_the_newest_comes_first_with_who_what_and_why(
    app: Site, session: Session, town: Town
) -> None:
    author = town.actor("author")
    document = a_page(session, author, title="Vetting & <trust>").document
    revised(session, author, document, "Other words.")
    session.commit()
    page = text_of(app.test_client().get("/recent-changes"))
    assert page.index("revised Vetting & <trust>") < page.index("wrote Vetting & <trust>")
    assert "Better words." in page
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in entries(app)]
    assert [title.rpartition(" Vetting")[0].split()[-1] for title in titles] == ["revised", "wrote"]


def test_each_sees_what_they_may_read(app: Site, session: Session, town: Town) -> None:
    owner, outsider = town.actor(organisation="unit"), town.actor(organisation="other")
    for audience in ("public", "members", "unit"):
        a_page(session, owner, title=f"For the {audience}", audience=audience)
    session.commit()
    seen = {
        name: text_of(visitor.get("/recent-changes"))
        for name, visitor in (
            ("guest", Visitor(app)),
            ("outsider", Visitor(app).sign_in(outsider.handle)),
            ("owner", Visitor(app).sign_in(owner.handle)),
        )
    }
    assert {name: text.count("For the") for name, text in seen.items()} == {
        "guest": 1,
        "outsider": 2,
        "owner": 3,
    }
    assert len(entries(app)) == 1


def test_working_text_is_not_heard_of_outside_its_unit(
    app: Site, session: Session, town: Town
) -> None:
    owner = town.actor(organisation="unit")
    document = a_page(session, owner).document
    revised(session, owner, document, "Not yet for you.")
    session.execute(update(Document).values(working_audience="unit"))
    newest = session.scalars(select(Activity).order_by(Activity.id.desc()).limit(1)).one()
    newest.needs_working_text = True
    session.commit()
    assert "revised" not in text_of(app.test_client().get("/recent-changes"))
    assert "revised" in text_of(Visitor(app).sign_in(owner.handle).get("/recent-changes"))


def test_a_withheld_author_is_told_by_role_and_day(app: Site, session: Session, town: Town) -> None:
    town.crowd()
    a_page(session, town.actor("secret-author"), attribution="role_and_region")
    session.commit()
    happened = session.scalars(select(Activity)).one()
    page = app.test_client().get("/recent-changes").get_data(as_text=True)
    (entry,) = entries(app)
    for shown in (page, ElementTree.tostring(entry, "unicode")):
        assert "ecret" not in shown
        assert "Police adviser" in shown
        assert f"{happened.listed_at:%H:%M}" not in shown
    assert (entry.findtext(f"{ATOM}updated") or "").endswith("T00:00:00Z")


def test_minor_edits_are_left_out_on_demand(app: Site, session: Session, town: Town) -> None:
    author = town.actor()
    document = a_page(session, author).document
    revised(session, author, document, "A comma, moved.")
    session.execute(update(Activity).where(Activity.verb.endswith("saved")).values(is_minor=True))
    session.commit()
    assert "revised" in text_of(app.test_client().get("/recent-changes"))
    assert "revised" not in text_of(app.test_client().get("/recent-changes?minor=hide"))
    assert len(entries(app)) == 1


@pytest.mark.parametrize("query", ["", "?minor=hide"])
def test_a_long_list_pages_to_its_end(app: Site, session: Session, town: Town, query: str) -> None:
    author = town.actor()
    document = a_page(session, author).document
    for number in range(120):
        revised(session, author, document, f"Text {number}.")
    session.commit()
    visitor, address, counts = Visitor(app), f"/recent-changes{query}", []
    while address:
        page = visitor.get(address).get_data(as_text=True)
        counts.append(page.count('class="activity"'))
        older = re.search(r'href="([^"]*)" rel="next"', page)
        address = f"/recent-changes{unescape(older[1])}" if older else ""
    assert counts == [50, 50, 21]
