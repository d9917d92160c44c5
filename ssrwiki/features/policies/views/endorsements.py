"""Positions: the list, taking one in two steps, confirming it again, taking it back."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ssrwiki.commons.authorship.views import agreed
from ssrwiki.commons.documents.views import editing, loading
from ssrwiki.commons.people.views import count_writing, current_actor
from ssrwiki.features.policies.actions import endorsements as actions
from ssrwiki.features.policies.actions import stances
from ssrwiki.features.policies.actions.endorsements import NoLongerCurrent
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.forms.endorsements import (
    HINTS,
    LABELS,
    EndorseForm,
    PositionForm,
    ReconfirmForm,
    WithdrawForm,
)
from ssrwiki.features.policies.permissions import ENDORSE
from ssrwiki.features.policies.queries import endorsements as queries
from ssrwiki.features.policies.queries import policies, rounds, versions
from ssrwiki.features.policies.rules.endorsements import POSITIONS, Position
from ssrwiki.features.policies.views import comparing, heads, rolls
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.web.forms import Form, fulfil, status_of
from ssrwiki.foundation.web.headers import no_store, noindex
from ssrwiki.foundation.web.held import held_fields, takes
from ssrwiki.foundation.web.route_marks import needs, public
from ssrwiki.foundation.web.unit_of_work import abandon, reading, session

blueprint = Blueprint("policy_endorsements", __name__, url_prefix="/policies/<slug>")


@blueprint.get("/endorsements")
@public
@noindex
def listing(slug: str) -> ResponseReturnValue:
    """Everybody's present position, sorted by how it counts."""
    document = loading.document(session(), POLICY, slug)
    head = heads.head(session(), viewer=current_actor(), document=document)
    if head.latest is None:
        raise NotFound
    return render_template(
        "policies/endorsements.html",
        head=head,
        positions=rolls.bar(head.roll),
        stale_count=rolls.stale_count(head.roll),
        page=rolls.groups(
            session(),
            viewer=current_actor(),
            head=head,
            position=loading.position(),
            around=request.args.get("at", ""),
        ),
        may_endorse=rolls.may_endorse(current_actor(), head),
    )


@blueprint.route("/rounds/<int:round_number>/endorse", methods=["GET", "POST"])
@needs(ENDORSE)
@takes(EndorseForm)
@no_store
def endorse_in_round(slug: str, round_number: int) -> ResponseReturnValue:
    """The same form, reached from a round."""
    with reading() as opened:
        held = rounds.held(opened, viewer=current_actor(), slug=slug, number=round_number)
        number = held.version.number
    return _send(slug, number) if request.method == "POST" else _step(slug, number)


@blueprint.route("/v<int:number>/endorse", methods=["GET", "POST"])
@needs(ENDORSE)
@takes(EndorseForm)
@no_store
def endorse(slug: str, number: int) -> ResponseReturnValue:
    """A position on a version: first which one, then only the fields that it needs."""
    return _send(slug, number) if request.method == "POST" else _step(slug, number)


@blueprint.route("/v<int:number>/reconfirm", methods=["GET", "POST"])
@needs(ENDORSE)
@no_store
def reconfirm(slug: str, number: int) -> ResponseReturnValue:
    """What changed since one's position, with the button that confirms it."""
    form = ReconfirmForm()

    def act() -> str:
        count_writing()
        document = loading.document(session(), POLICY, slug)
        actions.reconfirm(
            session(), actor=current_actor(), document=document, version_number=number
        )
        return f"{document.address}/endorsements"

    try:
        done = fulfil(form, act)
    except NoLongerCurrent as error:
        return _past(slug, number, error.current_number)
    return done or _reconfirm_page(slug, number, form)


@blueprint.route("/v<int:number>/withdraw", methods=["GET", "POST"])
@needs(ENDORSE)
@no_store
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """Takes one's position back."""
    form = WithdrawForm()

    def act() -> str:
        count_writing()
        document = loading.document(session(), POLICY, slug)
        actions.withdraw(session(), actor=current_actor(), document=document, version_number=number)
        return f"{document.address}/endorsements"

    try:
        done = fulfil(form, act)
    except NoLongerCurrent as error:
        return _past(slug, number, error.current_number)
    if done is not None:
        return done
    document = loading.document(session(), POLICY, slug)
    held = queries.held(session(), actor=current_actor(), document=document)
    if held is None:
        raise NotFound
    page = render_template(
        "policies/withdraw.html",
        form=form,
        document=document,
        number=number,
        label=_label(held.position),
    )
    return page, status_of(form)


