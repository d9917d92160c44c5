"""An edit that waits: for its author what became of it, for moderators the decision.

To everybody else there is nothing here. `blueprint_of(kind)` gives a feature these routes.
"""

from collections.abc import Callable

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.documents.actions import holding, judging
from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.forms import (
    HIDING_REASONS,
    AppealEditForm,
    RefuseEditForm,
    ReleaseEditForm,
    TakeBackForm,
    UpholdForm,
)
from ssrwiki.commons.documents.permissions import (
    JUDGE,
    Submission,
    can_judge,
    can_read_revision,
)
from ssrwiki.commons.documents.queries import holding as queries
from ssrwiki.commons.documents.queries import renderings, revisions
from ssrwiki.commons.documents.rules import HidingReason
from ssrwiki.commons.documents.views import comparing, loading
from ssrwiki.commons.documents.views.comparing import ShownRedline
from ssrwiki.commons.people.views import current_actor
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.markup import markdown, outward
from ssrwiki.foundation.web.forms import Form, fulfil, status_of
from ssrwiki.foundation.web.headers import no_store, noindex
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs, signed_in
from ssrwiki.foundation.web.unit_of_work import abandon, reading, session


def blueprint_of(kind: DocumentKind) -> Blueprint:
    """The routes of edits of one kind that wait."""
    blueprint = Blueprint(
        f"{kind.section}_waiting", __name__, url_prefix=f"/{kind.section}/waiting/<public_id>"
    )

    @blueprint.get("")
    @signed_in
    @no_store
    @noindex
    def show(public_id: str) -> ResponseReturnValue:
        """What was sent, how it stands, and what this reader may do about it."""
        return _page(kind, public_id, None)

    @blueprint.post("/release")
    @needs(JUDGE)
    @takes(ReleaseEditForm)
    def release(public_id: str) -> ResponseReturnValue:
        """Saves it in its author's name."""
        form = ReleaseEditForm()

        def act() -> str:
            with reading() as opened:
                found = queries.submission(opened, section=kind.section, public_id=public_id)
                manuscript = holding.manuscript(opened, found.held)
            judging.release(
                session(),
                actor=current_actor(),
                kind=kind,
                submission=_submission(kind, public_id),
                manuscript=manuscript,
                explanation=str(form.explanation.data or ""),
            )
            return f"/{kind.section}/waiting/{public_id}"

        return fulfil(form, act) or _page(kind, public_id, form)

    @blueprint.post("/refuse")
    @needs(JUDGE)
    @takes(RefuseEditForm)
    def refuse(public_id: str) -> ResponseReturnValue:
        """Keeps it out, for a listed reason."""
        form = RefuseEditForm()
        return _act(
            kind,
            public_id,
            form,
            lambda found: judging.refuse(
                session(), actor=current_actor(), submission=found, reason=str(form.reason.data)
            ),
        )

    @blueprint.post("/uphold")
    @needs(JUDGE)
    @takes(UpholdForm)
    def uphold(public_id: str) -> ResponseReturnValue:
        """Lets the refusal stand, after a second look."""
        form = UpholdForm()
        return _act(
            kind,
            public_id,
            form,
            lambda found: judging.uphold(
                session(),
                actor=current_actor(),
                submission=found,
                explanation=str(form.explanation.data or ""),
            ),
        )

    @blueprint.post("/appeal")
    @signed_in
    @takes(AppealEditForm)
    def appeal(public_id: str) -> ResponseReturnValue:
        """Asks a second moderator to look at one's own edit."""
        form = AppealEditForm()
        return _act(
            kind,
            public_id,
            form,
            lambda found: holding.appeal(
                session(),
                actor=current_actor(),
                submission=found,
                words=str(form.words.data or ""),
            ),
        )

    @blueprint.post("/take-back")
    @signed_in
    @takes(TakeBackForm)
    def take_back(public_id: str) -> ResponseReturnValue:
        """Ends the waiting of one's own edit."""
        return _act(
            kind,
            public_id,
            TakeBackForm(),
            lambda found: holding.take_back(session(), actor=current_actor(), submission=found),
        )

    return blueprint


def _act(
    kind: DocumentKind, public_id: str, form: Form, act: Callable[[Submission], None]
) -> ResponseReturnValue:
    def run() -> str:
        act(_submission(kind, public_id))
        return f"/{kind.section}/waiting/{public_id}"

    return fulfil(form, run) or _page(kind, public_id, form)


def _submission(kind: DocumentKind, public_id: str) -> Submission:
    """For its author and for moderators who may decide on it; absent to all others."""
    found = queries.submission(session(), section=kind.section, public_id=public_id)
    if not _is_own(public_id) and not can_judge(current_actor(), found):
        raise NotFound
    return found


def _is_own(public_id: str) -> bool:
    own = authorship.own(session(), actor=current_actor(), contribution_ids=[public_id])
    return bool(own)


def _page(kind: DocumentKind, public_id: str, sent: Form | None) -> ResponseReturnValue:
    if request.method == "POST":
        abandon()
    found = _submission(kind, public_id)
    held, document = found.held, found.document
    is_own = _is_own(public_id)
    html = markdown.render(held.body).html if held.body else ""
    before = _before(found)
    page = render_template(
        "documents/waiting.html",
        kind=kind,
        held=held,
        document=document,
        is_own=is_own,
        may_judge=not is_own and can_judge(current_actor(), found) and held.state.is_open,
        is_overtaken=document is not None and document.head_number != held.base_number,
        reason=_reason(held.refused_reason),
        html=loading.settled(session(), current_actor(), html),
        redline=_redline(before, html),
        new_links=sorted(outward.links_of(html) - outward.links_of(before)),
        sent=sent,
        release_form=_fresh(ReleaseEditForm, sent),
        refuse_form=_fresh(RefuseEditForm, sent),
        uphold_form=_fresh(UpholdForm, sent),
        appeal_form=_fresh(AppealEditForm, sent),
    )
    return page, status_of(sent) if sent is not None else 200


def _fresh(form: type[Form], sent: Form | None) -> Form:
    return sent if isinstance(sent, form) else form(formdata=None)


def _reason(reason: str | None) -> str:
    return str(HIDING_REASONS[HidingReason(reason)]) if reason else ""


def _before(found: Submission) -> str:
    """The finished text of the revision that it was made on; "" for a new page."""
    if found.document is None:
        return ""
    base = revisions.revision(session(), found.document, found.held.base_number)
    viewer = current_actor()
    is_theirs = can_read_revision(viewer, found.document, base)
    if not is_theirs or revisions.unseen_ids(session(), viewer, [base]):
        return ""
    return renderings.current(session(), base).html


def _redline(before: str, html: str) -> ShownRedline | None:
    """What it would change; None for a new page."""
    return comparing.of_html(session(), before, html) if before and html else None
