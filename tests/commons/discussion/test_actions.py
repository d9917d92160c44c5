from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.actions import (
    corrections,
    drafts,
    moderation,
    sorting,
)
from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.discussion.rules import Trial
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid, NotAllowed
from tests.factories.discussion import a_remark, located
from tests.factories.documents import a_page
from tests.factories.people import Town
from tests.factories.redactions import redacted

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def author(town: Town) -> Actor:
    return town.actor("author", organisation="field-office")


@pytest.fixture
def moderator(town: Town) -> Actor:
    return town.actor("moderator", is_moderator=True)


@pytest.fixture
def page(session: Session, town: Town) -> Document:
    return a_page(session, town.officer("writer")).document


def activities(session: Session, comment: Comment) -> list[Activity]:
    return list(
        session.scalars(select(Activity).where(Activity.contribution_id == comment.public_id))
    )


def test_a_comment_is_rendered_counted_and_told(
    session: Session, author: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page, "It *works*.")
    assert comment.body_html == "<p>It <em>works</em>.</p>"
    assert session.scalar(select(Thread.comment_count)) == 1
    told = activities(session, comment)
    assert [(one.verb, one.address) for one in told] == [
        ("discussion.commented", f"{page.address}/discussion/{comment.public_id}")
    ]


def test_scripts_in_a_comment_do_nothing(session: Session, author: Actor, page: Document) -> None:
    comment = a_remark(
        session, author, page, "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x>"
    )
    assert "<script" not in comment.body_html
    assert "javascript:" not in comment.body_html
    assert "<img" not in comment.body_html


def test_a_reply_to_a_reply_stands_below_what_began_it(
    session: Session, author: Actor, page: Document
) -> None:
    top = a_remark(session, author, page, "One.")
    reply = a_remark(session, author, page, "Two.", parent=top, is_point=False)
    again = a_remark(session, author, page, "Three.", parent=reply, is_point=False)
    assert (reply.parent_id, again.parent_id) == (top.id, top.id)
    assert not again.is_point


def test_the_same_words_twice_in_a_minute_are_one_comment(
    session: Session, author: Actor, town: Town, page: Document
) -> None:
    with clock.at(NOW):
        a_remark(session, author, page, "I agree.")
        a_remark(session, town.actor("another"), page, "I agree.")
    with clock.at(NOW + timedelta(seconds=50)), pytest.raises(Invalid) as refused:
        a_remark(session, author, page, "I agree.", attribution="role_and_region")
    assert refused.value.field == "body"
    with clock.at(NOW + timedelta(seconds=70)):
        a_remark(session, author, page, "I agree.")


def test_who_may_not_read_a_document_may_not_comment_on_it(
    session: Session, author: Actor, town: Town
) -> None:
    hidden = a_page(session, town.officer("writer"), title="Ours alone", audience="unit").document
    with pytest.raises(NotAllowed):
        a_remark(session, author, hidden)


def test_a_trial_is_kept_with_a_field_test_and_with_nothing_else(
    session: Session, author: Actor, page: Document
) -> None:
    trial = Trial(where="A northern district", result="It held.")
    test = a_remark(session, author, page, "We tried.", kind="field_test", trial=trial)
    other = a_remark(session, author, page, "We think.", trial=trial)
    assert test.trial is not None
    assert "northern" in test.trial
    assert other.trial is None


