"""Taking a position on a version, confirming it again, taking it back: each appends a row."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship.rules import Attribution, Byline, may_become
from ssrwiki.commons.discussion.actions import comments
from ssrwiki.commons.discussion.actions.drafts import CommentDraft
from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import is_owner
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions.stances import Stance
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.permissions import ENDORSE
from ssrwiki.features.policies.queries import endorsements as queries
from ssrwiki.features.policies.queries import policies, versions
from ssrwiki.features.policies.queries.policies import Window
from ssrwiki.features.policies.rules.endorsements import Position
from ssrwiki.features.policies.rules.states import PolicyState, takes_positions_in_call
from ssrwiki.foundation import access, clock
from ssrwiki.foundation.errors import Conflict, Invalid
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import say

ENDORSED = "policies.endorsed"
RECONFIRMED = "policies.reconfirmed"
WITHDREW = "policies.withdrew_position"


class NoLongerCurrent(Conflict):
    """The version was replaced meanwhile; `current_number` is the one that stands."""

    def __init__(self, current_number: int) -> None:
        super().__init__(
            say("This version is no longer current. Version %(number)s is.", number=current_number)
        )
        self.current_number = current_number


def endorse(
    session: Session, *, actor: Actor, document: Document, version_number: int, stance: Stance
) -> Endorsement:
    """A position on the current version; it replaces the actor's present one, if there is any.

    The same position sent twice makes one row. One sent without the name takes the name off those
    that it replaces, too.

    Raises:
        NotAllowed, Invalid, NoLongerCurrent.
    """
    access.require(actor, ENDORSE, document)
    policy = _current(session, document, version_number)
    held = queries.held(session, actor=actor, document=document)
    windows = policies.windows(session, document)
    window = policies.open_window(windows)
    is_called = takes_positions_in_call(
        PolicyState(policy.state), policy.call_closes_at, clock.now()
    )
    if held is None and window is None and not is_called:
        raise Invalid(say("Positions are taken while a round is open; none is open now."))
    if held is not None:
        _refuse_looser(held, stance.attribution)
        if stance.attribution != held.attribution:
            _take_name_off(session, actor, document, held, stance.agreed)
        if _is_same(held, version_number, stance):
            return held
    row = _row(actor, document, version_number, windows)
    row.position = stance.position
    row.reason, row.conditions = stance.reason, stance.conditions
    row.replaces_id = held.id if held is not None else None
    if stance.remark is not None and window is not None:
        row.comment_id = _comment(session, actor, document, window, stance.remark).id
    authorship.sign(
        session, actor=actor, attribution=stance.attribution, agreed=stance.agreed
    ).onto(row)
    return _kept(session, document, row, ENDORSED)


def reconfirm(
    session: Session, *, actor: Actor, document: Document, version_number: int
) -> Endorsement:
    """The actor's position again, now on the current version, with the byline it had.

    Raises:
        NotAllowed, Invalid: there is none to confirm, NoLongerCurrent.
    """
    access.require(actor, ENDORSE, document)
    _current(session, document, version_number)
    held = queries.held(session, actor=actor, document=document)
    if held is None:
        raise Invalid(say("You have no position here to confirm."))
    if held.version_number == version_number:
        return held
    row = _row(actor, document, version_number, policies.windows(session, document))
    row.position = held.position
    row.reason, row.conditions = held.reason, held.conditions
    row.redacted_at = held.redacted_at
    row.hidden_at, row.hidden_reason = held.hidden_at, held.hidden_reason
    row.replaces_id, row.comment_id = held.id, held.comment_id
    row.is_reconfirmation = True
    _sign_as(session, actor, held, row)
    return _kept(session, document, row, RECONFIRMED)


def withdraw(
    session: Session, *, actor: Actor, document: Document, version_number: int
) -> Endorsement:
    """Takes the actor's position back; what was said stays in the comments of the round.

    Raises:
        NotAllowed, Invalid: there is none, NoLongerCurrent.
    """
    access.require(actor, ENDORSE, document)
    _current(session, document, version_number)
    held = queries.held(session, actor=actor, document=document)
    if held is None:
        raise Invalid(say("You have no position here to take back."))
    row = _row(actor, document, version_number, policies.windows(session, document))
    row.position = Position.WITHDRAWN
    row.reason = row.conditions = ""
    row.replaces_id = held.id
    _sign_as(session, actor, held, row)
    return _kept(session, document, row, WITHDREW)


def withhold(
    session: Session, *, actor: Actor, document: Document, agreed: Byline | None = None
) -> Endorsement:
    """Shows the actor's position by role and region; all that was said in one with it goes along.

    Raises:
        NotAllowed, Invalid: there is none, or it is withheld already.
    """
    access.require(actor, ENDORSE, document)
    held = queries.held(session, actor=actor, document=document)
    if held is None:
        raise Invalid(say("You have no position here."))
    _take_name_off(session, actor, document, held, agreed)
    return held


def _take_name_off(
    session: Session, actor: Actor, document: Document, held: Endorsement, agreed: Byline | None
) -> None:
    activity.withhold(session, actor=actor, contribution=held, agreed=agreed)
    # Search lists the comment that it opened by its moment, which has become any of the day.
    outbox.enqueue(session, document.kind, document.public_id)


def _current(session: Session, document: Document, version_number: int) -> Policy:
    """The policy, held until the end of the transaction, so that two sends queue up."""
    policy = session.scalars(
        select(Policy).where(Policy.document_id == document.id).with_for_update()
    ).one()
    versions.version(session, document, version_number)
    current = policy.current_version_number
    if current is not None and current != version_number:
        raise NoLongerCurrent(current)
    if PolicyState(policy.state).is_over:
        raise Invalid(say("This policy was taken back, so it takes no positions any more."))
    return policy


def _row(
    actor: Actor, document: Document, version_number: int, windows: Sequence[Window]
) -> Endorsement:
    """A new row with the facts of the actor's affiliation as they are now."""
    affiliation = actor.affiliation
    verified_at = affiliation.verified_at if affiliation is not None else None
    opened_at = next((w.opens_at for w in windows if w.version_number == version_number), None)
    return Endorsement(
        document_id=document.id,
        version_number=version_number,
        is_verified=actor.is_verified,
        is_verified_after_opening=(
            verified_at is not None and opened_at is not None and verified_at > opened_at
        ),
        is_from_owner=is_owner(actor, document),
        organisation_id=actor.organisation_id,
        is_reconfirmation=False,
    )


