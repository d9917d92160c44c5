"""One older revision of a page, hidden with a reason, appealed, and shown again."""

import pytest
from sqlalchemy import select

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.people.rules import Role
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.desk import Desk
from tests.factories.documents import a_page, revised
from tests.factories.people import Town

PAGE = "/pages/vetting-in-practice"
BAD = "Sergeant Doe of the third post told us."
OLD = f"{PAGE}/revisions/2"


@pytest.fixture
def document(desk: Desk, town: Town) -> Document:
    owner = town.officer("owner", organisation="owners")
    town.actor("insider", is_moderator=True, organisation="owners")
    for handle in ("moderator", "second"):
        town.actor(handle, is_moderator=True, organisation="elsewhere")
    town.actor("reporter", role=Role.MEMBER)
    document = a_page(desk.session, owner, title="Vetting in practice").document
    revised(desk.session, town.actor("writer"), document, BAD)
    revised(desk.session, owner, document, "Vetting takes two people.")
    desk.session.commit()
    return document


def visitor(app: Site, handle: str = "") -> Visitor:
    made = Visitor(app)
    return made.sign_in(handle) if handle else made


def public_id(desk: Desk) -> str:
    with desk.database.reading() as session:
        return session.scalars(select(Revision.public_id).where(Revision.number == 2)).one()


def hide(app: Site, desk: Desk) -> str:
    """Reported by a reader and hidden by a moderator; gives the revision's public id."""
    reporter, moderator = visitor(app, "reporter"), visitor(app, "moderator")
    assert f"{PAGE}/report?revision=2" in reporter.get(OLD).get_data(as_text=True)
    sent = reporter.send(f"{PAGE}/report?revision=2", reason="personal_data", note="A name.")
    assert sent.status_code == 303
    queue = moderator.get("/moderation/reports").get_data(as_text=True)
    address = queue.partition('href="/moderation/reports/')[2].partition('"')[0]
    assert BAD in text_of(moderator.get(f"/moderation/reports/{address}"))
    decided = moderator.send(
        f"/moderation/reports/{address}", outcome="hidden", reason="personal_data"
    )
    assert decided.status_code == 303
    return public_id(desk)


def test_a_hidden_revision_leaves_a_tombstone_everywhere(
    app: Site, desk: Desk, document: Document
) -> None:
    hidden = hide(app, desk)
    assert "Vetting takes two people." in text_of(visitor(app).get(PAGE))
    for reader in ("", "reporter", "owner"):
        person = visitor(app, reader)
        page = text_of(person.get(OLD))
        assert BAD not in page
        assert "hidden this revision" in page
        assert "It holds personal data" in page
        history = text_of(person.get(f"{PAGE}/history"))
        assert "Hidden by a moderator" in history
        assert "Better words." in history, "the reasons of other revisions stay"
        assert person.get(f"{PAGE}/compare?from=1&to=2").status_code == 404
        assert person.get(f"{PAGE}/compare?from=2&to=3&show=source").status_code == 404
        assert person.get(f"{PAGE}/compare?from=1&to=3").status_code == 200
    reporter = visitor(app, "reporter")
    assert reporter.get(f"/moderation/report/{hidden}").status_code == 404
    assert reporter.get(f"{PAGE}/report?revision=2").status_code == 404
    restored = reporter.send(f"{PAGE}/restore", revision="2", summary="As it was.")
    assert restored.status_code == 422
    assert BAD in text_of(visitor(app, "moderator").get(OLD))


def test_recent_changes_lose_the_reason_of_a_hidden_revision_and_get_it_back(
    app: Site, desk: Desk, document: Document
) -> None:
    hidden = hide(app, desk)

    def summaries() -> list[str]:
        with desk.database.reading() as session:
            rows = session.scalars(
                select(Activity.summary).where(
                    Activity.contribution_id == hidden, Activity.verb == "documents.saved"
                )
            )
            return list(rows)

    assert summaries() == [""]
    moderator = visitor(app, "moderator")
    shown = moderator.send(f"/moderation/unhide/{hidden}", form_at=f"/moderation/hide/{hidden}")
    assert shown.status_code == 303
    assert summaries() == ["Better words."]
    assert BAD in text_of(visitor(app).get(OLD))


def test_its_author_is_told_appeals_and_a_second_moderator_shows_it_again(
    app: Site, desk: Desk, document: Document, town: Town
) -> None:
    hidden = hide(app, desk)
    desk.work()
    author = visitor(app, "writer")
    assert BAD in text_of(author.get(OLD))
    assert f"/moderation/appeal/{hidden}" in author.get(OLD).get_data(as_text=True)
    assert "from view" in text_of(author.get("/account/notices"))
    sent = author.send(f"/moderation/appeal/{hidden}", text="He signed it himself, in public.")
    assert sent.status_code == 303
    first = visitor(app, "moderator").get(sent.location)
    assert first.status_code == 403, "who hid it doesn't look again"
    second = visitor(app, "second")
    assert BAD in text_of(second.get(sent.location))
    done = second.send(sent.location, outcome="restored", explanation="It is public by his will.")
    assert done.status_code == 303
    assert BAD in text_of(visitor(app).get(OLD))


def test_the_text_that_stands_is_not_hidden_as_a_revision(
    app: Site, desk: Desk, document: Document
) -> None:
    with desk.database.reading() as session:
        head = session.scalars(select(Revision.public_id).where(Revision.number == 3)).one()
    refused = visitor(app, "moderator").send(f"/moderation/hide/{head}", reason="spam")
    assert refused.status_code == 422
    assert "text that stands" in text_of(refused)


def test_moderators_of_the_owning_organisation_hide_nothing(
    app: Site, desk: Desk, document: Document
) -> None:
    refused = visitor(app, "insider").get(f"/moderation/hide/{public_id(desk)}")
    assert refused.status_code == 403