def _send(slug: str, number: int) -> ResponseReturnValue:
    form = EndorseForm()

    def act() -> str:
        count_writing()
        stance = stances.prepare(
            position=str(form.position.data or ""),
            reason=str(form.reason.data or ""),
            conditions=str(form.conditions.data or ""),
            attribution=str(form.attribution.data or ""),
            agreed=agreed(str(form.shown_byline.data or "")),
            lang=str(form.lang.data or "") or loading.reader_language(),
        )
        document = loading.document(session(), POLICY, slug)
        row = actions.endorse(
            session(),
            actor=current_actor(),
            document=document,
            version_number=number,
            stance=stance,
        )
        return f"{document.address}/endorsements?at={row.public_id}#{row.public_id}"

    findings = rolls.findings(form) if form.validate() else []
    try:
        done = None if findings else fulfil(form, act)
    except NoLongerCurrent as error:
        return _past(slug, number, error.current_number)
    return done or _details(slug, number, form, findings)


def _step(slug: str, number: int) -> ResponseReturnValue:
    document = loading.document(session(), POLICY, slug)
    versions.readable_version(session(), current_actor(), document, number)
    current = policies.policy(session(), document).current_version_number
    if current is not None and current != number:
        return _past(slug, number, current)
    chosen = request.args.get("position", "")
    if chosen in POSITIONS:
        form = EndorseForm()
        form.position.data = chosen
        return _details(slug, number, form, [])
    held = queries.held(session(), actor=current_actor(), document=document)
    return render_template(
        "policies/endorse_position.html",
        form=PositionForm(formdata=None),
        hints=HINTS,
        document=document,
        number=number,
        held=held,
        held_label=_label(held.position) if held is not None else "",
    )


def _details(slug: str, number: int, form: EndorseForm, findings: list[str]) -> ResponseReturnValue:
    if request.method == "POST":
        abandon()
    document = loading.document(session(), POLICY, slug)
    given = str(form.position.data or "")
    position = Position(given) if given in POSITIONS else Position.AGREE
    form.position.data = position.value
    form.reason.flags.required = position.needs_reason
    form.conditions.flags.required = position.needs_conditions
    held = queries.held(session(), actor=current_actor(), document=document)
    if request.method == "GET":
        form.lang.data = loading.reader_language()
        form.attribution.data = held.attribution if held is not None else "named"
    page = render_template(
        "policies/endorse_details.html",
        form=form,
        document=document,
        number=number,
        label=_label(position),
        needs_reason=position.needs_reason,
        needs_conditions=position.needs_conditions,
        opens_comment=policies.open_window(policies.windows(session(), document)) is not None,
        findings=findings,
        bylines=editing.bylines(session()),
    )
    return page, 422 if findings else status_of(form)


def _reconfirm_page(slug: str, number: int, form: Form) -> ResponseReturnValue:
    if request.method == "POST":
        abandon()
    document = loading.document(session(), POLICY, slug)
    editions = versions.editions(session(), document)
    newer = versions.edition_of(editions, number)
    if newer is not editions[0]:
        return _past(slug, number, editions[0].number)
    held = queries.held(session(), actor=current_actor(), document=document)
    if held is None:
        raise NotFound
    older = versions.edition_of(editions, held.version_number)
    page = render_template(
        "policies/reconfirm.html",
        form=form,
        document=document,
        number=number,
        held=held,
        label=_label(held.position),
        has_other_readers=newer.version.audience != older.version.audience,
        has_own_words=held.comment_id is None and bool(held.reason or held.conditions),
        comparison=comparing.of_versions(session(), older, newer, is_only_changes=True),
    )
    return page, status_of(form)


def _past(slug: str, number: int, current_number: int) -> ResponseReturnValue:
    """The clear page for a version that takes no positions any more; nothing typed is lost."""
    if request.method == "POST":
        abandon()
    document = loading.document(session(), POLICY, slug)
    typed = [held for held in held_fields() if held.name in {"reason", "conditions"}]
    page = render_template(
        "policies/endorse_past.html",
        document=document,
        number=number,
        current_number=current_number,
        held_fields=typed,
    )
    return page, 409 if request.method == "POST" else 200


def _label(position: str) -> str:
    return str(LABELS[Position(position)])
