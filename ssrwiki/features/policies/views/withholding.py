"""Taking one's name off a position."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.authorship.views import agreed
from ssrwiki.commons.documents.forms import WithholdForm
from ssrwiki.commons.documents.views import loading, withholding
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.actions import endorsements as actions
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.permissions import ENDORSE
from ssrwiki.features.policies.queries import endorsements
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.web.forms import fulfil
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.route_marks import needs
from ssrwiki.foundation.web.unit_of_work import abandon, session

blueprint = Blueprint("policy_withholding", __name__, url_prefix="/policies/<slug>")


@blueprint.route("/endorsements/withhold", methods=["GET", "POST"])
@needs(ENDORSE)
@no_store
def withhold(slug: str) -> ResponseReturnValue:
    """Shows one's positions by role and region, and the comments that they opened."""
    form = WithholdForm()

    def act() -> str:
        document = loading.document(session(), POLICY, slug)
        actions.withhold(
            session(),
            actor=current_actor(),
            document=document,
            agreed=agreed(str(form.shown_byline.data or "")),
        )
        return f"{document.address}/endorsements"

    done = fulfil(form, act)
    if done is not None:
        return done
    if request.method == "POST":
        abandon()
    document = loading.document(session(), POLICY, slug)
    held = endorsements.held(session(), actor=current_actor(), document=document)
    if held is None:
        raise NotFound
    return withholding.page(
        form,
        document,
        title=_("Take your name off your position?"),
        also=_(
            "So do recent changes, the positions that you took here before,"
            " and the comments that they opened."
        ),
        back=f"{document.address}/endorsements",
    )
