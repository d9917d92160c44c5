"""Topics in the reader's language; a locale is Babel's, or a language as the site writes it.

There are some dozens of themes, so a question about the tree reads them all, in two statements
whatever their number; a document's own are read by id.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from babel import Locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.places import queries as places
from ssrwiki.commons.places.rules import Place
from ssrwiki.commons.topics import rules
from ssrwiki.commons.topics.models import Theme, ThemeName
from ssrwiki.commons.topics.rules import Branch, Topic, TopicKind
from ssrwiki.foundation import translation
from ssrwiki.foundation.errors import NotFound


def topic(session: Session, slug: str, locale: Locale | str) -> Topic:
    """The theme or the place of an address.

    Raises:
        NotFound: neither has it.
    """
    return chain(session, slug, locale)[0]


def chain(session: Session, slug: str, locale: Locale | str) -> tuple[Topic, ...]:
    """The topic of an address and all that hold it, narrowest first.

    Raises:
        NotFound: neither a theme nor a place has it.
    """
    place = places.place_by_slug(slug)
    if place is not None:
        return tuple(_of_place(places.place(code), locale) for code in places.chain(place.code))
    forest = _forest(session, locale)
    found = next((theme for theme in forest.themes.values() if theme.slug == slug), None)
    if found is None or found.theme_id is None:
        raise NotFound
    return tuple(forest.themes[one] for one in rules.chain(forest.parents, found.theme_id))


def tree(session: Session, locale: Locale | str) -> tuple[Branch, ...]:
    """Every theme, below its parent."""
    return _branches(_forest(session, locale), None)


def place_tree(locale: Locale | str) -> Branch:
    """Every place, from the world down."""
    return _place_branch(places.all_places()[0], locale)


def themes(session: Session, theme_ids: Collection[int], locale: Locale | str) -> tuple[Topic, ...]:
    """Those of the ids that are themes, in the order of the tree's rows."""
    if not theme_ids:
        return ()
    languages = rules.languages(str(locale))
    rows = session.execute(
        select(Theme.id, Theme.slug, ThemeName.lang, ThemeName.name, ThemeName.about)
        .join(ThemeName, ThemeName.theme_id == Theme.id)
        .where(Theme.id.in_(theme_ids), ThemeName.lang.in_(languages))
        .order_by(Theme.position, Theme.id)
    ).all()
    best = {row.id: row for row in sorted(rows, key=lambda row: -languages.index(row.lang))}
    return tuple(
        Topic(TopicKind.THEME, row.slug, row.name, row.about, theme_id=row.id)
        for row in (best[one] for one in dict.fromkeys(row.id for row in rows))
    )


def theme_ids(session: Session, slugs: Collection[str]) -> tuple[int, ...]:
    """Ids of those of the slugs that are themes, each once."""
    if not slugs:
        return ()
    return tuple(session.scalars(select(Theme.id).where(Theme.slug.in_(slugs)).order_by(Theme.id)))


def branch_ids(session: Session, theme_id: int) -> frozenset[int]:
    """The theme and all below it: a broad topic page gathers the narrow ones' documents."""
    return rules.branch(parents(session), theme_id)


def ancestor_ids(session: Session, theme_ids: Collection[int]) -> frozenset[int]:
    """The themes and all above them, for an index in which a broad topic finds narrow ones."""
    if not theme_ids:
        return frozenset()
    known = parents(session)
    return frozenset(held for one in theme_ids for held in rules.chain(known, one))


def theme_chains(session: Session) -> Mapping[int, tuple[str, ...]]:
    """Slugs of each theme and of all above it, by id: what an index keeps of a document."""
    rows = session.execute(select(Theme.id, Theme.parent_id, Theme.slug)).all()
    above = {row.id: row.parent_id for row in rows}
    slugs = {row.id: row.slug for row in rows}
    return {one: tuple(slugs[held] for held in rules.chain(above, one)) for one in slugs}


def place_chain(code: str) -> tuple[str, ...]:
    """Slugs of the place and of all that hold it."""
    return tuple(places.place(held).slug for held in places.chain(code))


def names(session: Session, slugs: Collection[str], locale: Locale | str) -> Mapping[str, str]:
    """What those of the slugs that are themes or places are called; two statements at most."""
    found = {slug: place for slug in slugs if (place := places.place_by_slug(slug)) is not None}
    called = {slug: places.name(place.code, locale) for slug, place in found.items()}
    if called.keys() >= set(slugs):
        return called
    forest = _forest(session, locale)
    return called | {t.slug: t.name for t in forest.themes.values() if t.slug in slugs}


def parents(session: Session) -> Mapping[int, int | None]:
    """Each theme's parent, by id, in the order of the tree's rows."""
    rows = session.execute(select(Theme.id, Theme.parent_id).order_by(Theme.position, Theme.id))
    return dict(rows.all())


@dataclass(frozen=True, slots=True)
class _Forest:
    parents: Mapping[int, int | None]
    themes: Mapping[int, Topic]


def _forest(session: Session, locale: Locale | str) -> _Forest:
    rows = session.scalars(select(Theme).order_by(Theme.position, Theme.id)).all()
    spoken = locale if isinstance(locale, Locale) else translation.locale_of(locale)
    languages = rules.languages(str(spoken).replace("_", "-"))
    names = session.scalars(select(ThemeName).where(ThemeName.lang.in_(languages)))
    best: dict[int, ThemeName] = {}
    for name in sorted(names, key=lambda name: languages.index(name.lang)):
        best.setdefault(name.theme_id, name)
    return _Forest(
        {row.id: row.parent_id for row in rows},
        {row.id: _of_theme(row, best[row.id]) for row in rows},
    )


def _of_theme(row: Theme, words: ThemeName) -> Topic:
    return Topic(TopicKind.THEME, row.slug, words.name, words.about, theme_id=row.id)


def _of_place(place: Place, locale: Locale | str) -> Topic:
    return Topic(TopicKind.PLACE, place.slug, places.name(place.code, locale), code=place.code)


def _branches(forest: _Forest, parent_id: int | None) -> tuple[Branch, ...]:
    return tuple(
        Branch(forest.themes[theme_id], _branches(forest, theme_id))
        for theme_id, parent in forest.parents.items()
        if parent == parent_id
    )


def _place_branch(place: Place, locale: Locale | str) -> Branch:
    below = tuple(_place_branch(child, locale) for child in places.children(place.code))
    return Branch(_of_place(place, locale), below)
