"""Newcomers' first edits and their links wait for a moderator, and nothing of them is lost."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.documents import rules
from ssrwiki.commons.documents.actions import holding, judging, manuscripts, saving
from ssrwiki.commons.documents.models import Document, HeldEdit, Revision
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.documents.rules import HeldOutcome, HeldState
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.features.pages.actions import PAGE
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Conflict, Invalid, NotFound
from ssrwiki.foundation.markup import outward
from tests.factories.documents import a_held_edit, a_page, revised
from tests.factories.held import found, refuse, release, verbs
from tests.factories.people import Town

LINKS = st.frozensets(st.sampled_from("abcd"), max_size=4)


def send(session: Session, actor: Actor, document: Document, body: str) -> Document | HeldEdit:
    draft = manuscripts.Draft(title=document.title, body=body, audience=document.audience)
    return holding.submit(
        session,
        actor=actor,
        kind=PAGE,
        document=document,
        manuscript=manuscripts.prepare(PAGE, draft),
        based_on=document.head_number,
    )


@given(LINKS, LINKS, st.booleans())
def test_an_edit_waits_if_it_is_the_first_or_adds_a_link(
    links: frozenset[str], before: frozenset[str], has_written: bool
) -> None:
    waits = rules.has_to_wait(links, before, has_written=has_written)
    assert waits is (not has_written or bool(links - before))


def test_only_links_that_lead_away_are_looked_at() -> None:
    html = (
        '<p><a href="/pages/x">in</a> <a class="y" href="https://example.org/?a=1&amp;b=2">out</a>'
        ' <a href="#note">here</a> <a href="mailto:a@example.org">mail</a>'
        ' <a href="//example.com/z">bare</a></p>'
    )
    assert outward.links_of(html) == {
        "https://example.org/?a=1&b=2",
        "mailto:a@example.org",
        "//example.com/z",
    }


def test_a_newcomers_first_edit_and_new_links_wait_and_others_do_not(
    session: Session, newcomer: Actor, moderator: Actor, radios: Document
) -> None:
    first = send(session, newcomer, radios, "Radios are very dear.")
    assert isinstance(first, HeldEdit)
    assert radios.head_number == 1
    assert release(session, moderator, first) is HeldOutcome.RELEASED
    assert radios.head_number == 2

    body = "Radios are dear. See [[local-ownership]] and [the rules](https://example.org/rules)."
    second = send(session, newcomer, radios, body)
    assert isinstance(second, HeldEdit), "this link isn't in the text as it stands now"
    holding.take_back(session, actor=newcomer, submission=found(session, second))
    plain = send(session, newcomer, radios, "Radios are dear. See [[local-ownership]].")
    assert plain is radios
    assert radios.head_number == 3


def test_verified_people_and_those_who_joined_long_ago_are_never_held(
    session: Session, town: Town, radios: Document
) -> None:
    verified = town.actor(joined_days_ago=0)
    old = town.actor(role=Role.MEMBER, is_verified=False, joined_days_ago=4)
    for number, actor in enumerate((verified, old), start=2):
        body = f"Edit {number}: [a shop](https://example.com/{number})."
        assert send(session, actor, radios, body) is radios
        assert radios.head_number == number


def test_nothing_of_a_held_edit_is_told_or_in_the_history(
    session: Session, newcomer: Actor, radios: Document
) -> None:
    before = session.scalar(select(func.count()).select_from(Activity))
    held = a_held_edit(session, newcomer, radios)
    assert session.scalar(select(func.count()).select_from(Activity)) == before
    assert held.state is HeldState.WAITING
    assert session.scalar(select(func.count()).select_from(Revision)) == 1
    with pytest.raises(Invalid, match="take it back first"):
        a_held_edit(session, newcomer, radios, "Another [link](https://example.com/2).")


def test_a_released_edit_is_a_revision_of_its_author_on_the_base_it_was_made_on(
    session: Session, newcomer: Actor, moderator: Actor, radios: Document
) -> None:
    held = a_held_edit(session, newcomer, radios)
    text = held.body
    assert release(session, moderator, held) is HeldOutcome.RELEASED
    session.flush()
    revision = revisions.revision(session, radios, 2)
    assert revision.body == text
    assert revision.byline_handle == "newcomer"
    assert authorship.own(session, actor=newcomer, contribution_ids=[revision.public_id])
    assert held.state is HeldState.RELEASED
    assert (held.title, held.body, held.summary) == ("", "", "")
    assert verbs(session, held) == [judging.RELEASED]


def test_a_withheld_name_stays_withheld(
    session: Session, newcomer: Actor, moderator: Actor, radios: Document
) -> None:
    held = a_held_edit(session, newcomer, radios, attribution="role_and_region")
    release(session, moderator, held)
    session.flush()
    revision = revisions.revision(session, radios, 2)
    assert revision.is_withheld
    assert revision.byline_name is None


def test_an_edit_overtaken_by_another_save_is_told_and_changes_nothing(
    session: Session, town: Town, newcomer: Actor, moderator: Actor, radios: Document
) -> None:
    held = a_held_edit(session, newcomer, radios)
    revised(session, town.actor(), radios, "Radios have become cheap.")
    assert release(session, moderator, held) is HeldOutcome.OVERTAKEN
    assert radios.head_number == 2
    assert "our offer" in held.body, "its text is kept for its author"
    assert verbs(session, held) == [judging.OVERTAKEN]
    late = manuscripts.prepare(PAGE, manuscripts.Draft(title="Radios", body="Late."))
    with pytest.raises(Conflict):
        holding.submit(
            session,
            actor=newcomer,
            kind=PAGE,
            document=radios,
            manuscript=late,
            based_on=1,
        )


def test_a_new_page_waits_too_and_appears_with_its_release(
    session: Session, town: Town, newcomer: Actor, moderator: Actor
) -> None:
    held = a_held_edit(session, newcomer, None)
    assert session.scalar(select(Document.id).where(Document.slug == "radios")) is None
    assert release(session, moderator, held) is HeldOutcome.RELEASED
    session.flush()
    made = session.scalars(select(Document).where(Document.slug == "radios")).one()
    assert made.head_number == 1
    other = a_held_edit(session, newcomer, None, title="Boots")
    a_page(session, town.actor(), title="Boots")
    assert release(session, moderator, other) is HeldOutcome.OVERTAKEN


def test_a_newcomer_cannot_bring_links_back_by_restoring(
    session: Session, town: Town, newcomer: Actor, moderator: Actor, radios: Document
) -> None:
    release(session, moderator, a_held_edit(session, newcomer, radios))
    revised(session, town.actor(), radios, "No links here.")
    with pytest.raises(Invalid, match="wait for a moderator"):
        saving.restore(session, actor=newcomer, kind=PAGE, document=radios, number=1, summary="")


def test_the_words_of_what_was_decided_on_go_after_a_month(
    session: Session, newcomer: Actor, moderator: Actor, radios: Document
) -> None:
    kept = a_held_edit(session, newcomer, None, title="Boots")
    held = a_held_edit(session, newcomer, radios)
    refuse(session, moderator, held)
    with clock.at(clock.now() + timedelta(days=29)):
        holding.forget(session)
    assert held.body
    with clock.at(clock.now() + timedelta(days=31)):
        holding.forget(session)
        session.flush()
    assert held.body == held.title == ""
    assert kept.body, "what still waits is kept"
    with pytest.raises(NotFound):
        found(session, held)
