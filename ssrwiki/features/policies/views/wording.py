"""The words by which readers know states, positions and the places of comments."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy_

from ssrwiki.features.policies.models.policies import StateChange
from ssrwiki.features.policies.models.versions import VersionClause
from ssrwiki.features.policies.rules.anchors import AnchorState
from ssrwiki.features.policies.rules.endorsements import CountGroup
from ssrwiki.features.policies.rules.states import PolicyState

LONGEST_CHOICE = 80

STATES = {
    PolicyState.WORKING_DRAFT: lazy_("working draft"),
    PolicyState.OPEN_FOR_COMMENT: lazy_("open for comment"),
    PolicyState.CLOSED_ANALYSING: lazy_("closed, comments being weighed"),
    PolicyState.RESPONSE_PUBLISHED: lazy_("response published"),
    PolicyState.FINAL_CALL: lazy_("final call"),
    PolicyState.APPROVED: lazy_("approved"),
    PolicyState.IN_FORCE: lazy_("in force"),
    PolicyState.UNDER_REVIEW: lazy_("under review"),
    PolicyState.SUPERSEDED: lazy_("superseded"),
    PolicyState.WITHDRAWN: lazy_("withdrawn"),
}

MOVES = {
    PolicyState.FINAL_CALL: lazy_("Make the final call"),
    PolicyState.APPROVED: lazy_("Approve it"),
    PolicyState.IN_FORCE: lazy_("Bring it into force"),
    PolicyState.UNDER_REVIEW: lazy_("Put it under review"),
    PolicyState.SUPERSEDED: lazy_("Declare it superseded"),
    PolicyState.WITHDRAWN: lazy_("Withdraw it"),
}

MOVE_HINTS = {
    PolicyState.FINAL_CALL: lazy_("The last chance to object or to take a position."),
    PolicyState.APPROVED: lazy_("For an officer who didn't publish the version."),
    PolicyState.IN_FORCE: lazy_("For an officer who didn't publish the version."),
    PolicyState.UNDER_REVIEW: lazy_("It stays in force while you look at whether it still works."),
    PolicyState.SUPERSEDED: lazy_("Another text has taken its place; say which. It is the end."),
    PolicyState.WITHDRAWN: lazy_("It is taken back; say why. It is the end."),
}

PLACES = {
    AnchorState.EXACT: "",
    AnchorState.CHANGED: lazy_("The text has changed since. It was about:"),
    AnchorState.MOVED: lazy_("The text has moved since. It was about:"),
    AnchorState.CONFIRM: lazy_("Perhaps no longer about this clause. It was about:"),
    AnchorState.MANUAL: lazy_("Put here by hand. It was about:"),
    AnchorState.ORPHAN: lazy_("No longer in the text. It was about:"),
}

GROUPS = {
    CountGroup.COUNTED: lazy_("Verified practitioners"),
    CountGroup.STALE: lazy_("On an earlier text, waiting to be confirmed"),
    CountGroup.VERIFIED_AFTER_OPENING: lazy_("Verified after the round opened"),
    CountGroup.OWNERS: lazy_("From the owning units"),
    CountGroup.UNVERIFIED: lazy_("Others"),
}

GROUP_WORDS = {
    CountGroup.COUNTED: "",
    CountGroup.STALE: lazy_("The text has changed in substance since. They aren't counted."),
    CountGroup.VERIFIED_AFTER_OPENING: lazy_("Shown apart, and not counted."),
    CountGroup.OWNERS: lazy_("Shown, and not counted: they wrote it."),
    CountGroup.UNVERIFIED: lazy_("Their affiliation isn't verified. They aren't counted."),
}


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
