"""Kinds, answers and tombstones in the reader's words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ssrwiki.commons.discussion.forms import HIDING_REASONS
from ssrwiki.commons.discussion.queries.shown import ShownComment
from ssrwiki.commons.discussion.rules import Kind, Tombstone

KINDS = {
    Kind.OBSERVATION: _l("Observation"),
    Kind.FIELD_TEST: _l("Field test"),
    Kind.QUESTION: _l("Question"),
    Kind.OBJECTION: _l("Objection"),
    Kind.SUGGESTION: _l("Suggestion"),
    Kind.SUPPORT: _l("Support"),
    Kind.EDITORIAL: _l("Wording"),
}

ANSWERS = {
    "accepted": _l("Accepted"),
    "accepted_in_part": _l("Accepted in part"),
    "not_accepted": _l("Not accepted"),
    "answered": _l("Question answered"),
    "already_covered": _l("Covered already"),
    "noted": _l("Noted"),
    "out_of_scope": _l("Out of scope"),
    "deferred": _l("Deferred to a later version"),
    "duplicate_of": _l("Said already in another comment"),
    "withdrawn": _l("Withdrawn by its author"),
}


def tombstone(comment: ShownComment) -> str:
    """The sentence in place of a comment; empty while it is there for everybody to read."""
    match comment.tombstone:
        case None:
            return ""
        case Tombstone.REDACTED:
            return _("This comment was redacted. The reason stands in recent changes.")
        case Tombstone.WITHDRAWN:
            return _("The author withdrew this comment.")
        case Tombstone.HELD:
            return _("This comment waits for a moderator: its author joined a short time ago.")
        case Tombstone.HIDDEN if comment.hiding_reason is not None:
            return _(
                "A moderator took this comment from view: %(reason)s.",
                reason=str(HIDING_REASONS[comment.hiding_reason]),
            )
        case Tombstone.HIDDEN:
            return _("A moderator took this comment from view.")
