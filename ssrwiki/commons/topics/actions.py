"""Planting themes. Only commands and the seed do; no route leads here yet."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ssrwiki.commons.places import queries as places
from ssrwiki.commons.topics import queries, rules
from ssrwiki.commons.topics.models import Theme, ThemeName
from ssrwiki.commons.topics.rules import Wording
from ssrwiki.foundation import text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say


def plant(
    session: Session,
    *,
    slug: str,
    wordings: Sequence[Wording],
    parent_slug: str | None = None,
    position: int = 0,
) -> Theme:
    """A theme of this address; one that stands already is moved and named anew.

    Raises:
        Invalid: the address isn't one or is taken by a place, the English name is missing, or
            the parent doesn't exist or lies below the theme.
    """
    if slug != text.slug(slug) or places.place_by_slug(slug) is not None:
        raise Invalid(say("%(slug)s can't be the address of a theme.", slug=slug), "slug")
    if "en" not in {wording.lang for wording in wordings}:
        raise Invalid(say("A theme needs an English name."), "wordings")
    theme = _theme(session, slug) or Theme(slug=slug)
    theme.parent_id = _parent_id(session, theme, parent_slug)
    theme.position = position
    session.add(theme)
    session.flush()  # the names need the id of a new theme
    session.execute(delete(ThemeName).where(ThemeName.theme_id == theme.id))
    session.add_all(_name(theme, wording) for wording in wordings)
    session.flush()  # whoever plants the next theme may read this one's name
    return theme


def _theme(session: Session, slug: str) -> Theme | None:
    return session.scalar(select(Theme).where(Theme.slug == slug))


def _parent_id(session: Session, theme: Theme, parent_slug: str | None) -> int | None:
    if parent_slug is None:
        return None
    parent = _theme(session, parent_slug)
    if parent is None:
        raise Invalid(say("There is no theme %(slug)s.", slug=parent_slug), "parent_slug")
    if theme.id in rules.chain(queries.parents(session), parent.id):
        raise Invalid(say("A theme can't lie below itself."), "parent_slug")
    return parent.id


def _name(theme: Theme, wording: Wording) -> ThemeName:
    return ThemeName(
        theme_id=theme.id,
        lang=wording.lang,
        name=text.clean_name(wording.name),
        about=text.clean_text(wording.about).strip(),
    )
