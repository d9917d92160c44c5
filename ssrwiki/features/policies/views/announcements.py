"""The notices that still wait: shown to officers on the policy's pages, with a button to stop."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.documents.views import loading, telling
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.actions import announcements as actions
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.permissions import STOP_NOTICES
from ssrwiki.foundation.web.forms import see_other
from ssrwiki.foundation.web.route_marks import needs
from ssrwiki.foundation.web.unit_of_work import session

blueprint = Blueprint("policy_announcements", __name__, url_prefix="/policies/<slug>")


@dataclass(frozen=True, slots=True)
class WaitingNotices:
    """An act in words, when its notices leave, and where they are stopped."""

    words: str
    leave_at: datetime
    stop_href: str


def waiting(session: Session, document: Document) -> list[WaitingNotices]:
    """Of all weighty acts on the policy, those of which nobody was told yet."""
    return [
        WaitingNotices(
            words=telling.words(session, each),
            leave_at=each.activity.announced_at,
            stop_href=f"{document.address}/notices/{each.activity.public_id}/stop",
        )
        for each in activities.waiting(session, document)
    ]


@blueprint.post("/notices/<public_id>/stop")
@needs(STOP_NOTICES)
def stop(slug: str, public_id: str) -> ResponseReturnValue:
    """Keeps the notices of one act from leaving."""
    document = loading.document(session(), POLICY, slug)
    actions.stop(session(), actor=current_actor(), document=document, public_id=public_id)
    return see_other(document.address)
