"""Documents by address, as views need them."""

from collections.abc import Mapping

from flask import current_app, g, request
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.routing import RequestRedirect
from werkzeug.urls import iri_to_uri

from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import can_read_working_text
from ssrwiki.commons.documents.queries import documents, links
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.people.views import current_actor
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.markup import showing, wikilinks
from ssrwiki.foundation.markup.wikilinks import LinkTarget
from ssrwiki.foundation.pages import Position


def document(session: Session, kind: DocumentKind, slug: str) -> Document:
    """The document of a kind; a slug of another section redirects for good.

    Raises:
        NotFound: absent or not for this viewer.
    """
    viewer = current_actor()
    try:
        return documents.document(session, viewer=viewer, section=kind.section, slug=slug)
    except NotFound:
        _lead_on(documents.elsewhere(session, viewer=viewer, section=kind.section, slug=slug))
        raise


def working_document(session: Session, kind: DocumentKind, slug: str) -> Document:
    """The same, where the viewer may see working text and history.

    Raises:
        NotFound: absent or not for this viewer.
    """
    viewer = current_actor()
    try:
        return documents.working_document(session, viewer=viewer, section=kind.section, slug=slug)
    except NotFound:
        found = documents.elsewhere(session, viewer=viewer, section=kind.section, slug=slug)
        _lead_on(found if found is not None and can_read_working_text(viewer, found) else None)
        raise


def _lead_on(found: Document | None) -> None:
    """To the same page below the document's own address, if there is one.

    Raises:
        RequestRedirect: with what followed and the query.
    """
    adapter = current_app.create_url_adapter(request)
    if found is None or adapter is None or request.method not in {"GET", "HEAD"}:
        return
    asked = iri_to_uri(request.full_path.rstrip("?"))
    behind = asked.index(f"/{found.slug}", 1) + 1 + len(found.slug)
    there = found.address + asked[behind:]
    if adapter.test(there.partition("?")[0], method="GET"):
        raise RequestRedirect(there)


def settled(session: Session, viewer: Actor, html: str) -> Markup:
    """Stored HTML with its wiki links settled in one statement."""
    targets = links.link_targets(session, viewer=viewer, slugs=wikilinks.links_of(html))
    return Markup(showing.shown(html, targets))


def targets_in(session: Session, html: str) -> Mapping[str, LinkTarget]:
    """Where the wiki links in stored HTML lead, in one statement."""
    return links.link_targets(session, viewer=current_actor(), slugs=wikilinks.links_of(html))


def position() -> Position:
    """Where in a list this request asks to begin."""
    return Position(request.args.get("after", ""), request.args.get("before", ""))


def reader_language() -> str:
    """The language of names of topics and places on this page."""
    return str(g.language)
