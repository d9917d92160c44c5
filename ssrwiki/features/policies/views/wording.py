"""The words by which readers know states, positions and the places of comments."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from ssrwiki.features.policies.models.policies import StateChange
from ssrwiki.features.policies.models.versions import VersionClause
from ssrwiki.features.policies.rules.anchors import AnchorState
from ssrwiki.features.policies.rules.endorsements import CountGroup
from ssrwiki.features.policies.rules.states import PolicyState

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
    "They count like the others. In which group each counts isn't shown, for that would narrow "
    "down who it is; so numbers under five aren't shown either."
)


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
