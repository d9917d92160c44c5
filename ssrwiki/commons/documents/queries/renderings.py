"""The HTML of revisions, by the present renderer."""

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Rendering, Revision
from ssrwiki.foundation import stored_html
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.markup.markdown import Rendered
from ssrwiki.foundation.stored_html import HtmlTable


def rendering(revision_id: int, rendered: Rendered) -> Rendering:
    """The stored form of a rendered text."""
    html, plain, contents = _values(rendered)
    return Rendering(revision_id=revision_id, html=html, plain=plain, contents=contents)


def current(session: Session, revision: Revision) -> Rendering:
    """What is to be served of a revision."""
    stored = session.get(Rendering, revision.id)
    if stored is None:
        return rendering(revision.id, markdown.render_again(revision.body))
    return stored_html.fresh(session, RENDERINGS, [stored])[0]


def _values(rendered: Rendered) -> tuple[str, str, str]:
    contents = [[item.level, item.id, item.title] for item in rendered.contents]
    return rendered.html, rendered.plain, json.dumps(contents)


def _render(session: Session, rows: Sequence[Rendering]) -> list[tuple[str, ...]]:
    ids = [row.revision_id for row in rows]
    found = session.execute(select(Revision.id, Revision.body).where(Revision.id.in_(ids)))
    bodies = dict(found.all())
    return [_values(markdown.render_again(bodies[revision_id])) for revision_id in ids]


RENDERINGS = HtmlTable(Rendering, ("html", "plain", "contents"), _render)
