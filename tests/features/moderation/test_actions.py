"""Reports, hidings and appeals: by whom, never by whom, and who hears of it."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.actions import comments, drafts, moderation, threads
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.features.moderation.actions import appealing, reporting
from ssrwiki.features.moderation.actions.reporting import Decision
from ssrwiki.features.moderation.models import Appeal, Report
from ssrwiki.features.moderation.queries import queue, subjects
from ssrwiki.features.moderation.queries.subjects import Subject
from ssrwiki.foundation.errors import Invalid, NotAllowed, NotFound
from ssrwiki.foundation.pages import Position
from tests.factories.desk import Desk
from tests.factories.documents import a_page
from tests.factories.people import Town

HIDE = Decision("hidden", "abuse")
WORDS = "It names nobody and abuses nobody."


@dataclass(frozen=True, slots=True)
class Scene:
    """A comment by `author` on a page that `owner`'s organisation owns, and two moderators."""

    session: Session
    document: Document
    subject: Subject
    owner: Actor
    author: Actor
    first: Actor
    second: Actor

    def hide(self) -> Activity:
        reporting.decide(self.session, actor=self.first, subject=self.subject, decision=HIDE)
        hiding = subjects.hiding_of(self.session, self.subject)
        assert hiding is not None
        return hiding

    def appeal(self) -> Appeal:
        return appealing.appeal(
            self.session,
            actor=self.author,
            subject=self.subject,
            hiding=self.hide(),
            words=WORDS,
        )

    def report(self, by: Actor) -> Report:
        return reporting.report(
            self.session, actor=by, subject=self.subject, reason="spam", note="Look at the links."
        )


@pytest.fixture(params=["comment", "document"])
def scene(request: pytest.FixtureRequest, session: Session, town: Town) -> Scene:
    owner = town.officer("owner", organisation="owners")
    author = town.actor("author", organisation="police")
    writer = owner if request.param == "comment" else author
    document = a_page(session, writer, title="Vetting in practice").document
    subject = Subject(document)
    if request.param == "comment":
        comment = comments.comment(
            session,
            actor=author,
            thread=threads.page_thread(session, document=document),
            document=document,
            revision_number=1,
            clause_id=None,
            parent=None,
            draft=drafts.draft(body="Some words.", attribution="named"),
        )
        session.flush()
        subject = subjects.subject(session, comment.public_id)
    session.flush()
    return Scene(
        session,
        document,
        subject,
        owner,
        author,
        first=town.actor("first", is_moderator=True, organisation="elsewhere"),
        second=town.actor("second", is_moderator=True, organisation="elsewhere"),
    )


def test_a_report_is_made_once_while_it_waits(scene: Scene, town: Town) -> None:
    reporter = town.actor()
    first = scene.report(reporter)
    assert scene.report(reporter) is first
    assert scene.report(town.actor()) is not first


def test_no_report_says_by_whom(scene: Scene, town: Town) -> None:
    reporter = town.actor("whistle-blower")
    row = scene.report(reporter)
    assert row.byline_name is None
    assert row.byline_handle is None


def test_a_report_needs_a_listed_reason(scene: Scene, town: Town) -> None:
    with pytest.raises(Invalid):
        reporting.report(
            scene.session, actor=town.actor(), subject=scene.subject, reason="dull", note=""
        )


def test_hiding_ends_all_reports_and_tells_author_and_reporters(
    scene: Scene, desk: Desk, town: Town
) -> None:
    reporters = [town.actor(), town.actor()]
    for reporter in reporters:
        scene.report(reporter)
    scene.hide()
    desk.work()
    heard = desk.heard()
    assert heard == {scene.author.id, *(reporter.id for reporter in reporters)}
    assert {row.outcome for row in scene.session.scalars(select(Report))} == {"hidden"}


def test_keeping_needs_an_explanation_and_hides_nothing(scene: Scene, town: Town) -> None:
    row = scene.report(town.actor())
    with pytest.raises(Invalid):
        reporting.decide(
            scene.session, actor=scene.first, subject=scene.subject, decision=Decision("kept")
        )
    reporting.decide(
        scene.session,
        actor=scene.first,
        subject=scene.subject,
        decision=Decision("kept", explanation="It is sharp and fair."),
    )
    assert row.outcome == "kept"
    assert scene.subject.hidden_at is None


@pytest.mark.parametrize("reason", ["", "dull"])
def test_hiding_needs_a_listed_reason(scene: Scene, reason: str) -> None:
    with pytest.raises(Invalid):
        reporting.decide(
            scene.session,
            actor=scene.first,
            subject=scene.subject,
            decision=Decision("hidden", reason),
        )


