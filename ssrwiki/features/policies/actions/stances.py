"""A position as its holder sends it, checked and rendered before a transaction opens."""

from dataclasses import dataclass

from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship.rules import Byline
from ssrwiki.commons.discussion.actions import drafts
from ssrwiki.commons.discussion.actions.drafts import CommentDraft
from ssrwiki.commons.discussion.rules import Kind
from ssrwiki.features.policies.rules import endorsements as rules
from ssrwiki.features.policies.rules.endorsements import Position, PositionProblem
from ssrwiki.foundation import text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

LONGEST_REASON = 10_000

_REFUSALS = {
    PositionProblem.NO_SUCH_POSITION: (say("Choose your position."), "position"),
    PositionProblem.NO_REASON: (say("Say why: officers have to answer it."), "reason"),
    PositionProblem.NO_CONDITIONS: (say("Say what would have to change."), "conditions"),
}


@dataclass(frozen=True, slots=True)
class Stance:
    """A position ready to be taken; `remark` becomes a comment of the round.

    `agreed` is the byline that its holder was shown, where they were.
    """

    position: Position
    reason: str
    conditions: str
    attribution: str
    agreed: Byline | None
    remark: CommentDraft | None


def prepare(
    *,
    position: str,
    reason: str = "",
    conditions: str = "",
    attribution: str = "",
    agreed: Byline | None = None,
    lang: str = "en",
) -> Stance:
    """The form's values, checked.

    Raises:
        Invalid: naming the field at fault.
    """
    why, terms = _clean(reason, "reason"), _clean(conditions, "conditions")
    problem = rules.position_problem(position, why, terms)
    if problem is not None:
        message, field = _REFUSALS[problem]
        raise Invalid(message, field)
    chosen = Position(position)
    terms = terms if chosen.needs_conditions else ""
    how = authorship.chosen(attribution)
    remark = None
    if chosen.needs_reason or chosen.needs_conditions:
        remark = drafts.draft(
            body="\n\n".join(filter(None, (terms, why))),
            kind=Kind.OBJECTION if chosen.needs_reason else Kind.OBSERVATION,
            lang=lang,
            attribution=how,
            agreed=agreed,
        )
    return Stance(chosen, why, terms, how, agreed, remark)


def _clean(given: str, field: str) -> str:
    cleaned = text.clean_text(given, field).strip()
    if len(cleaned) > LONGEST_REASON:
        raise Invalid(say("Keep this to %(longest)s characters.", longest=LONGEST_REASON), field)
    return cleaned
