import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.actions import redacting
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.models.versions import VersionClause
from ssrwiki.features.policies.queries import search
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, printed, version_of
from tests.factories.rounds import MadePolicy, a_comment, a_policy, a_round

SECRET = "no sitting fee"
SECOND = "## Before support begins\n\nThe station commander will not be moved for a year.\n"


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def policy(session: Session, town: Town, officer: Actor) -> MadePolicy:
    """Version 1 names the secret, a comment quotes it, version 2 has deleted its clause."""
    made = a_policy(session, officer)
    held = a_round(session, officer, made)
    a_comment(session, town.actor(), held, "Why not?", clause=made.clause_ids[2], quote=SECRET)
    session.flush()
    answered(session, officer, made.document)
    next_version(session, officer, made.document, SECOND)
    moderator = town.actor(is_moderator=True, organisation="secretariat")
    redacting.redact(
        session,
        actor=moderator,
        kind=POLICY,
        document=made.document,
        number=1,
        reason="It names an informant.",
    )
    session.commit()
    return made


def test_a_redacted_revision_leaves_the_version_its_tombstones_and_the_quotes(
    session: Session, policy: MadePolicy
) -> None:
    first = version_of(session, policy.document, 1)

    assert first.redacted_at is not None
    assert not any(clause.html or clause.text for clause in printed(session, first))
    assert SECRET not in " ".join(session.scalars(select(VersionClause.text)))
    assert set(session.scalars(select(Comment.quote))) == {""}


def test_no_page_shows_what_was_redacted_and_comments_keep_their_places(
    app: Site, policy: MadePolicy
) -> None:
    guest, page = Visitor(app), policy.document.address
    for path in ("", "/v1", "/v2", "/compare?from=1&to=2", "/compare?from=1&to=2&show=source"):
        shown = guest.get(page + path)
        assert shown.status_code == 200, path
        assert SECRET not in shown.get_data(as_text=True), path
    assert "Clause 1.2 was redacted." in guest.get(f"{page}/v1").get_data(as_text=True)
    assert "Why not?" in guest.get(f"{page}/v2").get_data(as_text=True)


def test_the_next_version_is_in_the_index_as_before(session: Session, policy: MadePolicy) -> None:
    entries = search.SEARCHABLE.entries(session, [policy.document.public_id])
    published = next(entry for entry in entries if not entry.variant)

    assert "for a year" in published.body
    assert SECRET not in published.body
