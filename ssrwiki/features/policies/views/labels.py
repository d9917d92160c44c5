"""The label *only the wording changed*: who contests it, with what words, and what is answered."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.discussion.queries import comments as said
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.discussion.queries.shown import ShownComment
from ssrwiki.commons.discussion.rules import Kind
from ssrwiki.commons.discussion.views import cards, sending
from ssrwiki.commons.discussion.views.cards import CommentCard, Place, Setting
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import count_writing, current_actor
from ssrwiki.features.policies.actions import labels as actions
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.forms.labels import ContestForm, LabelAnswerForm
from ssrwiki.features.policies.permissions import ANSWER, ENDORSE
from ssrwiki.features.policies.queries import labels, versions
from ssrwiki.features.policies.rules.clauses import ChangeClass
from ssrwiki.features.policies.rules.labels import PURPOSE
from ssrwiki.features.policies.views import heads, places, wording
from ssrwiki.features.policies.views.heads import Head
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.pages import Page
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store, no_store_for_members, noindex
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs, public
from ssrwiki.foundation.web.unit_of_work import abandon, session

blueprint = Blueprint("labels", __name__, url_prefix="/policies/<slug>/contests/<int:number>")


@blueprint.get("")
@public
@noindex
@no_store_for_members
def listing(slug: str, number: int) -> ResponseReturnValue:
    """Who contests the label of a version, what was answered, and the form."""
    return _page(_head(slug, number), ContestForm(), ())


@blueprint.post("")
@needs(ENDORSE)
@takes(ContestForm)
@noindex
def contest(slug: str, number: int) -> ResponseReturnValue:
    """Contests the label."""
    form = ContestForm()
    form.kind.data = Kind.OBJECTION.value

    def act() -> str:
        count_writing()
        draft = sending.draft_of(form)
        document = loading.document(session(), POLICY, slug)
        row = actions.contest(
            session(),
            actor=current_actor(),
            document=document,
            version_number=number,
            clause_id=str(form.passage.data or ""),
            draft=draft,
        )
        return f"{_path(document.address, number)}/comments/{row.public_id}"

    findings = sending.findings(form) if form.validate() else []
    done = None if findings else fulfil(form, act)
    if done is not None:
        return done
    abandon()
    return _page(_head(slug, number), form, findings)


@blueprint.get("/comments/<public_id>")
@public
@noindex
@no_store_for_members
def single(slug: str, number: int, public_id: str) -> ResponseReturnValue:
    """One contest at its permanent address."""
    head = _head(slug, number)
    thread = threads.thread(session(), document=head.document, purpose=PURPOSE, number=number)
    if thread is None:
        raise NotFound
    shown = said.one(
        session(),
        viewer=current_actor(),
        document=head.document,
        thread=thread,
        public_id=public_id,
    )
    return render_template(
        "policies/contest.html", head=head, card=_cards(head, [shown])[0], here=_here(head)
    )


@blueprint.route("/answer", methods=["GET", "POST"])
@needs(ANSWER)
@takes(LabelAnswerForm)
@no_store
def answer(slug: str, number: int) -> ResponseReturnValue:
    """Keeps the label or takes it back, with a public reason."""
    form = LabelAnswerForm()

    def act() -> str:
        document = loading.document(session(), POLICY, slug)
        actions.answer(
            session(),
            actor=current_actor(),
            document=document,
            version_number=number,
            outcome=str(form.outcome.data or ""),
            reason=str(form.reason.data or ""),
        )
        return _path(document.address, number)

    done = fulfil(form, act)
    if done is not None:
        return done
    if request.method == "POST":
        abandon()
    head = _head(slug, number)
    access.require(current_actor(), ANSWER, head.document)
    page = render_template(
        "policies/label_answer.html",
        head=head,
        form=form,
        here=_here(head),
        standing=labels.standings(session(), head.document).get(number, labels.UNCONTESTED),
        cards=_contests(head).rows,
    )
    return page, status_of(form)


def _head(slug: str, number: int) -> Head:
    document = loading.document(session(), POLICY, slug)
    head = heads.head(session(), viewer=current_actor(), document=document, number=number)
    if head.shown is None or head.shown.version.change_class != ChangeClass.EDITORIAL:
        raise NotFound
    return head


def _page(head: Head, form: ContestForm, findings: Sequence[str]) -> ResponseReturnValue:
    viewer = current_actor()
    edition = head.shown
    if edition is None:
        raise NotFound
    standing = labels.standings(session(), head.document).get(edition.number, labels.UNCONTESTED)
    may_contest = (
        access.is_allowed(viewer, ENDORSE, head.document)
        and edition.change_class is ChangeClass.EDITORIAL
        and not head.state.is_over
        and not labels.has_contested(session(), viewer, edition.version)
    )
    bylines = sending.begin(form, session()) if may_contest else {}
    if may_contest:
        rows = versions.clauses(session(), edition.version)
        living = [row for row in rows if row.number and not row.is_deleted]
        form.passage.choices = [("", _("The whole change")), *wording.clause_choices(living)]
    page = render_template(
        "policies/contests.html",
        head=head,
        page=_contests(head),
        standing=standing,
        here=_here(head),
        form=form if may_contest else None,
        bylines=bylines,
        findings=findings,
    )
    return page, 422 if findings else status_of(form)


def _contests(head: Head) -> Page[CommentCard]:
    number = head.shown.number if head.shown else 0
    thread = threads.thread(session(), document=head.document, purpose=PURPOSE, number=number)
    if thread is None:
        return Page(())
    page = said.comments(
        session(),
        viewer=current_actor(),
        document=head.document,
        threads=[thread],
        position=loading.position(),
    )
    return Page(_cards(head, page.rows), page.next, page.previous)


def _cards(head: Head, rows: Sequence[ShownComment]) -> list[CommentCard]:
    if head.shown is None or not rows:
        return []
    address, number = head.document.address, head.shown.number
    named = {row.clause_id for row in rows}
    clauses = versions.clauses(session(), head.shown.version) if named - {None} else ()
    spots = {
        row.clause_id: Place(row.number, places.clause_href(address, number, row.clause_id))
        for row in clauses
        if row.clause_id in named
    }
    return cards.cards(rows, Setting(f"{_here(head)}/comments", places=spots, landed={}))


def _here(head: Head) -> str:
    return _path(head.document.address, head.shown.number if head.shown else 0)


def _path(address: str, number: int) -> str:
    return f"{address}/{PURPOSE}s/{number}"
