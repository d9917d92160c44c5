"""The one search page: words and filters in the address, results below."""

from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.search import queries, rules
from ssrwiki.features.search.rules import Asked
from ssrwiki.features.search.views import filters
from ssrwiki.foundation import feature
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.port import Facet
from ssrwiki.foundation.web.headers import noindex
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.unit_of_work import session

LONGEST_VALUE = 80
LONGEST_WORDS = 300

blueprint = Blueprint("search", __name__)


@blueprint.get(rules.PATH)
@public
@noindex
def search() -> ResponseReturnValue:
    """What the words find, as far as the viewer may read it."""
    asked = _asked()
    findables = feature.findables(session())
    answer = queries.answer(
        session(), viewer=current_actor(), index=_index(), findables=findables, asked=asked
    )
    words = filters.Words(session(), findables, loading.reader_language())
    return render_template(
        "search/search.html",
        asked=asked,
        answer=answer,
        pages=_pages(asked, answer.total),
        filters=filters.filters(words, asked, answer),
        chosen=filters.chosen(words, asked),
    )


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is among the pages of results; an address is "" where there is none."""

    number: int
    count: int
    previous_href: str
    next_href: str


def _asked() -> Asked:
    asked = Asked(
        words=_argument("q")[:LONGEST_WORDS],
        page=rules.page_number(_argument("page")),
        is_newest_first=_argument("sort") == rules.NEWEST,
    )
    page = asked.page
    for facet in Facet:
        asked = asked.narrowed(facet, _argument(facet).lower()[:LONGEST_VALUE])
    return asked.on_page(page)


def _argument(name: str) -> str:
    # PostgreSQL takes no zero characters, and nobody types one.
    return request.args.get(name, "").replace("\0", " ").strip()


def _pages(asked: Asked, total: int) -> Pages:
    count = rules.page_count(total, queries.PAGE_SIZE)
    return Pages(
        asked.page,
        count,
        asked.on_page(min(asked.page - 1, count)).address if asked.page > 1 else "",
        asked.on_page(asked.page + 1).address if asked.page < count else "",
    )


def _index() -> SearchIndex:
    index: SearchIndex = current_app.extensions["ssrwiki.search"]
    return index
