"""The words by which readers know states, positions and the places of comments."""

from flask_babel import lazy_gettext as _

from ssrwiki.features.policies.rules.anchors import AnchorState
from ssrwiki.features.policies.rules.states import PolicyState

STATES = {
    PolicyState.WORKING_DRAFT: _("working draft"),
    PolicyState.OPEN_FOR_COMMENT: _("open for comment"),
    PolicyState.CLOSED_ANALYSING: _("closed, comments being weighed"),
    PolicyState.RESPONSE_PUBLISHED: _("response published"),
    PolicyState.FINAL_CALL: _("final call"),
    PolicyState.APPROVED: _("approved"),
    PolicyState.IN_FORCE: _("in force"),
    PolicyState.UNDER_REVIEW: _("under review"),
    PolicyState.SUPERSEDED: _("superseded"),
    PolicyState.WITHDRAWN: _("withdrawn"),
}

MOVES = {
    PolicyState.FINAL_CALL: _("Make the final call"),
    PolicyState.APPROVED: _("Approve"),
    PolicyState.IN_FORCE: _("Bring into force"),
    PolicyState.UNDER_REVIEW: _("Put under review"),
    PolicyState.SUPERSEDED: _("Declare superseded"),
    PolicyState.WITHDRAWN: _("Withdraw"),
}

PLACES = {
    AnchorState.EXACT: "",
    AnchorState.CHANGED: _("The text has changed since. These were the words:"),
    AnchorState.MOVED: _("This clause has moved since."),
    AnchorState.CONFIRM: _("Perhaps about this clause; its author or an officer confirms it."),
    AnchorState.MANUAL: _("Put here by hand. These were the words:"),
    AnchorState.ORPHAN: _("No longer in the text. These were the words:"),
}
