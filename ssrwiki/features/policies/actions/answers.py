"""An answer as an officer writes it, cleaned and rendered before a transaction opens."""

from dataclasses import dataclass

from ssrwiki.features.policies.rules import dispositions as rules
from ssrwiki.features.policies.rules.dispositions import DispositionCode, DispositionProblem
from ssrwiki.foundation import text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.words import say

LONGEST_REASON = 10_000
LARGEST_VERSION_DIGITS = 4

_REFUSALS = {
    DispositionProblem.NO_SUCH_CODE: (say("Choose an answer."), "code"),
    DispositionProblem.AUTHOR_ONLY: (say("Only its author can withdraw a comment."), "code"),
    DispositionProblem.REASON_TOO_SHORT: (
        say(
            "Give your reason in a sentence: at least %(shortest)s characters.",
            shortest=rules.SHORTEST_REASON,
        ),
        "reason",
    ),
    DispositionProblem.NO_TARGET_VERSION: (
        say("Say for which version you keep it."),
        "target_version",
    ),
    DispositionProblem.TARGET_NOT_LATER: (
        say("Give a later version than the one people commented on."),
        "target_version",
    ),
    DispositionProblem.TARGET_TOO_FAR: (
        say(
            "That version is too far away to promise. "
            "Give the next one, or defer it to the one after."
        ),
        "target_version",
    ),
    DispositionProblem.NO_ORIGINAL: (
        say("Give the address of the comment that says the same."),
        "duplicate_of",
    ),
    DispositionProblem.ITS_OWN_DUPLICATE: (
        say("A comment can't be its own duplicate."),
        "duplicate_of",
    ),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Code and reason. `duplicate_of` is the public id of a comment, or ""."""

    code: str
    reason: str
    reason_html: str
    lang: str
    duplicate_of: str
    target_version: int | None

    def target(self, version_number: int) -> int | None:
        """The version in which something changes: of what is accepted the next one, unless said."""
        if self.target_version is None and self.code in rules.CHANGES_TEXT:
            return version_number + 1
        return self.target_version

    def require_sound(self, *, comment_id: str, version_number: int, next_version: int) -> None:
        """Lets an answer to this comment of a round on that version pass.

        Raises:
            Invalid: naming the field at fault.
        """
        problem = rules.problem(
            self.code,
            self.reason,
            comment_id=comment_id,
            version_number=version_number,
            next_version=next_version,
            target_version=self.target(version_number),
            duplicate_of=self.duplicate_of,
        )
        if problem is not None:
            message, field = _REFUSALS[problem]
            raise Invalid(message, field)

    @property
    def is_duplicate(self) -> bool:
        """Whether it only points to another comment."""
        return self.code == DispositionCode.DUPLICATE_OF


def answer(
    *, code: str, reason: str, lang: str = "en", duplicate_of: str = "", target_version: str = ""
) -> Answer:
    """The form's values. `duplicate_of` may be a whole address.

    Raises:
        Invalid: naming the field at fault.
    """
    why = text.clean_text(reason, "reason").strip()
    if len(why) > LONGEST_REASON:
        raise Invalid(say("Keep this to %(longest)s characters.", longest=LONGEST_REASON), "reason")
    version = target_version.strip().removeprefix("v")
    if version and not (version.isdecimal() and len(version) <= LARGEST_VERSION_DIGITS):
        raise Invalid(say("Give the number of a version, for example 2."), "target_version")
    return Answer(
        code=code,
        reason=why,
        reason_html=markdown.render_remark(why).html,
        lang=lang,
        duplicate_of=duplicate_of.strip().rpartition("/")[2],
        target_version=int(version) if version else None,
    )
