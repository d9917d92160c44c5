"""Recent changes: everything that happened to the documents that the viewer may read."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.documents.views import loading, telling
from ssrwiki.commons.people.views import current_actor
from ssrwiki.foundation.web.headers import noindex
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.unit_of_work import session

MINOR = "minor"
"""`?minor=hide` leaves minor edits out."""

blueprint = Blueprint("recent_changes", __name__)


@blueprint.get("/recent-changes")
@public
@noindex
def recent_changes() -> ResponseReturnValue:
    """What happened, newest first."""
    shows_minor = request.args.get(MINOR) != "hide"
    page = activities.recent(
        session(),
        viewer=current_actor(),
        position=loading.position(),
        shows_minor=shows_minor,
    )
    return render_template(
        "documents/recent_changes.html",
        page=page,
        told=telling.told(session(), list(page.rows)),
        shows_minor=shows_minor,
    )
