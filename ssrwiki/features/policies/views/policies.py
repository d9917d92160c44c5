"""The list of policies, and writing a working text."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ssrwiki.commons.documents.actions import manuscripts
from ssrwiki.commons.documents.views import editing, loading, unsaved, writing
from ssrwiki.commons.documents.views.writing import Desk
from ssrwiki.commons.people.views import count_writing, current_actor
from ssrwiki.features.policies.actions import policies as actions
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.forms.policies import PolicyForm
from ssrwiki.features.policies.permissions import CREATE, EDIT
from ssrwiki.features.policies.queries import listing
from ssrwiki.features.policies.views import fields, lists
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs, public, signed_in
from ssrwiki.foundation.web.unit_of_work import reading, session

blueprint = Blueprint("policies", __name__, url_prefix="/policies")


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    """Policies by what is wanted of readers."""
    choices = lists.choices(session())
    wanted = lists.wanted(session(), choices)
    position = loading.position()
    is_top = not position.after and not position.before
    open_now = listing.open_now(session(), viewer=current_actor(), wanted=wanted) if is_top else []
    page = listing.others(session(), viewer=current_actor(), wanted=wanted, position=position)
    return render_template(
        "policies/index.html",
        choices=choices,
        groups=lists.groups(open_now, page.rows),
        newer_href=lists.address(before=page.previous),
        older_href=lists.address(after=page.next),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@needs(CREATE)
@takes(PolicyForm)
@no_store
def new() -> ResponseReturnValue:
    """A policy that isn't there yet."""
    form, desk = _desk()

    def act() -> str:
        count_writing()
        manuscript = manuscripts.prepare(POLICY, editing.draft(form, fields.own(form)))
        return actions.begin(session(), actor=current_actor(), manuscript=manuscript).address

    return writing.written(desk, act)


@blueprint.route("/<slug>/edit", methods=["GET", "POST"])
@needs(EDIT)
@takes(PolicyForm)
@no_store
def edit(slug: str) -> ResponseReturnValue:
    """The working text in a form; a save on an old base comes back with both texts."""
    form, desk = _desk(slug)

    def act() -> str:
        count_writing()
        manuscript = manuscripts.prepare(POLICY, editing.draft(form, fields.own(form)))
        document = loading.working_document(session(), POLICY, slug)
        actions.save(
            session(),
            actor=current_actor(),
            document=document,
            manuscript=manuscript,
            based_on=editing.based_on(form),
        )
        return f"{document.address}/revisions/{document.head_number}"

    return writing.written(desk, act)


@blueprint.post("/preview")
@blueprint.post("/<slug>/preview")
@signed_in
@takes(PolicyForm)
@no_store
def preview(slug: str = "") -> ResponseReturnValue:
    """The text as it would be shown."""
    return writing.previewed(_desk(slug)[1])


def _desk(slug: str = "") -> tuple[PolicyForm, Desk]:
    with reading() as opened:
        document = loading.working_document(opened, POLICY, slug) if slug else None
        form = (
            editing.begun(PolicyForm, opened, document)
            if document is not None
            else fields.begun(current_actor(), title=request.args.get("title", ""))
        )
        kept = unsaved.resume(form, opened, POLICY.section, document)
        fields.offer(opened, form)
    return form, Desk(POLICY, form, "policies/edit.html", "policies/_form.html", slug, kept)
