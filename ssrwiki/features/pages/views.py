"""Pages: the list, one page, writing one."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ssrwiki.commons.documents.actions import holding, manuscripts
from ssrwiki.commons.documents.forms import EditForm
from ssrwiki.commons.documents.queries import holding as queries
from ssrwiki.commons.documents.queries import lists
from ssrwiki.commons.documents.views import editing, loading, reading_column, unsaved, writing
from ssrwiki.commons.documents.views.writing import Desk
from ssrwiki.commons.people.views import count_writing, current_actor
from ssrwiki.features.pages.actions import PAGE
from ssrwiki.features.pages.permissions import CREATE, EDIT
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs, public, signed_in
from ssrwiki.foundation.web.unit_of_work import reading, session

blueprint = Blueprint("pages", __name__, url_prefix="/pages")


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    """Pages, last revised first."""
    page = lists.listed(
        session(), viewer=current_actor(), kind=PAGE.name, position=loading.position()
    )
    return render_template("pages/index.html", page=page)


@blueprint.route("/new", methods=["GET", "POST"])
@needs(CREATE)
@takes(EditForm)
@no_store
def new() -> ResponseReturnValue:
    """A page that isn't there yet."""
    desk = _desk()

    def act() -> str:
        count_writing()
        manuscript = manuscripts.prepare(PAGE, editing.draft(desk.form))
        return holding.submit(
            session(),
            actor=current_actor(),
            kind=PAGE,
            document=None,
            manuscript=manuscript,
            based_on=0,
        ).address

    return writing.written(desk, act)


@blueprint.get("/<slug>")
@public
def read(slug: str) -> ResponseReturnValue:
    """One page."""
    document = loading.document(session(), PAGE, slug)
    column = reading_column.column(session(), PAGE, document)
    own = queries.shown_waiting(session(), viewer=current_actor(), document=document)
    return render_template("pages/read.html", document=document, column=column, own_waiting=own)


@blueprint.route("/<slug>/edit", methods=["GET", "POST"])
@needs(EDIT)
@takes(EditForm)
@no_store
def edit(slug: str) -> ResponseReturnValue:
    """The page in a form; a save on an old base comes back with both texts."""
    desk = _desk(slug)

    def act() -> str:
        count_writing()
        manuscript = manuscripts.prepare(PAGE, editing.draft(desk.form))
        document = loading.document(session(), PAGE, slug)
        return holding.submit(
            session(),
            actor=current_actor(),
            kind=PAGE,
            document=document,
            manuscript=manuscript,
            based_on=editing.based_on(desk.form),
        ).address

    return writing.written(desk, act)


@blueprint.post("/preview")
@blueprint.post("/<slug>/preview")
@signed_in
@takes(EditForm)
@no_store
def preview(slug: str = "") -> ResponseReturnValue:
    """The text as it would be shown."""
    return writing.previewed(_desk(slug))


def _desk(slug: str = "") -> Desk:
    with reading() as opened:
        document = loading.document(opened, PAGE, slug) if slug else None
        form = (
            editing.begun(EditForm, opened, document)
            if document is not None
            else EditForm(data={"title": request.args.get("title", "")})
        )
        kept = unsaved.resume(form, opened, PAGE.section, document)
    return Desk(PAGE, form, "pages/edit.html", "pages/_form.html", slug, kept)
