import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import answers, dispositions, endorsements, responses, rounds
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import StateChange
from ssrwiki.features.policies.models.rounds import Response
from ssrwiki.features.policies.models.versions import VersionClause
from ssrwiki.features.policies.queries import search
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.factories.people import Town
from tests.factories.policies import REASON, answered, next_version, position, printed, version_of
from tests.factories.redactions import redacted, redacted_revision
from tests.factories.rounds import MadePolicy, a_comment, a_policy, a_round, held

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
    redacted_revision(session, moderator, made.document, 1)
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


def test_what_was_told_of_a_redacted_version_is_emptied(
    session: Session, policy: MadePolicy
) -> None:
    told = session.scalars(select(Activity.summary).where(Activity.verb == "policies.published"))

    assert set(told) == {"", "Revised."}, "the summary of version 1 is gone, that of 2 stands"
    assert "First public draft." not in set(session.scalars(select(StateChange.reason)))


INFORMANT = "The informant is the clerk who lives behind the mosque in Bo."


@pytest.fixture
def objected(session: Session, town: Town, officer: Actor) -> Comment:
    """An objection whose words were replied to, answered and quoted; confirmed on version 2."""
    made = a_policy(session, officer)
    round_ = a_round(session, officer, made)
    holder = town.actor("holder")
    taken = position(session, holder, made.document, "object", reason=INFORMANT)
    comment = session.get_one(Comment, taken.comment_id)
    other = town.actor()
    a_comment(session, other, round_, f"> {INFORMANT}\n\nIs it?", parent=comment.public_id)
    a_comment(session, other, round_, "Who told you?", parent=comment.public_id)
    session.flush()
    rounds.close_early(session, actor=officer, held=round_, reason=REASON)
    points = session.scalars(select(Comment.public_id).where(Comment.is_point)).all()
    reason = f"You wrote: {INFORMANT.upper()} We can't say so."
    dispositions.give_answer(
        session,
        actor=officer,
        held=held(session, officer, made),
        comments=[dispositions.Standing(each, 0) for each in points],
        answer=answers.answer(code="noted", reason=reason),
    )
    session.flush()
    responses.publish_answers(
        session,
        actor=officer,
        held=held(session, officer, made),
        preface=responses.preface(f"Somebody said: {INFORMANT}"),
    )
    session.flush()
    next_version(session, officer, made.document, SECOND)
    endorsements.reconfirm(session, actor=holder, document=made.document, version_number=2)
    session.commit()
    moderator = town.actor(is_moderator=True, organisation="secretariat")
    redacted(session, moderator, "comment", comment.public_id)
    session.commit()
    session.expire_all()
    return comment


def test_a_redacted_comment_empties_the_positions_that_opened_it(
    session: Session, objected: Comment
) -> None:
    rows = session.scalars(select(Endorsement)).all()

    assert len(rows) == 2
    assert [(row.reason, row.conditions) for row in rows] == [("", ""), ("", "")]
    assert all(row.redacted_at for row in rows)


def test_what_repeats_a_redacted_comment_goes_and_what_does_not_stays(
    session: Session, objected: Comment
) -> None:
    bodies = set(session.scalars(select(Comment.body)))
    response = session.scalars(select(Response)).one()

    assert bodies == {"", "Who told you?"}
    assert {row.reason for row in session.scalars(select(Disposition))} == {""}
    assert (response.text, response.text_html) == ("", "")


def test_no_page_shows_a_word_of_it(app: Site, session: Session, objected: Comment) -> None:
    page = "/policies/community-policing"
    for reader in (Visitor(app), Visitor(app).sign_in("officer")):
        for path in ("", "/endorsements", "/rounds/1/comments", "/rounds/1/response", "/v2"):
            shown = reader.get(page + path)
            assert shown.status_code == 200, path
            assert "informant is the clerk" not in shown.get_data(as_text=True).lower(), path
    answer = Visitor(app).get(f"{page}/rounds/1/comments/{objected.public_id}")
    assert "The reason of this answer was redacted" in answer.get_data(as_text=True)
