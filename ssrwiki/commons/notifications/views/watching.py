"""Watching a document or a topic: a page that says what comes of it, and its one button."""

from collections.abc import Callable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import documents
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.notifications.actions import watching
from ssrwiki.commons.notifications.forms import WatchForm
from ssrwiki.commons.notifications.permissions import WATCH
from ssrwiki.commons.notifications.queries import watches
from ssrwiki.commons.people.views import current_actor
from ssrwiki.commons.topics import queries as topics
from ssrwiki.commons.topics.rules import Topic
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.route_marks import needs
from ssrwiki.foundation.web.unit_of_work import abandon, session

STOP = "stop"

blueprint = Blueprint("watching", __name__)


@blueprint.route("/<any(pages, policies):section>/<slug>/watch", methods=["GET", "POST"])
@needs(WATCH)
@no_store
def document(section: str, slug: str) -> ResponseReturnValue:
    """Begins or ends hearing of one document."""
    return _watch(
        lambda: documents.document(session(), viewer=current_actor(), section=section, slug=slug)
    )


@blueprint.route("/topics/<topic>/watch", methods=["GET", "POST"])
@needs(WATCH)
@no_store
def topic(topic: str) -> ResponseReturnValue:
    """Begins or ends hearing of every document of a theme or a place."""
    return _watch(lambda: topics.topic(session(), topic, loading.reader_language()))


def _watch(load: Callable[[], Document | Topic]) -> ResponseReturnValue:
    form = WatchForm()

    def act() -> str:
        thing = load()
        if form.wanted.data == STOP:
            watching.unwatch(session(), actor=current_actor(), thing=thing)
        else:
            watching.watch(session(), actor=current_actor(), thing=thing)
        return _address(thing)

    done = fulfil(form, act)
    if done is not None:
        return done
    if form.is_submitted():
        abandon()
    thing = load()
    target = watching.target_of(thing)
    page = render_template(
        "notifications/watch.html",
        form=form,
        name=thing.title if isinstance(thing, Document) else thing.name,
        address=_address(thing),
        is_topic=not isinstance(thing, Document),
        is_watched=watches.watch_of(session(), actor=current_actor(), target=target) is not None,
    )
    return page, status_of(form)


def _address(thing: Document | Topic) -> str:
    return thing.address if isinstance(thing, Document) else f"/topics/{thing.slug}"
