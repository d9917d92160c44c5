"""Who keeps a policy and for whom it is meant, as terms and what stands for them."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup

from ssrwiki.commons.authorship.wording import TRADES
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.rules import RoleFamily
from ssrwiki.commons.places import queries as places
from ssrwiki.features.policies.actions import kinds
from ssrwiki.features.policies.views.heads import Head
from ssrwiki.foundation.web.templating import day, said

Fact = tuple[str, str | Markup]
_PERSON = Markup('<a href="/directory/people/{handle}"><bdi>{name}</bdi></a>')
_UNIT = Markup("<bdi>{name}</bdi>")


def facts(head: Head, fields: Mapping[str, str | Sequence[str]]) -> list[Fact]:
    """What the typed fields say; empty ones are left out."""
    families = [RoleFamily(value) for value in _several(fields, kinds.MEANT_FOR_ROLES)]
    codes = _several(fields, kinds.MEANT_FOR_REGIONS)
    review_on = _one(fields, kinds.REVIEW_ON)
    found: list[tuple[str, str | Markup]] = [
        (_("Owning units"), Markup("; ").join(_UNIT.format(name=n) for n in head.keeping.units)),
        (_("Lead"), _person(head, fields, kinds.LEAD)),
        (_("Point of contact"), _one(fields, kinds.CONTACT)),
        (_("Steward"), _person(head, fields, kinds.STEWARD)),
        (_("Meant for"), "; ".join(said(TRADES[family]) for family in families)),
        (_("Regions"), "; ".join(places.name(code, loading.reader_language()) for code in codes)),
        (_("To be reviewed"), day(date.fromisoformat(review_on)) if review_on else ""),
    ]
    return [(term, value) for term, value in found if value]


def _one(fields: Mapping[str, str | Sequence[str]], name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ""


def _several(fields: Mapping[str, str | Sequence[str]], name: str) -> Sequence[str]:
    value = fields.get(name, ())
    return () if isinstance(value, str) else value


def _person(head: Head, fields: Mapping[str, str | Sequence[str]], name: str) -> Markup:
    """By name who is it now; an earlier version's lead by the handle it was printed with."""
    handle = _one(fields, name)
    called = head.keeping.names.get(handle, handle)
    return _PERSON.format(handle=handle, name=called) if handle else Markup("")