def test_a_moderator_of_the_owning_unit_neither_sees_nor_decides(scene: Scene, town: Town) -> None:
    owners = {owner.organisation_id for owner in scene.document.owners}
    slug = "owners" if scene.owner.organisation_id in owners else "police"
    insider = town.actor(is_moderator=True, organisation=slug)
    scene.report(town.actor())
    page = queue.reports(scene.session, moderator=insider, is_decided=False, position=Position())
    assert list(page.rows) == []
    assert queue.needs(scene.session, insider) == ()
    with pytest.raises(NotAllowed):
        reporting.decide(scene.session, actor=insider, subject=scene.subject, decision=HIDE)
    appeal = scene.appeal()
    with pytest.raises(NotAllowed):
        decide(scene, insider, appeal)


def test_who_is_no_moderator_decides_nothing(scene: Scene, town: Town) -> None:
    with pytest.raises(NotAllowed):
        reporting.decide(scene.session, actor=town.officer(), subject=scene.subject, decision=HIDE)


def test_only_the_author_appeals_and_only_once(scene: Scene, town: Town) -> None:
    hiding = scene.hide()
    for stranger in (town.actor(), scene.first):
        with pytest.raises(NotFound):
            appealing.appeal(
                scene.session, actor=stranger, subject=scene.subject, hiding=hiding, words=WORDS
            )
    made = appealing.appeal(
        scene.session, actor=scene.author, subject=scene.subject, hiding=hiding, words=WORDS
    )
    assert made.byline_name is None
    with pytest.raises(Invalid):
        appealing.appeal(
            scene.session, actor=scene.author, subject=scene.subject, hiding=hiding, words=WORDS
        )


def decide(scene: Scene, actor: Actor, appeal: Appeal, outcome: str = "restored") -> None:
    appealing.decide_appeal(
        scene.session,
        actor=actor,
        appeal=appeal,
        subject=scene.subject,
        outcome=outcome,
        explanation="I see no harm in it.",
    )


def test_the_moderator_who_hid_it_does_not_decide_on_the_appeal(scene: Scene) -> None:
    appeal = scene.appeal()
    with pytest.raises(NotAllowed):
        decide(scene, scene.first, appeal)
    decide(scene, scene.second, appeal)
    assert scene.subject.hidden_at is None


def test_a_moderator_does_not_decide_on_an_appeal_of_their_own(
    scene: Scene, session: Session, town: Town
) -> None:
    appeal = scene.appeal()
    promoted = Actor(
        id=scene.author.id,
        handle=scene.author.handle,
        role=Role.MEMBER,
        is_moderator=True,
        affiliation=scene.second.affiliation,
    )
    with pytest.raises(NotAllowed):
        decide(scene, promoted, appeal)


def test_an_appeal_that_fails_leaves_it_hidden_and_is_not_decided_again(
    scene: Scene, desk: Desk
) -> None:
    appeal = scene.appeal()
    decide(scene, scene.second, appeal, "stands")
    assert scene.subject.hidden_at is not None
    with pytest.raises(Invalid):
        decide(scene, scene.second, appeal)
    desk.work()
    verbs = scene.session.scalars(select(Activity.verb).order_by(Activity.id.desc())).first()
    assert verbs == appealing.DECIDED_APPEAL
    assert desk.notices(scene.author)


def test_what_is_hidden_again_can_be_appealed_again(scene: Scene) -> None:
    decide(scene, scene.second, scene.appeal())
    assert scene.appeal().outcome is None


def test_a_hidden_document_is_gone_for_all_but_moderators(session: Session, town: Town) -> None:
    document = a_page(session, town.actor("writer")).document
    moderator = town.actor(is_moderator=True)
    subject = Subject(document)
    reporting.decide(session, actor=moderator, subject=subject, decision=HIDE)
    for reader in (town.actor(), town.actor(organisation=document.slug)):
        with pytest.raises(NotFound):
            subjects.readable(session, viewer=reader, public_id=document.public_id)
    assert subjects.readable(session, viewer=moderator, public_id=document.public_id) == subject


def test_a_newcomers_held_comment_waits_for_moderators_of_others(
    session: Session, town: Town
) -> None:
    owner = town.officer(organisation="owners")
    document = a_page(session, owner).document
    newcomer = town.actor(is_verified=False, joined_days_ago=0, role=Role.MEMBER)
    comments.comment(
        session,
        actor=newcomer,
        thread=threads.page_thread(session, document=document),
        document=document,
        revision_number=1,
        clause_id=None,
        parent=None,
        draft=drafts.draft(body="My first words."),
    )
    outsider = town.actor(is_moderator=True)
    insider = town.actor(is_moderator=True, organisation="owners")
    (waits,) = queue.held(session, moderator=outsider, position=Position()).rows
    assert queue.held(session, moderator=insider, position=Position()).rows == []
    moderation.release(session, actor=outsider, located=waits)
    assert queue.held(session, moderator=outsider, position=Position()).rows == []
