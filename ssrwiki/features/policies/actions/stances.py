"""A position as its holder sends it, checked and rendered before a transaction opens."""

from dataclasses import dataclass

from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.discussion.actions import drafts
from ssrwiki.commons.discussion.actions.drafts import CommentDraft
from ssrwiki.commons.discussion.rules import Kind
from ssrwiki.features.policies.rules.endorsements import Position
from ssrwiki.foundation import text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

LONGEST_REASON = 10_000


@dataclass(frozen=True, slots=True)
class Stance:
    """A position ready to be taken; `remark` becomes a comment of the round."""

    position: Position
    reason: str
    conditions: str
    attribution: str
    remark: CommentDraft | None


def prepare(
    *, position: str, reason: str = "", conditions: str = "", attribution: str = "", lang: str = "en"
) -> Stance:
    """The form's values, checked.

    Raises:
        Invalid: naming the field at fault.
    """
    chosen = _position(position)
    why, terms = _clean(reason, "reason"), _clean(conditions, "conditions")
    if chosen.needs_reason and not why:
        raise Invalid(say("Say why: officers have to answer it."), "reason")
    if chosen.needs_conditions and not terms:
        raise Invalid(say("Say what would have to change."), "conditions")
    terms = terms if chosen.needs_conditions else ""
    how = authorship.chosen(attribution)
    remark = None
    if chosen.needs_reason or chosen.needs_conditions:
        remark = drafts.draft(
            body=terms or why,
            kind=Kind.OBJECTION if chosen.needs_reason else Kind.OBSERVATION,
            lang=lang,
            attribution=how,
        )
    return Stance(chosen, why, terms, how, remark)


def _position(given: str) -> Position:
    try:
        position = Position(given)
    except ValueError:
        raise Invalid(say("Choose your position."), "position") from None
    if position is Position.WITHDRAWN:
        raise Invalid(say("Choose your position."), "position")
    return position


def _clean(given: str, field: str) -> str:
    cleaned = text.clean_text(given, field).strip()
    if len(cleaned) > LONGEST_REASON:
        raise Invalid(say("Keep this to %(longest)s characters.", longest=LONGEST_REASON), field)
    return cleaned
