import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.features.policies.actions import carrying
from ssrwiki.features.policies.models.versions import Anchor, Version
from ssrwiki.features.policies.queries import carried
from ssrwiki.features.policies.rules.anchors import AnchorState
from ssrwiki.foundation.errors import Invalid, NotAllowed, NotFound
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, printed, version_of
from tests.factories.rounds import MadePolicy, a_comment, a_policy, a_round

KEPT = "The station commander will not be moved for twelve months."
SECOND = f"""## Before support begins

Donors agree among themselves on one list of stations before any of them begins.

{KEPT}
"""
THIRD = SECOND + "\nThe result is published whatever it is.\n"


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def author(town: Town) -> Actor:
    return town.actor("author")


class Talk:
    """A round with a comment on each clause, one on the whole and a reply; then version 2."""

    def __init__(self, session: Session, officer: Actor, author: Actor, made: MadePolicy) -> None:
        self.document = made.document
        self.heading, self.kept_id, self.fees_id = made.clause_ids
        held = a_round(session, officer, made)
        self.on_kept = a_comment(session, author, held, "Who signs it?", clause=self.kept_id)
        self.on_fees = a_comment(session, author, held, "Bus fare?", clause=self.fees_id)
        self.on_whole = a_comment(session, author, held, "Too long.")
        self.reply = a_comment(
            session, officer, held, "The ministry.", parent=self.on_kept.public_id
        )
        session.flush()
        answered(session, officer, made.document)
        self.second = next_version(session, officer, made.document, SECOND)


@pytest.fixture
def talk(session: Session, officer: Actor, author: Actor) -> Talk:
    return Talk(session, officer, author, a_policy(session, officer))


def anchors(session: Session, version: Version) -> dict[int, Anchor]:
    rows = session.scalars(select(Anchor).where(Anchor.version_id == version.id))
    return {row.comment_id: row for row in rows}


def place(
    session: Session, actor: Actor, document: Document, comment: Comment, clause_id: str
) -> Anchor:
    anchor = carrying.place_comment(
        session,
        actor=actor,
        document=document,
        version_number=2,
        comment_public_id=comment.public_id,
        clause_id=clause_id,
    )
    session.flush()
    return anchor


def test_every_comment_and_reply_gets_one_place_in_the_next_version(
    session: Session, talk: Talk
) -> None:
    placed = anchors(session, talk.second)

    assert len(placed) == len(session.scalars(select(Comment)).all()) == 4
    assert placed[talk.on_kept.id].clause_id == talk.kept_id
    assert placed[talk.reply.id].clause_id == talk.kept_id
    assert (placed[talk.on_whole.id].state, placed[talk.on_whole.id].clause_id) == ("exact", None)


def test_a_comment_on_a_deleted_clause_is_an_orphan_and_its_tombstone_stands(
    session: Session, talk: Talk
) -> None:
    assert anchors(session, talk.second)[talk.on_fees.id].state == AnchorState.ORPHAN
    gone = [each for each in printed(session, talk.second) if each.is_deleted]
    assert [each.clause_id for each in gone] == [talk.fees_id]


def test_every_later_version_reaches_every_comment(
    session: Session, officer: Actor, talk: Talk
) -> None:
    third = next_version(session, officer, talk.document, THIRD)
    everything = {talk.on_kept.id, talk.on_fees.id, talk.on_whole.id}

    for version in (version_of(session, talk.document, 1), talk.second, third):
        reached = carried.comments_on(session, talk.document, version, viewer=GUEST)
        assert {each.comment.id for each in reached} == everything


def test_an_orphan_quotes_what_it_was_about(session: Session, talk: Talk) -> None:
    reached = carried.comments_on(session, talk.document, talk.second, viewer=GUEST)
    orphan = next(each for each in reached if each.comment.id == talk.on_fees.id)

    assert orphan.is_lost
    assert orphan.former_number == "1.2"
    assert orphan.former_text.startswith("Forum members receive no salary")


def test_its_author_puts_an_orphan_in_its_place_and_that_wins_in_later_versions(
    session: Session, officer: Actor, author: Actor, talk: Talk
) -> None:
    target = printed(session, talk.second)[1].clause_id
    anchor = place(session, author, talk.document, talk.on_fees, target)
    third = next_version(session, officer, talk.document, THIRD)

    assert (anchor.state, anchor.clause_id) == (AnchorState.MANUAL, target)
    later = anchors(session, third)[talk.on_fees.id]
    assert (later.state, later.clause_id) == (AnchorState.EXACT, target)


def test_an_officer_says_that_words_are_gone_and_that_wins_too(
    session: Session, officer: Actor, talk: Talk
) -> None:
    place(session, officer, talk.document, talk.on_kept, "")
    third = next_version(session, officer, talk.document, THIRD)

    reached = carried.comments_on(session, talk.document, talk.second, viewer=GUEST)
    assert next(each for each in reached if each.comment.id == talk.on_kept.id).is_lost
    assert anchors(session, third)[talk.on_kept.id].state == AnchorState.ORPHAN


def test_replies_move_with_their_comment(session: Session, officer: Actor, talk: Talk) -> None:
    target = printed(session, talk.second)[1].clause_id
    place(session, officer, talk.document, talk.on_kept, target)

    assert anchors(session, talk.second)[talk.reply.id].clause_id == target


def test_nobody_else_moves_a_comment(session: Session, town: Town, talk: Talk) -> None:
    with pytest.raises(NotAllowed):
        place(session, town.actor("stranger"), talk.document, talk.on_kept, "")


def test_a_comment_is_put_only_where_there_is_a_clause(
    session: Session, officer: Actor, talk: Talk
) -> None:
    with pytest.raises(Invalid):
        place(session, officer, talk.document, talk.on_kept, talk.fees_id)


def test_a_comment_stays_where_it_was_made_in_its_own_version(
    session: Session, officer: Actor, talk: Talk
) -> None:
    with pytest.raises(NotFound):
        carrying.place_comment(
            session,
            actor=officer,
            document=talk.document,
            version_number=1,
            comment_public_id=talk.on_kept.public_id,
            clause_id=talk.fees_id,
        )
