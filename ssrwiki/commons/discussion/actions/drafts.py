"""A comment as its author sends it, cleaned, checked and rendered before a transaction opens."""

from dataclasses import dataclass

from ssrwiki.commons.authorship.rules import Byline
from ssrwiki.commons.discussion import rules
from ssrwiki.commons.discussion.rules import DraftProblem, Kind, Trial
from ssrwiki.foundation import text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.words import say

_REFUSALS = {
    DraftProblem.EMPTY: (say("Write what you want to say."), "body"),
    DraftProblem.TOO_LONG: (
        say("This is too long for a comment: 50 kB at most. Your text is kept below."),
        "body",
    ),
    DraftProblem.NO_SUCH_KIND: (say("Choose what your comment is."), "kind"),
    DraftProblem.NO_OTHER_WORDS: (say("Write the words that you suggest."), "replacement"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDraft:
    """Ready to be kept: clean words, their HTML, and how the author asks to be shown.

    `agreed` is the byline that the author was shown, where they were.
    The holder of the thread fills in what surrounds the quote in the clause it was taken from.
    """

    body: str
    body_html: str
    kind: Kind
    lang: str
    attribution: str
    agreed: Byline | None
    replacement: str
    quote: str
    trial: Trial | None
    is_point: bool
    has_links: bool
    quote_prefix: str = ""
    quote_suffix: str = ""


def draft(
    *,
    body: str,
    kind: str = "",
    lang: str = "en",
    attribution: str = "",
    agreed: Byline | None = None,
    replacement: str = "",
    quote: str = "",
    trial: Trial | None = None,
    is_point: bool = True,
) -> CommentDraft:
    """The form's values, checked. A trial is kept for field tests only.

    Raises:
        Invalid: naming the field at fault.
    """
    clean = text.clean_text(body).strip()
    words = text.clean_text(replacement, "replacement").strip()
    known = rules.kind_of(kind, words)
    problem = rules.draft_problem(clean, known, words)
    if problem is not None or known is None:
        message, at_fault = _REFUSALS[problem or DraftProblem.NO_SUCH_KIND]
        raise Invalid(message, at_fault)
    html = markdown.render_remark(clean).html
    return CommentDraft(
        body=clean,
        body_html=html,
        kind=known,
        lang=lang,
        attribution=attribution,
        agreed=agreed,
        replacement=words,
        quote=text.clean_text(quote, "quote").strip()[: rules.LONGEST_QUOTE],
        trial=_clean_trial(trial) if known is Kind.FIELD_TEST and trial is not None else None,
        is_point=is_point,
        has_links="<a " in html,
    )


def _clean_trial(trial: Trial) -> Trial | None:
    parts = {name: text.clean_text(value, name).strip() for name, value in trial.as_fields.items()}
    for name, value in parts.items():
        if len(value) > rules.LONGEST_TRIAL_FIELD:
            raise Invalid(
                say("Keep this to %(longest)s characters.", longest=rules.LONGEST_TRIAL_FIELD),
                name,
            )
    cleaned = Trial(**parts)
    return None if cleaned.is_empty else cleaned
