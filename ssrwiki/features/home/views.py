"""The front page."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import escape

from ssrwiki.commons.discussion.views.wording import ANSWERS
from ssrwiki.commons.documents.views import telling
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.home import queries
from ssrwiki.features.home.queries import Front
from ssrwiki.features.policies.queries.listing import ListedPolicy
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.templating import days_left, moment
from ssrwiki.foundation.web.unit_of_work import session

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """What this is and what is open; for members, first what needs them."""
    actor = current_actor()
    front = queries.front(session(), viewer=actor)
    return render_template(
        "home/home.html",
        is_guest=actor.is_guest,
        needs=queries.needs(session(), actor=actor),
        front=front,
        open_cards=[_card(policy) for policy in front.open_policies],
        points=_points(front),
        told=telling.told(session(), list(front.happenings)),
    )


@dataclass(frozen=True, slots=True)
class Card:
    """An open policy as the card component shows it."""

    title: str
    href: str
    abstract: str
    language: str
    state: str
    state_label: str
    version: str
    until: str
    facts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Point:
    """One point raised and what became of it, as the component `said_done` shows it."""

    said: str
    said_language: str
    done_html: str
    done_language: str
    code: str
    label: str
    clause_number: str
    href: str


def _card(policy: ListedPolicy) -> Card:
    until = ""
    if policy.closes_at is not None:
        closing = {"when": moment(policy.closes_at), "left": days_left(policy.closes_at)}
        until = escape(_("until %(when)s (%(left)s)")) % closing
    return Card(
        title=policy.title,
        href=policy.address,
        abstract=policy.abstract,
        language=policy.lang,
        state=policy.state,
        state_label=_("open for comment"),
        version=_("Version %(number)s", number=policy.version_number),
        until=until,
        facts=[_("lead: %(unit)s", unit=policy.unit)] if policy.unit else [],
    )


def _points(front: Front) -> list[Point]:
    return [
        Point(
            said=point.said,
            said_language=point.said_lang,
            done_html=point.done,
            done_language=point.done_lang,
            code=point.code,
            label=str(ANSWERS[point.code]),
            clause_number=point.clause_number,
            href=front.answered[0].address,
        )
        for point in front.points
    ]
