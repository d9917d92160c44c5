"""A policy's tabs around its working text, and what became of each revision of that."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import can_read_working_text
from ssrwiki.commons.documents.views.frames import Frame, Step, Tab
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.views import heads
from ssrwiki.features.policies.views.heads import Head


def frame(session: Session, document: Document) -> Frame:
    """The policy's own tabs; the working text's history for those for whom it exists."""
    viewer, address = current_actor(), document.address
    head = heads.head(session, viewer=viewer, document=document)
    history = [Tab("history", _("Working text"), f"{address}/history")]
    return Frame(
        tabs=[
            *(head.tabs or [Tab("read", _("Read"), address)]),
            *(history if can_read_working_text(viewer, document) else []),
            Tab("links", _("What links here"), f"{address}/links"),
        ],
        labels={
            edition.revision_number: _("Version %(number)s", number=edition.number)
            for edition in head.editions
        },
        stands=_("This is the working text as it stands."),
        steps=_steps(head),
    )


def _steps(head: Head) -> list[Step]:
    document = head.document
    address, number = document.address, document.head_number
    latest = head.latest
    is_published = latest is not None and latest.revision_number == number
    next_number = latest.number + 1 if latest is not None else 1
    compared = f"{address}/compare?of=revisions&from={number - 1}&to={number}"
    publish = Step(_("Publish version %(number)s", number=next_number), f"{address}/publish")
    return [
        *([publish] if head.is_officer and not is_published else []),
        *([Step(_("Edit the working text"), f"{address}/edit")] if head.is_officer else []),
        *([Step(_("What changed"), compared)] if number > 1 else []),
    ]
