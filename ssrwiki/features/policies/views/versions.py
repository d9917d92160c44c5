"""A policy as it is read: its versions, what lies between two of them, comments put in place."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.documents.views import comparing as documents_comparing
from ssrwiki.commons.documents.views import loading, reading_column
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.actions import carrying
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.forms.publish import PlaceForm
from ssrwiki.features.policies.queries import labels, states, versions
from ssrwiki.features.policies.views import about, comparing, heads, places, reading, wording
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.web import numbers
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import noindex
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import public, signed_in
from ssrwiki.foundation.web.unit_of_work import session

blueprint = Blueprint("policy_versions", __name__, url_prefix="/policies/<slug>")


@blueprint.get("")
@public
def read(slug: str) -> ResponseReturnValue:
    """The newest version that the reader may see; without one, the working text for its units."""
    document = loading.document(session(), POLICY, slug)
    head = heads.head(session(), viewer=current_actor(), document=document)
    if head.shown is not None:
        return _version(head)
    column = reading_column.column(session(), POLICY, document)
    facts = about.facts(head, revisions.fields(column.revision))
    return render_template("policies/read.html", head=head, column=column, about=facts)


@blueprint.get("/v<int:number>")
@public
def version(slug: str, number: int) -> ResponseReturnValue:
    """One version, whatever came after it."""
    document = loading.document(session(), POLICY, slug)
    return _version(heads.head(session(), viewer=current_actor(), document=document, number=number))


def _version(head: heads.Head) -> ResponseReturnValue:
    found = reading.reading(
        session(),
        viewer=current_actor(),
        head=head,
        section=request.args.get("section", ""),
        clause_id=request.args.get("clause", ""),
    )
    return render_template(
        "policies/version.html",
        head=head,
        reading=found,
        about=about.facts(head, head.shown.fields) if head.shown and found.has_foot else [],
        topics=reading_column.topic_links(session(), head.document) if found.has_foot else [],
    )


@blueprint.get("/v<int:number>/carried")
@public
@noindex
def carried(slug: str, number: int) -> ResponseReturnValue:
    """Every comment of earlier versions that stands at one clause of this one."""
    document = loading.document(session(), POLICY, slug)
    head = heads.head(session(), viewer=current_actor(), document=document, number=number)
    clause_id = request.args.get("clause", "")
    return render_template(
        "policies/carried.html",
        head=head,
        notes=reading.notes_at(session(), viewer=current_actor(), head=head, clause_id=clause_id),
        clause_href=places.clause_href(document.address, number, clause_id),
    )


@blueprint.get("/versions")
@public
@noindex
def listing(slug: str) -> ResponseReturnValue:
    """Every version, every round, and how the policy moved from state to state."""
    document = loading.document(session(), POLICY, slug)
    head = heads.head(session(), viewer=current_actor(), document=document)
    if head.shown is None:
        raise NotFound
    return render_template(
        "policies/versions.html",
        head=head,
        windows=head.windows,
        round_words=wording.round_words,
        standings=labels.standings(session(), document),
        uncontested=labels.UNCONTESTED,
        changes=wording.changes(
            states.changes(session(), viewer=current_actor(), document=document)
        ),
    )


@blueprint.get("/compare")
@public
@noindex
def compare(slug: str) -> ResponseReturnValue:
    """Two versions as a redline; with `of=revisions`, two working texts, for their units."""
    if request.args.get("of") == "revisions":
        return _compare_revisions(slug)
    document = loading.document(session(), POLICY, slug)
    number = numbers.asked("to", 0) if "to" in request.args else None
    head = heads.head(session(), viewer=current_actor(), document=document, number=number)
    newer = head.shown
    if newer is None:
        raise NotFound
    older_number = numbers.asked("from", newer.number - 1)
    older = versions.edition_of(head.editions, older_number)
    show = request.args.get("show", "")
    found = (
        comparing.of_sources(session(), document, older, newer)
        if show == "source"
        else comparing.of_versions(session(), older, newer, is_only_changes=show == "changes")
    )
    return render_template(
        "policies/compare.html",
        document=document,
        head=head,
        older=older,
        newer=newer,
        comparison=found,
        standing=labels.standings(session(), document).get(newer.number, labels.UNCONTESTED),
        view=show if show in {"changes", "source"} else "",
    )


def _compare_revisions(slug: str) -> ResponseReturnValue:
    document = loading.working_document(session(), POLICY, slug)
    newer = numbers.asked("to", document.head_number)
    older = numbers.asked("from", newer - 1)
    if older < 1:
        raise NotFound
    show = request.args.get("show", "")
    found = documents_comparing.comparison(
        session(),
        POLICY,
        document,
        (older, newer),
        only_changes=show == "changes",
        is_source=show == "source",
    )
    return render_template("documents/compare.html", document=document, comparison=found)


@blueprint.route("/v<int:number>/place/<public_id>", methods=["GET", "POST"])
@signed_in
@takes(PlaceForm)
@noindex
def place(slug: str, number: int, public_id: str) -> ResponseReturnValue:
    """Puts a carried comment where it belongs in this version: for its author and for officers."""
    form = PlaceForm()
    form.clause.choices = []

    def act() -> str:
        document = loading.document(session(), POLICY, slug)
        carrying.place_comment(
            session(),
            actor=current_actor(),
            document=document,
            version_number=number,
            comment_public_id=public_id,
            clause_id=str(form.clause.data or ""),
        )
        return f"{document.address}/v{number}#carried-{public_id}"

    done = fulfil(form, act)
    if done is not None:
        return done
    document = loading.document(session(), POLICY, slug)
    held = carrying.placeable(
        session(),
        actor=current_actor(),
        document=document,
        version_number=number,
        comment_public_id=public_id,
    )
    nowhere = ("", _("Nowhere: the words are no longer in the text"))
    form.clause.choices = [*wording.clause_choices(held.clauses), nowhere]
    if request.method == "GET":
        form.clause.data = held.anchor.clause_id or ""
    page = render_template(
        "policies/place.html", form=form, document=document, number=number, comment=held.comment
    )
    return page, status_of(form)
