"""Kinds, answers and tombstones in the reader's words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from ssrwiki.commons.discussion.queries.shown import ShownComment
from ssrwiki.commons.discussion.rules import Kind, Tombstone
from ssrwiki.commons.documents.forms import HIDING_REASONS

KINDS = {
    Kind.OBSERVATION: lazy_gettext("Observation"),
    Kind.FIELD_TEST: lazy_gettext("Field test"),
    Kind.QUESTION: lazy_gettext("Question"),
    Kind.OBJECTION: lazy_gettext("Objection"),
    Kind.SUGGESTION: lazy_gettext("Suggestion"),
    Kind.SUPPORT: lazy_gettext("Support"),
    Kind.EDITORIAL: lazy_gettext("Wording"),
}

ANSWERS = {
    "accepted": lazy_gettext("Accepted"),
    "accepted_in_part": lazy_gettext("Accepted in part"),
    "not_accepted": lazy_gettext("Not accepted"),
    "answered": lazy_gettext("Question answered"),
    "already_covered": lazy_gettext("Covered already"),
    "noted": lazy_gettext("Noted"),
    "out_of_scope": lazy_gettext("Out of scope"),
    "deferred": lazy_gettext("Deferred to a later version"),
    "duplicate_of": lazy_gettext("Said already in another comment"),
    "withdrawn": lazy_gettext("Withdrawn by its author"),
}


def sorted_as(comment: ShownComment) -> str:
    """What the office sorted a comment as; empty while its author's word stands."""
    if comment.sorted_kind is None:
        return ""
    return _("sorted as “%(kind)s” by the unit", kind=str(KINDS[comment.sorted_kind]))


def reason_gone() -> str:
    """The sentence in place of an answer's reason that repeated what was redacted."""
    return _("The reason of this answer was redacted: it repeated words that had to go.")


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
