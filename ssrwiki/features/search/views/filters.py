"""The filters as links with counts, named in the reader's language."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from ssrwiki.commons.topics import queries as topics
from ssrwiki.features.search.queries import Answer
from ssrwiki.features.search.rules import Asked
from ssrwiki.foundation import translation
from ssrwiki.foundation.feature import Findable
from ssrwiki.foundation.search.port import Facet
from ssrwiki.foundation.web.templating import said

MOST_CHOICES = 10

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow by: following the link sets it, or takes it back when it is chosen."""

    label: str
    count: int
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One facet with its values, the most frequent first."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that holds now, and the address without it."""

    label: str
    value: str
    href: str


@dataclass(frozen=True, slots=True)
class Words:
    """Where the names of values are found; topics take two statements, whatever their number."""

    session: Session
    findables: Mapping[str, Findable]
    language: str

    def of(self, facet: Facet, values: Collection[str]) -> Names:
        """The names of those of the values that have one."""
        return _SOURCES[facet](self, values)


def filters(words: Words, asked: Asked, answer: Answer) -> tuple[Filter, ...]:
    """Facets with something to choose; what every result has would narrow nothing, so it isn't."""
    found = []
    for facet in Facet:
        counts = [count for count in answer.counts if count.facet is facet and count.value]
        names = words.of(facet, [count.value for count in counts])
        held = asked.value_of(facet)
        choices = tuple(
            Choice(
                names[count.value],
                count.count,
                asked.narrowed(facet, "" if count.value == held else count.value).address,
                count.value == held,
            )
            for count in counts
            if count.value in names and (held or count.count < answer.total)
        )[:MOST_CHOICES]
        if choices:
            found.append(Filter(_label(facet), choices))
    return tuple(found)


def chosen(words: Words, asked: Asked) -> tuple[Chosen, ...]:
    """The filters that hold now; a value without a name is shown as it stands in the address."""
    return tuple(
        Chosen(
            _label(Facet(each.facet)),
            words.of(Facet(each.facet), [each.value]).get(each.value, each.value),
            asked.narrowed(each.facet, "").address,
        )
        for each in asked.narrowings
    )


def _label(facet: Facet) -> str:
    return {
        Facet.KIND: _("Kind"),
        Facet.TOPIC: _("Theme"),
        Facet.REGION: _("Region or country"),
        Facet.STATUS: _("State"),
        Facet.LANG: _("Language"),
    }[facet]


def _kinds(words: Words, values: Collection[str]) -> Names:
    findables = words.findables
    return {kind: said(findables[kind].heading) for kind in values if kind in findables}


def _topics(words: Words, values: Collection[str]) -> Names:
    return topics.names(words.session, values, words.language) if values else {}


def _statuses(words: Words, values: Collection[str]) -> Names:
    known = {
        code: text for each in words.findables.values() for code, text in each.statuses.items()
    }
    return {value: said(known[value]) for value in values if value in known}


def _languages(words: Words, values: Collection[str]) -> Names:
    reader = translation.locale_of(words.language)
    found = {}
    for value in values:
        try:
            name = Locale.parse(value, sep="-").get_display_name(reader)
        except (UnknownLocaleError, ValueError):
            continue
        found[value] = name or value
    return found


_SOURCES: Mapping[Facet, Callable[[Words, Collection[str]], Names]] = {
    Facet.KIND: _kinds,
    Facet.TOPIC: _topics,
    Facet.REGION: _topics,
    Facet.STATUS: _statuses,
    Facet.LANG: _languages,
}
