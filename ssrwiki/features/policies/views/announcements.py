"""The notices that still wait: shown to officers on the policy's pages, with a button to stop."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.documents.views import loading, telling
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.actions import announcements as actions
from ssrwiki.features.policies.actions import labels, responses, rounds, states, versions
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.permissions import STOP_NOTICES
from ssrwiki.features.policies.queries.versions import Edition
from ssrwiki.foundation.web.forms import see_other
from ssrwiki.foundation.web.route_marks import needs
from ssrwiki.foundation.web.unit_of_work import session

blueprint = Blueprint("policy_announcements", __name__, url_prefix="/policies/<slug>")

OWN_ACTS = {
    rounds.OPENED: lazy_gettext("You opened it for comment."),
    rounds.EXTENDED: lazy_gettext("You gave more time to comment."),
    rounds.CLOSED_EARLY: lazy_gettext("You closed the round early."),
    rounds.CANCELLED: lazy_gettext("You cancelled the round."),
    responses.PUBLISHED: lazy_gettext("You published the answers."),
    states.MOVED: lazy_gettext("You changed its state."),
    states.RULED: lazy_gettext("You ruled on an objection."),
    labels.KEPT: lazy_gettext("You answered that only its wording has changed."),
    labels.RELABELLED: lazy_gettext("You answered that it has changed in substance after all."),
}


@dataclass(frozen=True, slots=True)
class WaitingNotices:
    """An act in words, when its notices leave, and where they are stopped."""

    words: str
    leave_at: datetime
    stop_href: str


def waiting(
    session: Session,
    happenings: Sequence[Happening],
    *,
    address: str,
    own: Collection[str],
    editions: Sequence[Edition],
) -> list[WaitingNotices]:
    """Weighty acts on the policy at `address` that nobody was told of; `own` are the viewer's."""
    numbers = {each.version.public_id: each.number for each in editions}
    return [
        WaitingNotices(
            words=_own_words(each, numbers)
            if each.activity.public_id in own
            else telling.words(session, each),
            leave_at=each.activity.announced_at,
            stop_href=f"{address}/notices/{each.activity.public_id}/stop",
        )
        for each in happenings
    ]


def _own_words(happening: Happening, numbers: Mapping[str, int]) -> str:
    """Said to who did it; on its own page the policy needs no title."""
    activity = happening.activity
    if activity.verb == versions.PUBLISHED:
        number = numbers[activity.contribution_id or ""]
        return _("You published version %(number)s.", number=number)
    return str(OWN_ACTS[activity.verb])


@blueprint.post("/notices/<public_id>/stop")
@needs(STOP_NOTICES)
def stop(slug: str, public_id: str) -> ResponseReturnValue:
    """Keeps the notices of one act from leaving."""
    document = loading.document(session(), POLICY, slug)
    actions.stop(session(), actor=current_actor(), document=document, public_id=public_id)
    return see_other(document.address)
