"""Pages: the list, one page, writing one."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ssrwiki.commons.documents.actions import holding, manuscripts
from ssrwiki.commons.documents.forms import EditForm
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import holding as queries
from ssrwiki.commons.documents.queries import lists
from ssrwiki.commons.documents.views import editing, loading, reading_column, unsaved
from ssrwiki.commons.people.views import count_writing, current_actor
from ssrwiki.features.pages.actions import PAGE
from ssrwiki.features.pages.permissions import CREATE, EDIT
from ssrwiki.foundation import access
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs, public, signed_in
from ssrwiki.foundation.web.unit_of_work import abandon, session

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
    form = EditForm()

    def act() -> str:
        count_writing()
        manuscript = manuscripts.prepare(PAGE, editing.draft(form))
        return holding.submit(
            session(),
            actor=current_actor(),
            kind=PAGE,
            document=None,
            manuscript=manuscript,
            based_on=0,
        ).address

    if request.method == "GET":
        form.title.data = request.args.get("title", "")
    return fulfil(form, act) or _form(form, None)


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
    """The page in a form; a save on an old base is refused with both texts."""
    form = EditForm()

    def act() -> str:
        count_writing()
        manuscript = manuscripts.prepare(PAGE, editing.draft(form))
        document = loading.document(session(), PAGE, slug)
        return holding.submit(
            session(),
            actor=current_actor(),
            kind=PAGE,
            document=document,
            manuscript=manuscript,
            based_on=editing.based_on(form),
        ).address

    done = fulfil(form, act)
    if done is not None:
        return done
    document = loading.document(session(), PAGE, slug)
    access.require(current_actor(), EDIT, document)
    if request.method == "GET":
        editing.fill(form, session(), document)
    return _form(form, document)


@blueprint.post("/preview")
@blueprint.post("/<slug>/preview")
@signed_in
@takes(EditForm)
@no_store
def preview(slug: str = "") -> ResponseReturnValue:
    """The text as it would be shown."""
    return editing.preview()


def _form(form: EditForm, document: Document | None) -> ResponseReturnValue:
    """`document` None: one that isn't there yet."""
    if request.method == "POST":
        abandon()
    editing.offer_choices(session(), form)
    page = render_template(
        "pages/edit.html",
        form=form,
        document=document,
        kept=unsaved.resume(form, session(), PAGE.section, document),
        bylines=editing.bylines(session()),
    )
    return page, status_of(form)
