"""What happens on a topic, as a feed. It holds what guests may read, whoever asks."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ssrwiki.commons.documents import feeds
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.rules import GUEST
from ssrwiki.features.topics import queries
from ssrwiki.foundation.pages import Position
from ssrwiki.foundation.web.headers import noindex
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.unit_of_work import session

blueprint = Blueprint("topics_feed", __name__, url_prefix=queries.PATH)


@blueprint.get("/<slug>.atom")
@public
@noindex
def topic(slug: str) -> ResponseReturnValue:
    """The newest fifty acts on the topic's documents, minor edits left out."""
    gathering = queries.gathering(
        session(), viewer=GUEST, slug=slug, locale=loading.reader_language()
    )
    page = activities.recent(
        session(),
        viewer=GUEST,
        position=Position(),
        shows_minor=False,
        topic=gathering.carries,
    )
    return feeds.atom(gathering.topic.name, gathering.address, page.rows)
