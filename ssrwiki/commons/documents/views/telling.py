"""What happened as a line of HTML, for recent changes, home and topic pages."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship.views import credit
from ssrwiki.commons.documents import wording
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.foundation import feature, translation
from ssrwiki.foundation.web import templating

_LINK = Markup('<a href="{address}" dir="auto" lang="{language}">{title}</a>')
_PERSON = Markup('<bdi class="byline"><a href="{href}" rel="author">{words}</a></bdi>')
_BYLINE = Markup('<bdi class="byline">{words}</bdi>')


@dataclass(frozen=True, slots=True)
class Told:
    """One line for the component `activity_row`; `at` is a mere day when the name is withheld."""

    html: Markup
    summary: str
    language: str
    is_minor: bool
    at: date
    is_day_only: bool


def told(session: Session, happenings: list[Happening]) -> list[Told]:
    """The happenings in the reader's language."""
    verbs = feature.verbs(session)
    return [
        Told(
            html=_html(happening, templating.said(wording.sentence(happening.activity, verbs))),
            summary=happening.activity.summary,
            language=happening.language,
            is_minor=happening.activity.is_minor,
            at=happening.activity.shown_at,
            is_day_only=happening.activity.is_day_only,
        )
        for happening in happenings
    ]


def words(session: Session, happening: Happening) -> str:
    """The same as plain text."""
    locale = translation.locale_of(templating.language())
    return wording.told(
        happening.activity, happening.title, feature.verbs(session), locale, templating.said
    )


def _html(happening: Happening, sentence: str) -> Markup:
    shown = credit(happening.activity)
    who = (
        _PERSON.format(href=shown.person_href, words=shown.byline)
        if shown.person_href
        else _BYLINE.format(words=shown.byline)
    )
    title = _LINK.format(
        address=happening.activity.address, language=happening.language, title=happening.title
    )
    return escape(sentence) % {"who": who, "title": title}
