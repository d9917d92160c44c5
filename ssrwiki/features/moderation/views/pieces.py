"""What several pages of moderation show."""

from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.forms import HIDING_REASONS
from ssrwiki.commons.documents.rules import HidingReason
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.moderation.queries import queue
from ssrwiki.features.moderation.queries.subjects import Subject


@dataclass(frozen=True, slots=True)
class Tab:
    """One list of the queue, for the component `tabs`."""

    name: str
    label: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What is judged, with its words; without who wrote it, which is no matter here."""

    title: str
    address: str
    lang: str
    html: Markup
    is_comment: bool
    is_hidden: bool


def tabs(session: Session) -> list[Tab]:
    """The lists, each with how much waits in it for this moderator."""
    found = queue.waiting(session, current_actor())
    return [
        Tab("held", _("Newcomers"), "/moderation/", found.held_count),
        Tab("reports", _("Reports"), "/moderation/reports", found.report_count),
        Tab("appeals", _("Appeals"), "/moderation/appeals", found.appeal_count),
        Tab("people", _("People"), "/moderation/people", found.people_count),
    ]


def exhibit(session: Session, subject: Subject) -> Exhibit:
    """A comment with all its words, a document with its abstract."""
    comment = subject.located.comment if subject.located is not None else None
    html = (
        loading.settled(session, current_actor(), comment.body_html)
        if comment is not None
        else Markup("<p>{}</p>").format(subject.document.abstract)
    )
    return Exhibit(
        title=subject.document.title,
        address=subject.address,
        lang=comment.lang if comment is not None else subject.document.lang,
        html=html,
        is_comment=comment is not None,
        is_hidden=subject.hidden_at is not None,
    )


def reason_words(reason: str) -> str:
    """A listed reason as a sentence."""
    return str(HIDING_REASONS[HidingReason(reason)])
