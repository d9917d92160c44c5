"""The workbench: every comment with its state, answered one by one or several at once."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from ssrwiki.commons.discussion.queries import comments as said
from ssrwiki.commons.discussion.views import wording
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.actions import answers as drafting
from ssrwiki.features.policies.actions import dispositions, responses
from ssrwiki.features.policies.actions.answers import Answer
from ssrwiki.features.policies.actions.dispositions import Standing
from ssrwiki.features.policies.forms.answers import FIRST_COUNT, AnswerForm, PublishAnswersForm
from ssrwiki.features.policies.forms.comments import narrowing
from ssrwiki.features.policies.permissions import ANSWER
from ssrwiki.features.policies.queries import answers, rounds
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.features.policies.views import placing
from ssrwiki.foundation import access
from ssrwiki.foundation.web import numbers
from ssrwiki.foundation.web.forms import Form, fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs
from ssrwiki.foundation.web.unit_of_work import abandon, reading, session

blueprint = Blueprint("answers", __name__, url_prefix="/policies/<slug>/rounds/<int:number>")

DESK_SIZE = 22
"""Comments at once, each beside its clause: as many as a page may weigh."""


@blueprint.route("/answers", methods=["GET", "POST"])
@needs(ANSWER)
@takes(AnswerForm, PublishAnswersForm)
@no_store
def workbench(slug: str, number: int) -> ResponseReturnValue:
    """Every point with its state. Buttons: answer the ticked ones, mark or sort them, publish."""
    if "confirm" in request.form:
        return _publish(slug, number)
    if "publish" in request.form:
        return _confirm(slug, number, PublishAnswersForm())
    form, ticking = AnswerForm(), Form()
    if "read" in request.form:
        done = fulfil(ticking, lambda: _mark_read(slug, number))
    elif "sort" in request.form:
        done = fulfil(ticking, lambda: _sort(slug, number))
    else:
        done = fulfil(form, lambda: _answer(slug, number, form, _ticked()))
    form.form_errors.extend(ticking.form_errors)
    return done if done is not None else _desk(slug, number, form)


@blueprint.route("/comments/<public_id>/disposition", methods=["GET", "POST"])
@needs(ANSWER)
@takes(AnswerForm)
@no_store
def disposition(slug: str, number: int, public_id: str) -> ResponseReturnValue:
    """The answer to one comment; `based_on` is the number of the answer that was seen."""
    form = AnswerForm()
    based_on = _number(request.form.get("based_on"))
    done = fulfil(form, lambda: _answer(slug, number, form, [Standing(public_id, based_on)]))
    if done is not None:
        return done
    if request.method == "POST":
        abandon()
    held = _held(slug, number)
    shown = said.one(
        session(),
        viewer=current_actor(),
        document=held.document,
        thread=held.thread,
        public_id=public_id,
    )
    standing = shown.standing
    if request.method == "GET":
        _prefill(form, held)
        if standing is not None:
            form.code.data, form.reason.data = standing.code, standing.reason
            form.target_version.data = str(standing.target_version or "")
            form.duplicate_of.data = standing.duplicate_of or ""
    page = render_template(
        "policies/disposition.html",
        held=held,
        document=held.document,
        card=placing.round_cards(session(), viewer=current_actor(), held=held, comments=[shown])[0],
        form=form,
        first_count=FIRST_COUNT,
        based_on=standing.number if standing is not None else 0,
    )
    return page, status_of(form)


def _answer(slug: str, number: int, form: AnswerForm, comments: list[Standing]) -> str:
    answer = _drafted(form)
    held = _held(slug, number)
    dispositions.give_answer(
        session(), actor=current_actor(), held=held, comments=comments, answer=answer
    )
    return _here(held)


def _mark_read(slug: str, number: int) -> str:
    held = _held(slug, number)
    dispositions.mark_read(
        session(),
        actor=current_actor(),
        held=held,
        public_ids=request.form.getlist("comment"),
    )
    return _here(held)


def _sort(slug: str, number: int) -> str:
    held = _held(slug, number)
    dispositions.sort(
        session(),
        actor=current_actor(),
        held=held,
        public_ids=request.form.getlist("comment"),
        kind=request.form.get("sorted_kind", ""),
    )
    return _here(held)


def _drafted(form: AnswerForm) -> Answer:
    return drafting.answer(
        code=str(form.code.data or ""),
        reason=str(form.reason.data or ""),
        lang=str(form.lang.data or loading.reader_language()),
        duplicate_of=str(form.duplicate_of.data or ""),
        target_version=str(form.target_version.data or ""),
    )


def _ticked() -> list[Standing]:
    """The ticked comments, each with the number of the answer that the officer saw."""
    seen = dict(entry.split(":", 1) for entry in request.form.getlist("standing") if ":" in entry)
    return [
        Standing(public_id, _number(seen.get(public_id)))
        for public_id in dict.fromkeys(request.form.getlist("comment"))
    ]


def _number(sent: str | None) -> int | None:
    """The number in a field of the form; None where the form came without it."""
    return None if sent is None else numbers.sent(sent)


def _desk(slug: str, number: int, form: AnswerForm) -> ResponseReturnValue:
    if request.method == "POST":
        abandon()
    viewer = current_actor()
    held = _held(slug, number)
    if request.method == "GET":
        _prefill(form, held)
    wanted = narrowing(request.args)
    spots = rounds.clause_spots(session(), held.version)
    page = said.points(
        session(),
        viewer=viewer,
        document=held.document,
        thread=held.thread,
        clause_order=list(spots),
        position=loading.position(),
        filters=wanted.filters,
        size=DESK_SIZE,
    )
    cards = placing.round_cards(session(), viewer=viewer, held=held, comments=page.rows)
    shown_ids = {card.public_id for card in cards if not card.tombstone}
    tally = answers.tally(session(), held.thread)
    here = f"{held.address}/answers"
    rendered = render_template(
        "policies/answers.html",
        held=held,
        document=held.document,
        cards=cards,
        clauses=placing.clause_texts(session(), viewer=viewer, comments=page.rows, spots=spots),
        newer_href=wanted.address(here, before=page.previous) if page.previous else "",
        older_href=wanted.address(here, after=page.next) if page.next else "",
        here=wanted.address(here),
        tick_all_href=wanted.address(here, **_place(), tick="all"),
        unanswered_href=f"{here}?unanswered=1",
        wanted=wanted,
        kinds=[(kind.value, label) for kind, label in wording.KINDS.items()],
        tally=tally,
        tally_words=_tally_words(tally),
        ticked=shown_ids if request.args.get("tick") else set(request.form.getlist("comment")),
        form=form,
        first_count=FIRST_COUNT,
        hindrance=responses.hindrance(session(), held),
        is_responded=held.state is RoundState.RESPONDED,
    )
    return rendered, status_of(form)


def _place() -> dict[str, str]:
    """The arguments that say which page of the list this is."""
    return {name: request.args.get(name, "") for name in ("after", "before")}


def _tally_words(tally: answers.Tally) -> str:
    if not tally.point_count:
        return _("Nobody has commented yet.")
    if not tally.undecided_count:
        return _("Every comment has an answer.")
    return ngettext(
        "%(num)s comment of %(all)s has no answer yet.",
        "%(num)s comments of %(all)s have no answer yet.",
        tally.undecided_count,
        all=tally.point_count,
    )


def _prefill(form: AnswerForm, held: RoundHeld) -> None:
    form.target_version.data = str(held.version.number + 1)
    form.lang.data = loading.reader_language()


def _confirm(slug: str, number: int, form: PublishAnswersForm) -> ResponseReturnValue:
    """What publishing will do; refused with the reason while something hinders it."""
    viewer = current_actor()
    with reading() as opened:
        held = rounds.held(opened, viewer=viewer, slug=slug, number=number)
        access.require(viewer, ANSWER, held.document)
        hindrance = responses.hindrance(opened, held)
        figures = answers.tally(opened, held.thread)
        page = render_template(
            "policies/answers_confirm.html",
            held=held,
            document=held.document,
            form=form,
            hindrance=hindrance,
            will=_consequences(figures.point_count),
        )
    return page, 422 if hindrance is not None or form.problems() else 200


def _publish(slug: str, number: int) -> ResponseReturnValue:
    form = PublishAnswersForm()

    def act() -> str:
        preface = responses.preface(str(form.text.data or ""))
        held = _held(slug, number)
        responses.publish_answers(session(), actor=current_actor(), held=held, preface=preface)
        return f"{held.address}/response"

    done = fulfil(form, act)
    if done is not None:
        return done
    abandon()
    return _confirm(slug, number, form)


def _consequences(point_count: int) -> list[str]:
    read = (
        ngettext(
            "The answer to %(num)s comment can be read by everybody who may read the policy.",
            "The answers to %(num)s comments can be read by everybody who may read the policy.",
            point_count,
        )
        if point_count
        else _("Nobody has commented, and the response says so.")
    )
    return [
        read,
        _("The figures of this round are frozen: page and print will always agree."),
        _("Everybody who commented is told, ten minutes after you confirm."),
        _("The policy moves on: you can publish the next version or make the final call."),
    ]


def _held(slug: str, number: int) -> RoundHeld:
    viewer = current_actor()
    held = rounds.held(session(), viewer=viewer, slug=slug, number=number)
    access.require(viewer, ANSWER, held.document)
    return held


def _here(held: RoundHeld) -> str:
    return narrowing(request.args).address(f"{held.address}/answers")
