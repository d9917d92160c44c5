"""A byline in words: "Police adviser, Western Africa"."""

from collections.abc import Callable

from babel import Locale

from ssrwiki.commons.authorship.rules import Attribution, Byline
from ssrwiki.commons.people.rules import RoleFamily
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.places.rules import WORLD
from ssrwiki.foundation.words import Message, say

PRACTITIONER = say("Practitioner")

TRADES = {
    RoleFamily.POLICE: say("Police adviser"),
    RoleFamily.DEFENCE: say("Defence adviser"),
    RoleFamily.JUSTICE: say("Justice adviser"),
    RoleFamily.CORRECTIONS: say("Corrections adviser"),
    RoleFamily.BORDER_AND_CUSTOMS: say("Border and customs adviser"),
    RoleFamily.INTELLIGENCE_OVERSIGHT: say("Intelligence oversight adviser"),
    RoleFamily.PARLIAMENT: say("Member or staff of a parliament"),
    RoleFamily.CIVIL_SOCIETY: say("Civil society practitioner"),
    RoleFamily.DONOR: say("Donor official"),
    RoleFamily.INTERNATIONAL_ORGANISATION: say("Official of an international organisation"),
    RoleFamily.POLICY: say("Policy officer"),
    RoleFamily.RESEARCH: say("Researcher"),
}


def byline_text(byline: Byline, locale: Locale | str, translate: Callable[[Message], str]) -> str:
    """The byline as one line of plain text in the reader's language."""
    if byline.attribution is Attribution.SEALED:
        return translate(say("Name sealed"))
    if byline.attribution is Attribution.ROLE_AND_REGION:
        role = _role(byline.family, byline.is_international, translate)
        if byline.region in (None, WORLD):
            return role
        place = places.name(byline.region, locale)
        return translate(say("%(role)s, %(place)s", role=role, place=place))
    name = byline.display_name or translate(say("Former member"))
    if byline.organisation is None:
        return name
    return translate(say("%(name)s, %(organisation)s", name=name, organisation=byline.organisation))


def _role(
    family: RoleFamily | None, is_international: bool | None, translate: Callable[[Message], str]
) -> str:
    role = translate(PRACTITIONER if family is None else TRADES[family])
    if is_international is None:
        return role
    if is_international:
        return translate(say("%(role)s (international)", role=role))
    return translate(say("%(role)s (host country)", role=role))
