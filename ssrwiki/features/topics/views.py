"""The tree of topics, and one topic."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import lists
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.documents.views.reading_column import TopicLink
from ssrwiki.commons.people.views import current_actor
from ssrwiki.commons.topics import queries as topics
from ssrwiki.commons.topics.rules import Branch, Topic
from ssrwiki.features.topics import queries
from ssrwiki.foundation import feature, text
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.templating import said
from ssrwiki.foundation.web.unit_of_work import session

blueprint = Blueprint("topics", __name__, url_prefix=queries.PATH)


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    """Every theme, and the places down to the regions."""
    language = loading.reader_language()
    return render_template(
        "topics/index.html",
        themes=topics.tree(session(), language),
        places=_by_name(topics.place_tree(language).branches),
    )


@blueprint.get("/<slug>")
@public
def topic(slug: str) -> ResponseReturnValue:
    """One topic: what it is, what is broader and narrower, and all documents on it."""
    gathering = queries.gathering(
        session(), viewer=current_actor(), slug=slug, locale=loading.reader_language()
    )
    page = lists.carrying(
        session(), viewer=current_actor(), topic=gathering.carries, position=loading.position()
    )
    return render_template(
        "topics/topic.html",
        gathering=gathering,
        trail=[
            (f"{queries.PATH}/", _("Topics")),
            *((link.href, link.name) for link in _links(gathering.broader)),
        ],
        narrower=_links(gathering.narrower),
        page=page,
        groups=_groups(page.rows),
    )


def _by_name(branches: Sequence[Branch]) -> tuple[Branch, ...]:
    """Places have no order of their own; the slug of a name sorts it without its accents."""
    return tuple(
        Branch(branch.topic, _by_name(branch.branches))
        for branch in sorted(branches, key=lambda branch: text.slug(branch.topic.name))
    )


def _links(found: Sequence[Topic]) -> list[TopicLink]:
    return [TopicLink(topic.name, f"{queries.PATH}/{topic.slug}") for topic in found]


@dataclass(frozen=True, slots=True)
class Group:
    """Documents of one kind, in the order of the list."""

    title: str
    documents: Sequence[Document]


def _groups(rows: Sequence[Document]) -> list[Group]:
    """The page's documents by kind, in the order in which the features stand."""
    kinds = feature.findables(session())
    found = [
        Group(said(kind.heading), [row for row in rows if row.kind == name])
        for name, kind in kinds.items()
    ]
    others = [row for row in rows if row.kind not in kinds]
    return [group for group in (*found, Group(_("More"), others)) if group.documents]
