"""An answer as an officer writes it, checked and rendered before a transaction opens."""

from dataclasses import dataclass

from ssrwiki.features.policies.rules import dispositions as rules
from ssrwiki.features.policies.rules.dispositions import DispositionCode
from ssrwiki.foundation import text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.words import say

LONGEST_REASON = 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """Code and reason. `duplicate_of` is the public id of a comment, or ""."""

    code: DispositionCode
    reason: str
    reason_html: str
    lang: str
    duplicate_of: str
    target_version: int | None

    def target_or_next(self, version_number: int) -> int | None:
        """The version in which something changes; for what was accepted, the next one by default.

        Raises:
            Invalid: for a version that isn't to come, or none where one is needed.
        """
        target = self.target_version
        if target is None and self.code in rules.CHANGES_TEXT:
            target = version_number + 1
        if target is None and self.code is DispositionCode.DEFERRED:
            raise Invalid(say("Say for which version you keep it."), "target_version")
        if target is not None and target <= version_number:
            raise Invalid(
                say("Give a later version than %(number)s.", number=version_number),
                "target_version",
            )
        return target


def answer(
    *, code: str, reason: str, lang: str = "en", duplicate_of: str = "", target_version: str = ""
) -> Answer:
    """The form's values, as far as they can be checked without the round.

    Raises:
        Invalid: naming the field at fault.
    """
    if code not in set(DispositionCode) or code == DispositionCode.WITHDRAWN:
        raise Invalid(say("Choose an answer."), "code")
    why = text.clean_text(reason, "reason").strip()
    if len(why) > LONGEST_REASON:
        raise Invalid(say("Keep this to %(longest)s characters.", longest=LONGEST_REASON), "reason")
    if not rules.is_reason_enough(DispositionCode(code), why):
        raise Invalid(
            say(
                "Give your reason in a sentence: at least %(shortest)s characters.",
                shortest=rules.SHORTEST_REASON,
            ),
            "reason",
        )
    version = target_version.strip().removeprefix("v")
    if version and not (version.isdecimal() and len(version) < 5):
        raise Invalid(say("Give the number of a version, for example 2."), "target_version")
    return Answer(
        code=DispositionCode(code),
        reason=why,
        reason_html=markdown.render_remark(why).html,
        lang=lang,
        duplicate_of=duplicate_of.strip().rpartition("/")[2],
        target_version=int(version) if version else None,
    )
