"""What happens to policies, for feed readers."""

from xml.etree import ElementTree

from sqlalchemy.orm import Session

from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.factories.documents import a_page
from tests.factories.people import Town
from tests.factories.rounds import a_policy

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_of_policies_holds_what_guests_may_read_whoever_asks(
    app: Site, session: Session, town: Town
) -> None:
    officer = town.officer("officer")
    a_policy(session, officer, title="Open one")
    a_policy(session, officer, title="Closed one", audience="unit")
    a_page(session, officer, title="A page")
    session.commit()

    owner = Visitor(app).sign_in("officer")
    response = owner.get("/policies.atom")
    feed = ElementTree.fromstring(response.get_data())

    assert response.content_type == "application/atom+xml; charset=utf-8"
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert len(titles) == 1
    assert "published a new version of Open one" in titles[0]
    own = [link.get("href") or "" for link in feed.findall(f"{ATOM}link")]
    assert {address.partition("://")[2].partition("/")[2] for address in own} == {
        "policies.atom",
        "policies/",
    }
    listed = owner.get("/policies/").get_data(as_text=True)
    assert '<link rel="alternate" type="application/atom+xml" href="/policies.atom"' in listed
