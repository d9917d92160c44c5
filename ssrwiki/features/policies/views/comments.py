"""The comments of a round: the list with its form, and each at its permanent address."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ssrwiki.commons.discussion.forms import CommentForm
from ssrwiki.commons.discussion.permissions import COMMENT
from ssrwiki.commons.discussion.queries import comments as said
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.discussion.queries.shown import ShownComment
from ssrwiki.commons.discussion.views import sending, wording
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import count_writing, current_actor
from ssrwiki.features.policies.actions import comments as actions
from ssrwiki.features.policies.actions.comments import Target
from ssrwiki.features.policies.forms.comments import Narrowing, narrowing
from ssrwiki.features.policies.queries import rounds
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.features.policies.views import heads, places, placing
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store_for_members, noindex
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs, public
from ssrwiki.foundation.web.unit_of_work import abandon, session

blueprint = Blueprint(
    "round_comments", __name__, url_prefix="/policies/<slug>/rounds/<int:number>/comments"
)


@blueprint.get("")
@public
@noindex
@no_store_for_members
def listing(slug: str, number: int) -> ResponseReturnValue:
    """What was said, newest first, perhaps about one clause; and the form while it is open."""
    return _page(slug, number, CommentForm(), ())


@blueprint.post("")
@needs(COMMENT)
@takes(CommentForm)
@noindex
def comment(slug: str, number: int) -> ResponseReturnValue:
    """Says something about a clause or the whole, or replies."""
    form = CommentForm()

    def act() -> str:
        count_writing()
        draft = sending.draft_of(form)
        held = rounds.held(session(), viewer=current_actor(), slug=slug, number=number)
        target = Target(str(form.clause.data or ""), str(form.parent.data or ""))
        row = actions.comment(
            session(), actor=current_actor(), held=held, target=target, draft=draft
        )
        return f"{held.comments_address}/{row.public_id}"

    findings = sending.findings(form) if form.validate() else []
    done = None if findings else fulfil(form, act)
    if done is not None:
        return done
    abandon()
    return _page(slug, number, form, findings)


@blueprint.get("/<public_id>")
@public
@noindex
@no_store_for_members
def single(slug: str, number: int, public_id: str) -> ResponseReturnValue:
    """One comment with its trail, its answer and its replies."""
    viewer = current_actor()
    held = rounds.held(session(), viewer=viewer, slug=slug, number=number)
    shown = said.one(
        session(), viewer=viewer, document=held.document, thread=held.thread, public_id=public_id
    )
    card = placing.round_cards(session(), viewer=viewer, held=held, comments=[shown])[0]
    form = CommentForm() if _takes_comments(held) else None
    bylines = sending.begin(form, session()) if form is not None else {}
    if form is not None:
        form.parent.data = public_id
    return render_template(
        "policies/comment.html",
        held=held,
        document=held.document,
        card=card,
        form=form,
        bylines=bylines,
        is_open=held.state is RoundState.OPEN,
        is_owed=_is_owed(held, shown),
    )


def _is_owed(held: RoundHeld, comment: ShownComment) -> bool:
    """Whether the office has yet to answer this one."""
    is_waiting = held.state is RoundState.OPEN or held.state.owes_answers
    return is_waiting and comment.is_point and comment.tombstone is None


def _page(slug: str, number: int, form: CommentForm, findings: object) -> ResponseReturnValue:
    viewer = current_actor()
    held = rounds.held(session(), viewer=viewer, slug=slug, number=number)
    wanted = narrowing(request.args)
    page = said.comments(
        session(),
        viewer=viewer,
        document=held.document,
        threads=[held.thread],
        position=loading.position(),
        filters=wanted.filters,
    )
    takes_comments = _takes_comments(held)
    is_sent = request.method == "POST"
    template = "policies/comment_new.html" if is_sent else "policies/comments.html"
    return (
        render_template(
            template,
            head=heads.head(
                session(), viewer=viewer, document=held.document, number=held.version.number
            ),
            held=held,
            document=held.document,
            cards=placing.round_cards(session(), viewer=viewer, held=held, comments=page.rows),
            newer_href=_address(wanted, held, before=page.previous),
            older_href=_address(wanted, held, after=page.next),
            wanted=wanted,
            kinds=[(kind.value, label) for kind, label in wording.KINDS.items()],
            clause=_clause(held, str(form.clause.data or "") if is_sent else wanted.clause),
            form=form if takes_comments or is_sent else None,
            bylines=sending.begin(form, session()) if takes_comments or is_sent else {},
            findings=findings,
            says_first=bool(request.args.get("say")),
            quote=request.args.get("quote", ""),
            is_open=held.state is RoundState.OPEN,
            is_reply=bool(form.parent.data),
            hidden_count=threads.hidden_count(session(), [held.thread]),
        ),
        422 if findings else status_of(form),
    )


def _takes_comments(held: RoundHeld) -> bool:
    is_open = held.state is RoundState.OPEN
    return is_open and access.is_allowed(current_actor(), COMMENT, held.document)


@dataclass(frozen=True, slots=True)
class ShownClause:
    """The clause that a page of comments is about."""

    number: str
    html: Markup


def _clause(held: RoundHeld, clause_id: str) -> ShownClause | None:
    """None for the whole, and for a clause that isn't there."""
    if not clause_id or clause_id == said.WHOLE:
        return None
    try:
        spot = rounds.clause_spot(session(), held.version, clause_id)
    except NotFound:
        return None
    html = places.standing_alone(spot.html)
    return ShownClause(spot.number, loading.settled(session(), current_actor(), html))


def _address(wanted: Narrowing, held: RoundHeld, **keys: str | None) -> str:
    """The next page of the same list, or "" when there is none."""
    return (
        wanted.address(held.comments_address, **{name: key or "" for name, key in keys.items()})
        if any(keys.values())
        else ""
    )
