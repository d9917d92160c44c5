"""What happened, in words: "Police adviser, Western Africa commented on Vetting in practice."."""

from collections.abc import Callable, Mapping

from babel import Locale

from ssrwiki.commons.authorship.wording import byline_text
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.foundation.feature import Verb
from ssrwiki.foundation.words import Message, say

UNKNOWN = say("%(who)s changed something about %(title)s.")


def sentence(happening: Happening, verbs: Mapping[str, Verb]) -> Message:
    """The verb's sentence, with %(who)s and %(title)s still to be filled in.

    A verb whose feature is gone has a general one: what happened stays on record.
    """
    verb = verbs.get(happening.activity.verb)
    return Message(verb.sentence) if verb is not None else UNKNOWN


def told(
    happening: Happening,
    verbs: Mapping[str, Verb],
    locale: Locale | str,
    translate: Callable[[Message], str],
) -> str:
    """One line of plain text in the reader's language."""
    byline = byline_text(happening.activity.byline, locale, translate)
    return translate(sentence(happening, verbs)) % {"who": byline, "title": happening.title}
