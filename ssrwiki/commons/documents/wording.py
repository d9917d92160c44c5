"""What happened, in words: "Police adviser, Western Africa commented on Vetting in practice."."""

from collections.abc import Callable, Mapping

from babel import Locale

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship.wording import byline_text
from ssrwiki.foundation.feature import Verb
from ssrwiki.foundation.words import Message, say

UNKNOWN = say("%(who)s changed something about %(title)s.")


def sentence(activity: Activity, verbs: Mapping[str, Verb]) -> Message:
    """The verb's sentence, with %(who)s and %(title)s still to be filled in.

    A verb whose feature is gone has a general one: what happened stays on record.
    """
    verb = verbs.get(activity.verb)
    return Message(verb.sentence) if verb is not None else UNKNOWN


def told(
    activity: Activity,
    title: str,
    verbs: Mapping[str, Verb],
    locale: Locale | str,
    translate: Callable[[Message], str],
) -> str:
    """One line of plain text in the reader's language; `title` is the document's, or empty."""
    byline = byline_text(activity.byline, locale, translate)
    return translate(sentence(activity, verbs)) % {"who": byline, "title": title}