@pytest.mark.parametrize(("body", "field"), [("  ", "body"), ("a" * 50_001, "body")])
def test_empty_and_huge_comments_are_refused_before_anything_is_written(
    body: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        drafts.draft(body=body)
    assert refused.value.field == field


def test_authors_correct_their_words_for_a_quarter_of_an_hour(
    session: Session, author: Actor, town: Town, page: Document
) -> None:
    better = drafts.draft(body="Better words.")
    with clock.at(NOW):
        comment = a_remark(session, author, page)
    place = located(session, author, comment)
    with clock.at(NOW + timedelta(minutes=14)):
        with pytest.raises(NotAllowed):
            corrections.edit_within_window(
                session, actor=town.actor("another"), located=place, draft=better
            )
        corrections.edit_within_window(session, actor=author, located=place, draft=better)
        session.flush()
    assert comment.body == "Better words."
    with clock.at(NOW + timedelta(minutes=16)), pytest.raises(Invalid, match="15 minutes"):
        corrections.edit_within_window(session, actor=author, located=place, draft=better)


def test_the_database_refuses_to_change_words_in_passing(
    session: Session, author: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page)
    comment.body = "Something else."
    with pytest.raises(IntegrityError):
        session.flush()


def test_only_the_author_withdraws_and_the_replies_stay(
    session: Session, author: Actor, moderator: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page)
    a_remark(session, moderator, page, "Why?", parent=comment, is_point=False)
    with pytest.raises(NotAllowed):
        corrections.withdraw(session, actor=moderator, located=located(session, moderator, comment))
    place = located(session, author, comment)
    corrections.withdraw(session, actor=author, located=place)
    with pytest.raises(Invalid):
        corrections.withdraw(session, actor=author, located=place)
    session.flush()
    assert len(session.scalars(select(Comment)).all()) == 2


def test_withholding_a_name_takes_it_off_all_that_was_told(
    session: Session, author: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page)
    corrections.withhold(session, actor=author, located=located(session, author, comment))
    session.flush()
    rows = [comment, *activities(session, comment)]
    assert [row.byline_name or row.byline_handle for row in rows] == [None, None]
    assert {row.byline_region for row in rows} == {comment.byline_region}
    with pytest.raises(Invalid):
        corrections.withhold(session, actor=author, located=located(session, author, comment))


def test_withdrawing_a_withheld_comment_shows_the_byline_it_had(
    session: Session, author: Actor, town: Town, page: Document
) -> None:
    comment = a_remark(session, author, page, attribution="role_and_region")
    town.crowd(6)  # from now on a narrower byline would be wide enough
    corrections.withdraw(session, actor=author, located=located(session, author, comment))
    session.flush()
    told = activities(session, comment)
    assert {(row.byline_family, row.byline_region) for row in told} == {
        (comment.byline_family, comment.byline_region)
    }
    assert all(row.byline_name is None for row in told)


def test_moderators_hide_with_a_listed_reason_and_can_undo_it(
    session: Session, author: Actor, moderator: Actor, page: Document
) -> None:
    place = located(session, moderator, a_remark(session, author, page))
    with pytest.raises(Invalid) as refused:
        moderation.hide(session, actor=moderator, located=place, reason="I don't like it")
    assert refused.value.field == "reason"
    moderation.hide(session, actor=moderator, located=place, reason="spam")
    assert place.comment.hidden_reason == "spam"
    moderation.unhide(session, actor=moderator, located=place)
    assert place.comment.hidden_at is None


def test_nobody_moderates_what_their_own_unit_owns(
    session: Session, author: Actor, town: Town, page: Document
) -> None:
    own = town.actor("insider", organisation="policy-unit", is_moderator=True)
    place = located(session, own, a_remark(session, author, page))
    with pytest.raises(NotAllowed):
        moderation.hide(session, actor=own, located=place, reason="abuse")
    with pytest.raises(NotAllowed):
        redacted(session, own, "comment", place.comment.public_id, "Names a source.")


def test_redaction_empties_a_comment_for_ever(
    session: Session, author: Actor, moderator: Actor, page: Document
) -> None:
    words, trial = "Ask the clerk in Bo.", Trial(where="A northern district")
    comment = a_remark(session, author, page, words, kind="field_test", trial=trial)
    place = located(session, moderator, comment)
    with pytest.raises(Invalid):
        redacted(session, moderator, "comment", place.comment.public_id, "")
    with pytest.raises(Invalid) as repeating:
        redacted(session, moderator, "comment", place.comment.public_id, "Ask the clerk in Bo!")
    assert repeating.value.field == "reason"
    redacted(session, moderator, "comment", place.comment.public_id, "Names a source.")
    session.flush()
    session.expire(comment)
    assert (comment.body, comment.body_html, comment.quote, comment.replacement) == ("",) * 4
    assert comment.trial is None


def test_replies_that_repeat_a_redacted_comment_go_with_it(
    session: Session, author: Actor, town: Town, moderator: Actor, page: Document
) -> None:
    words = "The informant is the clerk who lives in Bo."
    comment = a_remark(session, author, page, words)
    quoting = a_remark(session, town.actor(), page, f"> {words}", parent=comment)
    other = a_remark(session, town.actor(), page, "Take this down.", parent=comment)
    place = located(session, moderator, comment)
    redacted(session, moderator, "comment", place.comment.public_id, "Names a source.")
    session.flush()
    assert (quoting.body, quoting.body_html) == ("", "")
    assert quoting.redacted_at is not None
    assert other.body == "Take this down."


def test_an_office_sorts_comments_beside_what_their_author_called_them(
    session: Session, author: Actor, town: Town, page: Document
) -> None:
    officer = town.officer("officer")
    comment = a_remark(session, author, page)

    def sort(actor: Actor, kind: str) -> str | None:
        sorting.sort(session, actor=actor, document=page, comments=[comment], kind=kind)
        session.flush()
        return comment.sorted_kind

    assert sort(officer, "editorial") == "editorial"
    assert comment.kind == "observation", "the author's word stays"
    assert sort(officer, "observation") is None
    with pytest.raises(NotAllowed):
        sort(author, "support")
    for kind in ("suggestion", "nonsense", ""):
        with pytest.raises(Invalid):
            sort(officer, kind)