def _sign_as(session: Session, actor: Actor, held: Endorsement, row: Endorsement) -> None:
    """Signs as before, by name with what the name says now."""
    signature = (
        authorship.sign_like(session, held)
        if held.is_withheld
        else authorship.sign(session, actor=actor, attribution=held.attribution)
    )
    signature.onto(row)


def _kept(session: Session, document: Document, row: Endorsement, verb: str) -> Endorsement:
    session.add(row)
    session.flush()  # the activity comes after its row, and a race must end here
    activity.record(
        session,
        actor=row,
        verb=verb,
        document_id=document.id,
        contribution_id=row.public_id,
        address=f"{document.address}/endorsements",
        audience=document.audience,
    )
    outbox.enqueue(session, document.kind, document.public_id)
    return row


def _comment(
    session: Session, actor: Actor, document: Document, window: Window, remark: CommentDraft
) -> Comment:
    thread = session.get_one(Thread, window.thread_id)
    edition = versions.edition_of(versions.editions(session, document), window.version_number)
    return comments.comment(
        session,
        actor=actor,
        thread=thread,
        document=document,
        revision_number=edition.revision_number,
        clause_id=None,
        parent=None,
        draft=remark,
    )


def _is_same(held: Endorsement, version_number: int, stance: Stance) -> bool:
    return (
        held.version_number == version_number
        and held.position == stance.position
        and held.reason == stance.reason
        and held.conditions == stance.conditions
    )


def _refuse_looser(held: Endorsement, attribution: str) -> None:
    was, wanted = Attribution(held.attribution), Attribution(attribution)
    if wanted is not was and not may_become(was, wanted):
        raise Invalid(
            say("Your name was withheld from your present position, so it stays withheld."),
            "attribution",
        )
