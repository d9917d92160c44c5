"""Taking one's name off a position."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.documents.views import editing, loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.actions import endorsements as actions
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.forms.endorsements import WithholdForm
from ssrwiki.features.policies.permissions import ENDORSE
from ssrwiki.features.policies.queries import endorsements
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.web.forms import fulfil, status_of
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
        actions.withhold(session(), actor=current_actor(), document=document)
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
    page = render_template(
        "documents/withhold.html",
        form=form,
        document=document,
        title=_("Take your name off your position?"),
        here=request.path,
        back=f"{document.address}/endorsements",
        will=[
            _(
                "From now on readers and officers see: %(byline)s.",
                byline=editing.bylines(session())[Attribution.ROLE_AND_REGION],
            ),
            _(
                "So do recent changes, the positions that you took here before,"
                " and the comments that they opened."
            ),
            _("Your name can't be put back. Who has read it, or got a mail, knows it already."),
        ],
    )
    return page, status_of(form)
