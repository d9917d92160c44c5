"""What happens to policies, as a feed. It holds what guests may read, whoever asks."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.documents import feeds
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.people.rules import GUEST
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.foundation.pages import Position
from ssrwiki.foundation.web.headers import noindex
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.unit_of_work import session

blueprint = Blueprint("policies_feed", __name__)


@blueprint.get("/policies.atom")
@public
@noindex
def newest() -> ResponseReturnValue:
    """The newest fifty acts on policies, minor edits left out."""
    page = activities.recent(
        session(), viewer=GUEST, position=Position(), shows_minor=False, kinds=[POLICY.name]
    )
    return feeds.atom(_("Policies"), "/policies/", page.rows)
