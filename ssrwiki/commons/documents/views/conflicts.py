"""A save that came too late: what the others changed, what one changed oneself, and the way on."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.forms import EditForm
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.queries import renderings, revisions
from ssrwiki.commons.documents.views import comparing, editing
from ssrwiki.commons.documents.views.comparing import Comparison, ShownRedline
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.markup import markdown


@dataclass(frozen=True, slots=True)
class Overtaken:
    """What stands beside the form; both None: the base can't be told."""

    latest: Revision
    theirs: Comparison | None
    mine: ShownRedline | None


def overtaken(
    session: Session, kind: DocumentKind, document: Document, form: EditForm
) -> Overtaken:
    """Both texts since the form was begun. From here on it is based on the revision shown."""
    base, number = editing.based_on(form), document.head_number
    form.based_on.data = str(number)
    latest = revisions.revision(session, document, number)
    try:
        theirs = comparing.comparison(
            session, kind, document, (base, number), only_changes=True, is_source=False
        )
    except NotFound:  # begun from nothing, or a moderator has hidden one of the two
        return Overtaken(latest, None, None)
    mine = comparing.of_html(
        session,
        renderings.current(session, theirs.older).html,
        markdown.render(str(form.body.data or "")).html,
    )
    return Overtaken(latest, theirs, mine)
