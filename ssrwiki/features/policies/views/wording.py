"""The words by which readers know states, positions and the places of comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from markupsafe import Markup, escape

from ssrwiki.commons.documents.forms import HIDING_REASONS
from ssrwiki.commons.documents.rules import HidingReason
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Ruling, StateChange
from ssrwiki.features.policies.models.versions import VersionClause
from ssrwiki.features.policies.queries.policies import Window
from ssrwiki.features.policies.rules import rounds
from ssrwiki.features.policies.rules.anchors import AnchorState
from ssrwiki.features.policies.rules.endorsements import CountGroup, Position
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation import clock, dates
from ssrwiki.foundation.web import templating

LONGEST_CHOICE = 80

STATES = {
    PolicyState.WORKING_DRAFT: lazy_gettext("working draft"),
    PolicyState.OPEN_FOR_COMMENT: lazy_gettext("open for comment"),
    PolicyState.CLOSED_ANALYSING: lazy_gettext("closed, comments being weighed"),
    PolicyState.RESPONSE_PUBLISHED: lazy_gettext("response published"),
    PolicyState.FINAL_CALL: lazy_gettext("final call"),
    PolicyState.APPROVED: lazy_gettext("approved"),
    PolicyState.IN_FORCE: lazy_gettext("in force"),
    PolicyState.UNDER_REVIEW: lazy_gettext("under review"),
    PolicyState.SUPERSEDED: lazy_gettext("superseded"),
    PolicyState.WITHDRAWN: lazy_gettext("withdrawn"),
}

ROUND_STATES = {
    RoundState.SCHEDULED: lazy_gettext("planned"),
    RoundState.OPEN: lazy_gettext("open for comment"),
    RoundState.CLOSED: lazy_gettext("closed, comments being weighed"),
    RoundState.RESPONDING: lazy_gettext("closed, answers being written"),
    RoundState.RESPONDED: lazy_gettext("answered"),
    RoundState.CANCELLED: lazy_gettext("cancelled"),
}

MOVES = {
    PolicyState.FINAL_CALL: lazy_gettext("Make the final call"),
    PolicyState.APPROVED: lazy_gettext("Approve it"),
    PolicyState.IN_FORCE: lazy_gettext("Bring it into force"),
    PolicyState.UNDER_REVIEW: lazy_gettext("Put it under review"),
    PolicyState.SUPERSEDED: lazy_gettext("Declare it superseded"),
    PolicyState.WITHDRAWN: lazy_gettext("Withdraw it"),
}

MOVE_HINTS = {
    PolicyState.FINAL_CALL: lazy_gettext("The last chance to object or to take a position."),
    PolicyState.APPROVED: lazy_gettext("For an officer who didn't publish the version."),
    PolicyState.IN_FORCE: lazy_gettext("For an officer who didn't publish the version."),
    PolicyState.UNDER_REVIEW: lazy_gettext(
        "It stays in force while you look at whether it still works."
    ),
    PolicyState.SUPERSEDED: lazy_gettext(
        "Another text has taken its place; say which. It is the end."
    ),
    PolicyState.WITHDRAWN: lazy_gettext("It is taken back; say why. It is the end."),
}

PLACES = {
    AnchorState.EXACT: "",
    AnchorState.CHANGED: lazy_gettext("The text has changed since. It was about:"),
    AnchorState.MOVED: lazy_gettext("The text has moved since. It was about:"),
    AnchorState.CONFIRM: lazy_gettext("Perhaps no longer about this clause. It was about:"),
    AnchorState.MANUAL: lazy_gettext("Put here by hand. It was about:"),
    AnchorState.ORPHAN: lazy_gettext("No longer in the text. It was about:"),
}

GROUPS = {
    CountGroup.COUNTED: lazy_gettext("Verified practitioners"),
    CountGroup.STALE: lazy_gettext("On an earlier text, waiting to be confirmed"),
    CountGroup.VERIFIED_AFTER_OPENING: lazy_gettext("Verified after the round opened"),
    CountGroup.OWNERS: lazy_gettext("From the owning units"),
    CountGroup.UNVERIFIED: lazy_gettext("Others"),
}

GROUP_WORDS = {
    CountGroup.COUNTED: "",
    CountGroup.STALE: lazy_gettext("The text has changed in substance since. They aren't counted."),
    CountGroup.VERIFIED_AFTER_OPENING: lazy_gettext("Shown apart, and not counted."),
    CountGroup.OWNERS: lazy_gettext("Shown, and not counted: they wrote it."),
    CountGroup.UNVERIFIED: lazy_gettext("Their affiliation isn't verified. They aren't counted."),
}

WITHHELD = lazy_gettext("By role and region")
WITHHELD_WORDS = lazy_gettext(
    "Those on the present text count like the others. In which group each counts isn't shown, for "
    "that would narrow down who it is; so numbers under five aren't shown either."
)


def taken(position: Position, count: int) -> str:
    """What so many people do who take a position, said behind their number."""
    match position:
        case Position.AGREE:
            return ngettext("agrees", "agree", count)
        case Position.AGREE_WITH_CONDITIONS:
            return ngettext("agrees, with conditions", "agree, with conditions", count)
        case Position.ABSTAIN:
            return ngettext("abstains", "abstain", count)
        case Position.DISAGREE:
            return ngettext("disagrees", "disagree", count)
        case _:
            return ngettext("objects", "object", count)


def move_label(state: PolicyState, to: PolicyState) -> str:
    """The choice of a next state, as its button says it."""
    if (state, to) == (PolicyState.UNDER_REVIEW, PolicyState.IN_FORCE):
        return _("End the review: it stays in force")
    return str(MOVES[to])


def move_hints(state: PolicyState) -> dict[PolicyState, str]:
    """What each choice means, from where the policy stands."""
    hints = {to: str(hint) for to, hint in MOVE_HINTS.items()}
    if state is PolicyState.UNDER_REVIEW:
        hints[PolicyState.IN_FORCE] = _(
            "Say what the review found. For an officer who didn't publish the version."
        )
    return hints


def owed(state: RoundState, due_on: date) -> str:
    """How far the office is with the answers of a round that has closed, and until when."""
    day = dates.day_text(due_on, templating.language())
    if rounds.is_overdue(state, due_on, clock.now().date()):
        return _("answers overdue since %(day)s", day=day)
    if state is RoundState.RESPONDING:
        return _("answers being written, due by %(day)s", day=day)
    return _("answers due by %(day)s", day=day)


def until(closes_at: datetime) -> Markup:
    """A deadline as the status line has it after the state."""
    closing = {"when": templating.moment(closes_at), "left": templating.days_left(closes_at)}
    return escape(_("until %(when)s (%(left)s)")) % closing


def round_words(window: Window) -> str:
    """How a round stands, in a list of them."""
    if window.state.owes_answers:
        return owed(window.state, window.response_due_on)
    return str(ROUND_STATES[window.state])


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A move from state to state, in words."""

    row: StateChange
    words: str


def changes(rows: Sequence[StateChange]) -> list[ShownChange]:
    """The moves of a policy."""
    return [
        ShownChange(
            row,
            _(
                "from %(before)s to %(after)s",
                before=STATES[PolicyState(row.from_state)],
                after=STATES[PolicyState(row.to_state)],
            ),
        )
        for row in rows
    ]


def clause_choices(rows: Sequence[VersionClause]) -> list[tuple[str, str]]:
    """Clauses to choose from: number and beginning."""
    return [(row.clause_id, f"{row.number} {row.text[:LONGEST_CHOICE]}") for row in rows]


def words_gone(row: Endorsement) -> str:
    """The sentence in place of a position's words; empty while they stand, or there were none."""
    if row.redacted_at is not None:
        return _("The words of this position were redacted. The reason stands in recent changes.")
    if row.hidden_reason is not None:
        return _(
            "A moderator took the words of this position from view: %(reason)s.",
            reason=str(HIDING_REASONS[HidingReason(row.hidden_reason)]),
        )
    return ""


def ruling(row: Ruling | None) -> str:
    """The public reason of a ruling; empty without one."""
    if row is None:
        return ""
    return row.reason if row.redacted_at is None else _("The reason was redacted.")
