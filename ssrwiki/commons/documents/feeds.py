"""Atom feeds of what happened: what guests may read, whoever asks, since readers keep copies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.documents import wording
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.people.rules import GUEST
from ssrwiki.foundation import clock, dates, feature, translation
from ssrwiki.foundation.addresses import Addresses
from ssrwiki.foundation.feature import Verb
from ssrwiki.foundation.pages import Position
from ssrwiki.foundation.web import templating
from ssrwiki.foundation.web.headers import noindex
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.unit_of_work import session

blueprint = Blueprint("recent_changes_feed", __name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `updated` tells a withheld contribution's day and no more."""

    id: str
    title: str
    url: str
    updated: str
    summary: str


@blueprint.get("/recent-changes.atom")
@public
@noindex
def recent_changes() -> ResponseReturnValue:
    """The newest fifty, minor edits left out."""
    page = activities.recent(session(), viewer=GUEST, position=Position(), shows_minor=False)
    return atom(_("Recent changes"), "/recent-changes", page.rows)


def atom(title: str, path: str, happenings: Sequence[Happening]) -> Response:
    """A feed of these; `path` is the page it follows, and with `.atom` its own address.

    A slash at its end isn't part of that.
    """
    addresses = Addresses(current_app.config["SETTINGS"].base_url)
    verbs = feature.verbs(session())
    entries = [_entry(addresses, happening, verbs) for happening in happenings]
    body = render_template(
        "documents/activities.atom.xml",
        title=title,
        url=addresses.to(path),
        feed_url=addresses.to(f"{path.rstrip('/')}.atom"),
        updated=max((e.updated for e in entries), default=dates.machine_text(clock.now())),
        entries=entries,
    )
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _entry(addresses: Addresses, happening: Happening, verbs: Mapping[str, Verb]) -> Entry:
    activity = happening.activity
    locale = translation.locale_of(templating.language())
    return Entry(
        id=f"tag:{addresses.host},2026:activity/{activity.public_id}",
        title=wording.told(activity, happening.title, verbs, locale, templating.said),
        url=addresses.to(activity.address),
        updated=_machine_text(activity.shown_at),
        summary=activity.summary,
    )


def _machine_text(at: date) -> str:
    if isinstance(at, datetime):
        return dates.machine_text(at)
    return dates.machine_text(datetime.combine(at, time(), UTC))
