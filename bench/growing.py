"""Grows the seeded site: two thousand pages, one of them with a long past."""

import random
import re

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from tqdm import tqdm

from ssrwiki.cli.seed.reading import leaves
from ssrwiki.commons.documents.actions import manuscripts, saving
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.pages.actions import PAGE
from ssrwiki.foundation.database import Database

PAGES = 2_000
REVISIONS = 220
BATCH = 50
AUTHOR = "police-adviser-freetown"
LONG_LIVED = "a-page-with-a-long-past"


def grow(database: Database, pages: int = PAGES, revisions: int = REVISIONS) -> list[str]:
    """The slugs of the new pages, each about 6 kB of sentences from the seed."""
    chance = random.Random(1)
    sentences = [
        sentence
        for leaf in leaves()
        if leaf.front.get("lang", "en") == "en"
        for sentence in re.split(r"(?<=[.?!])\s+", re.sub(r"[#|\[\]*>]", " ", leaf.body))
        if 30 < len(sentence) < 300
    ]
    slugs: list[str] = []
    for start in tqdm(range(0, pages, BATCH), desc="Growing the site", unit="batch"):
        with database.writing() as session:
            actor = _author(database)
            for number in range(start, min(start + BATCH, pages)):
                draft = manuscripts.Draft(
                    title=f"Field note {number}", body=_text(chance, sentences), audience="public"
                )
                manuscript = manuscripts.prepare(PAGE, draft)
                document = saving.create(session, actor=actor, kind=PAGE, manuscript=manuscript)
                slugs.append(document.slug)
    _live_long(database, chance, sentences, revisions)
    return slugs


def _live_long(
    database: Database, chance: random.Random, sentences: list[str], revisions: int
) -> None:
    body = _text(chance, sentences, paragraphs=60)
    with database.writing() as session:
        actor = _author(database)
        draft = manuscripts.Draft(title="A page with a long past", body=body, audience="public")
        saving.create(session, actor=actor, kind=PAGE, manuscript=manuscripts.prepare(PAGE, draft))
    for _ in tqdm(range(1, revisions), desc="Revising one page", unit="revision"):
        paragraphs = body.split("\n\n")
        paragraphs[chance.randrange(len(paragraphs))] = _paragraph(chance, sentences)
        body = "\n\n".join(paragraphs)
        with database.writing() as session:
            document = session.scalars(
                select(Document)
                .where(Document.slug == LONG_LIVED)
                .options(selectinload(Document.owners))
            ).one()
            draft = manuscripts.Draft(
                title=document.title, body=body, summary="One paragraph.", audience="public"
            )
            saving.save(
                session,
                actor=_author(database),
                kind=PAGE,
                document=document,
                manuscript=manuscripts.prepare(PAGE, draft),
                based_on=document.head_number,
            )


def _author(database: Database) -> Actor:
    with database.reading() as session:
        person = people.person_by_handle(session, AUTHOR)
        if person is None:
            raise LookupError(f"The seed has no {AUTHOR}.")
        return people.actor(session, person.id)


def _text(chance: random.Random, sentences: list[str], paragraphs: int = 12) -> str:
    parts = [_paragraph(chance, sentences) for _ in range(paragraphs)]
    parts.insert(0, "## What was seen")
    parts.insert(paragraphs // 2, "## What was done")
    return "\n\n".join(parts)


def _paragraph(chance: random.Random, sentences: list[str]) -> str:
    return " ".join(chance.sample(sentences, 5))
