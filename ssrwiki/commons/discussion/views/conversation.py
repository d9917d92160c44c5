"""The discussion of a document: `discussion_blueprint(kind)` gives a feature these routes."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ssrwiki.commons.discussion.actions import comments, threads
from ssrwiki.commons.discussion.forms import CommentForm
from ssrwiki.commons.discussion.models import Thread
from ssrwiki.commons.discussion.permissions import COMMENT
from ssrwiki.commons.discussion.queries import comments as said
from ssrwiki.commons.discussion.queries import threads as found
from ssrwiki.commons.discussion.views import cards, sending
from ssrwiki.commons.discussion.views.cards import CommentCard, Setting
from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import count_writing, current_actor
from ssrwiki.foundation import access
from ssrwiki.foundation.pages import Page
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store_for_members, noindex
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs, public
from ssrwiki.foundation.web.unit_of_work import abandon, session


def discussion_blueprint(kind: DocumentKind) -> Blueprint:
    """The conversation about documents of one kind, below their addresses."""
    blueprint = Blueprint(
        f"{kind.section}_discussion", __name__, url_prefix=f"/{kind.section}/<slug>/discussion"
    )

    @blueprint.get("")
    @public
    @noindex
    @no_store_for_members
    def conversation(slug: str) -> ResponseReturnValue:
        """What was said, newest first, and the form."""
        return _page(loading.document(session(), kind, slug), CommentForm())

    @blueprint.post("")
    @needs(COMMENT)
    @takes(CommentForm)
    @noindex
    def comment(slug: str) -> ResponseReturnValue:
        """Says something, or replies."""
        form = CommentForm()
        warnings = sending.findings(form) if form.validate() else []
        done = None if warnings else fulfil(form, lambda: _send(kind, slug, form))
        if done is not None:
            return done
        abandon()
        return _page(loading.document(session(), kind, slug), form, warnings)

    @blueprint.get("/<public_id>")
    @public
    @noindex
    @no_store_for_members
    def single(slug: str, public_id: str) -> ResponseReturnValue:
        """One comment with its replies, at its permanent address."""
        document = loading.document(session(), kind, slug)
        located = found.page_comment(
            session(), viewer=current_actor(), document=document, public_id=public_id
        )
        shown = said.one(
            session(),
            viewer=current_actor(),
            document=document,
            thread=located.thread,
            public_id=public_id,
        )
        form = CommentForm()
        may_comment = access.is_allowed(current_actor(), COMMENT, document)
        bylines = sending.begin(form, session()) if may_comment else {}
        form.parent.data = public_id
        return render_template(
            "discussion/single.html",
            document=document,
            path=_path(document),
            card=cards.card(shown, _setting(document)),
            form=form if may_comment else None,
            bylines=bylines,
        )

    return blueprint


def _send(kind: DocumentKind, slug: str, form: CommentForm) -> str:
    count_writing()
    draft = sending.draft_of(form)
    document = loading.document(session(), kind, slug)
    parent_id = str(form.parent.data or "")
    parent = (
        found.page_comment(
            session(), viewer=current_actor(), document=document, public_id=parent_id
        )
        if parent_id
        else None
    )
    thread = parent.thread if parent else threads.page_thread(session(), document=document)
    row = comments.comment(
        session(),
        actor=current_actor(),
        thread=thread,
        document=document,
        revision_number=document.head_number,
        clause_id=None,
        parent=parent.comment if parent else None,
        draft=draft,
    )
    return f"{_path(document)}/{row.public_id}"


def _page(
    document: Document, form: CommentForm, warnings: list[str] | None = None
) -> ResponseReturnValue:
    held = found.readable_page_threads(session(), viewer=current_actor(), document=document)
    may_comment = access.is_allowed(current_actor(), COMMENT, document)
    page = render_template(
        "discussion/conversation.html",
        document=document,
        path=_path(document),
        page=_cards(document, held),
        hidden_count=found.hidden_count(session(), held),
        has_other_readers=any(each.audience != document.audience for each in held),
        form=form if may_comment else None,
        bylines=sending.begin(form, session()) if may_comment else {},
        warnings=warnings or [],
    )
    return page, 422 if warnings else status_of(form)


def _cards(document: Document, held: Sequence[Thread]) -> Page[CommentCard]:
    page = said.comments(
        session(),
        viewer=current_actor(),
        document=document,
        threads=held,
        position=loading.position(),
        filters=said.Filters(is_mine=bool(request.args.get("mine"))),
    )
    return Page(cards.cards(page.rows, _setting(document)), page.next, page.previous)


def _path(document: Document) -> str:
    return f"{document.address}/discussion"


def _setting(document: Document) -> Setting:
    return Setting(_path(document), places={}, landed={})
