"""The response to a round: you said, we did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_percent, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from ssrwiki.commons.discussion.queries.shown import ShownComment
from ssrwiki.commons.discussion.rules import Kind
from ssrwiki.commons.discussion.views import cards, wording
from ssrwiki.commons.discussion.views.cards import CommentCard, Setting
from ssrwiki.commons.documents.queries import links
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.queries import responses, rounds
from ssrwiki.features.policies.queries.answers import RoundFigures
from ssrwiki.features.policies.queries.responses import Passage, ResponseHeld
from ssrwiki.features.policies.queries.rounds import ClauseSpot
from ssrwiki.features.policies.rules.counting import FEWEST_SHOWN
from ssrwiki.features.policies.views import heads, places, placing
from ssrwiki.foundation.markup import showing, wikilinks
from ssrwiki.foundation.markup.wikilinks import LinkTarget
from ssrwiki.foundation.web.headers import noindex
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.unit_of_work import session

blueprint = Blueprint("responses", __name__, url_prefix="/policies/<slug>/rounds/<int:number>")


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A point with those that say the same."""

    card: CommentCard
    duplicates: Sequence[CommentCard]


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A clause, what was said of it, and what it says in the next version."""

    number: str
    old_html: Markup
    new_html: Markup
    is_changed: bool
    is_gone: bool
    points: Sequence[ShownPoint]


@blueprint.get("/response")
@public
@noindex
def response(slug: str, number: int) -> ResponseReturnValue:
    """Every point by clause: what was said, what became of it, and the new text if there is one."""
    viewer = current_actor()
    held = rounds.held(session(), viewer=viewer, slug=slug, number=number)
    found = responses.response(session(), viewer=viewer, held=held)
    setting = placing.round_setting(
        session(), viewer=viewer, held=held, comments=_comments(found.passages)
    )
    targets = links.link_targets(session(), viewer=viewer, slugs=_linked(found))
    return render_template(
        "policies/response.html",
        head=heads.head(
            session(), viewer=viewer, document=held.document, number=held.version.number
        ),
        held=held,
        document=held.document,
        response=found.response,
        preface=Markup(showing.shown(found.response.html, targets)),
        passages=[_shown(passage, setting, targets) for passage in found.passages],
        figures=_figures(found.figures),
        next_version_number=found.next_version_number,
    )


def _comments(passages: Sequence[Passage]) -> list[ShownComment]:
    return [
        comment
        for passage in passages
        for point in passage.points
        for comment in (point.comment, *point.duplicates)
    ]


def _linked(found: ResponseHeld) -> set[str]:
    spots = [spot for each in found.passages for spot in (each.old, each.new) if spot is not None]
    texts = [found.response.html, *(spot.html for spot in spots)]
    return {slug for html in texts for slug in wikilinks.links_of(html)}


def _shown(passage: Passage, setting: Setting, targets: Mapping[str, LinkTarget]) -> ShownPassage:
    old, new = passage.old, passage.new
    return ShownPassage(
        number=old.number if old is not None else "",
        old_html=_html(old, targets),
        new_html=_html(new, targets),
        is_changed=passage.is_changed,
        is_gone=passage.is_gone,
        points=[
            ShownPoint(
                cards.card(point.comment, setting),
                [cards.card(comment, setting) for comment in point.duplicates],
            )
            for point in passage.points
        ],
    )


def _html(spot: ClauseSpot | None, targets: Mapping[str, LinkTarget]) -> Markup:
    html = places.standing_alone(spot.html) if spot is not None else ""
    return Markup(showing.shown(html, targets))


def _figures(figures: RoundFigures) -> list[tuple[str, str]]:
    """The frozen figures in words. Fewer than five people are never counted in public."""
    kinds = [
        _("%(kind)s: %(count)s", kind=str(wording.KINDS[Kind(kind)]), count=count)
        for kind, count in sorted(figures.by_kind.items())
    ]
    codes = [
        _("%(answer)s: %(count)s", answer=str(wording.ANSWERS[code]), count=count)
        for code, count in sorted(figures.by_code.items())
    ]
    if not figures.point_count:
        return [(_("Comments"), _("none")), *_hidden(figures)]
    rows = [
        (_("Comments"), ngettext("%(num)s comment", "%(num)s comments", figures.point_count)),
        (_("By kind"), ", ".join(kinds)),
        (_("By answer"), ", ".join(codes)),
    ]
    if figures.people_count >= FEWEST_SHOWN:
        heard = ngettext("%(num)s person", "%(num)s people", figures.people_count)
        rows.insert(0, (_("Heard"), heard))
    if figures.acceptance_percent is not None:
        share = format_percent(figures.acceptance_percent / 100)
        rows.append(
            (
                _("Share accepted"),
                _(
                    "%(share)s of what was decided. What was accepted in part counts half; what "
                    "was said already or withdrawn isn't counted.",
                    share=share,
                ),
            )
        )
    if figures.median_days_to_answer is not None:
        rows.append((_("Median time to the answer"), _days(figures.median_days_to_answer)))
    return [*rows, *_hidden(figures)]


def _days(count: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", count) if count else _("less than a day")


def _hidden(figures: RoundFigures) -> list[tuple[str, str]]:
    if not figures.hidden_count:
        return []
    hidden = ngettext("%(num)s comment", "%(num)s comments", figures.hidden_count)
    return [(_("Hidden by a moderator"), hidden)]
