"""Wiki pages of the seed, with their later revisions."""

from collections.abc import Iterator
from datetime import datetime

from ssrwiki.cli.seed.acts import Act, Run, Stage
from ssrwiki.cli.seed.reading import Calendar, Leaf, leaves
from ssrwiki.commons.documents.actions import manuscripts, saving
from ssrwiki.commons.documents.actions.kinds import ABSTRACT, PLACES, THEMES
from ssrwiki.commons.documents.models import Revision
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.documents.rules import Audience, FieldValue
from ssrwiki.features.pages.actions import PAGE


def acts(calendar: Calendar) -> Iterator[Act]:
    """A page's first file creates it; the others revise it."""
    for leaf in (*leaves("house"), *leaves()):
        run = _create(leaf, leaf.front["author"]) if leaf.number == 1 else _revise(leaf)
        yield Act(f"page:{leaf.slug}:{leaf.number}", calendar.instant(leaf.front["created"]), run)


def house_acts(author: str, at: datetime) -> Iterator[Act]:
    """What every site begins with: about, privacy and terms, for its keepers to rewrite."""
    for leaf in leaves("house"):
        yield Act(f"page:{leaf.slug}:1", at, _create(leaf, author))


def _create(leaf: Leaf, author: str) -> Run:
    def run(stage: Stage) -> str:
        front = leaf.front
        draft = manuscripts.Draft(
            title=front["title"],
            body=leaf.body,
            summary=front.get("summary", ""),
            audience=Audience.PUBLIC,
            lang=front["lang"],
            fields={
                ABSTRACT: front["abstract"],
                THEMES: tuple(front["topics"]),
                PLACES: tuple(front["regions"]),
            },
        )
        document = saving.create(
            stage.session,
            actor=stage.actor(author),
            kind=PAGE,
            manuscript=manuscripts.prepare(PAGE, draft),
            slug=leaf.slug,
        )
        if original := front.get("translation_of"):
            slug = next(each.slug for each in leaves() if each.front.get("key") == original)
            document.translation_of_id = stage.document(slug).id
            document.translation_source_number = front["translation_of_revision"]
        return document.public_id

    return run


def _revise(leaf: Leaf) -> Run:
    def run(stage: Stage) -> str:
        document = stage.document(leaf.slug)
        head = revisions.revision(stage.session, document, document.head_number)
        draft = manuscripts.Draft(
            title=leaf.front.get("title", head.title),
            body=leaf.body,
            summary=leaf.front["summary"],
            audience=Audience.PUBLIC,
            lang=head.lang,
            fields={**_fields(head), **_changed(leaf)},
        )
        revision = saving.save(
            stage.session,
            actor=stage.actor(leaf.front["author"]),
            kind=PAGE,
            document=document,
            manuscript=manuscripts.prepare(PAGE, draft),
            based_on=document.head_number,
        )
        return revision.public_id

    return run


def _changed(leaf: Leaf) -> dict[str, str]:
    return {ABSTRACT: leaf.front["abstract"]} if "abstract" in leaf.front else {}


def _fields(revision: Revision) -> dict[str, FieldValue]:
    held = revisions.fields(revision)
    return {name: value if isinstance(value, str) else tuple(value) for name, value in held.items()}
