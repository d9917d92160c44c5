"""From a comment form to a draft, with the look at what might give its author away."""

from collections.abc import Mapping

from flask import request
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.authorship.views import Offered, agreed
from ssrwiki.commons.discussion.actions import drafts
from ssrwiki.commons.discussion.actions.drafts import CommentDraft
from ssrwiki.commons.discussion.forms import CommentForm
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.discussion.rules import Trial
from ssrwiki.commons.documents.views import editing, loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.commons.places import queries as places
from ssrwiki.foundation import giveaways
from ssrwiki.foundation.web.templating import said

SEEN = "seen"


def draft_of(form: CommentForm) -> CommentDraft:
    """The form's values cleaned, checked and rendered; to be called before `session()`.

    Raises:
        Invalid: naming the field at fault.
    """
    return drafts.draft(
        body=_text(form, "body"),
        kind=_text(form, "kind"),
        lang=_text(form, "lang") or loading.reader_language(),
        attribution=_text(form, "attribution"),
        agreed=agreed(_text(form, "shown_byline")),
        replacement=_text(form, "replacement"),
        quote=_text(form, "quote"),
        trial=Trial(
            _text(form, "where"), _text(form, "period"), _text(form, "tried"), _text(form, "result")
        ),
        is_point=bool(form.is_point.data) or not form.parent.data,
    )


def findings(form: CommentForm) -> list[str]:
    """What may give away the author of a withheld comment; shown once, then it is sent as it is.

    Scripts that send the bare fields have no page to be warned on, and aren't held up.
    """
    is_withheld = form.attribution.data == Attribution.ROLE_AND_REGION
    is_from_our_page = form.giveaways_seen.name in request.form
    if not is_withheld or not is_from_our_page or form.giveaways_seen.data == SEEN:
        return []
    language = _text(form, "lang") or loading.reader_language()
    names = [places.name(place.code, language) for place in places.all_places()]
    told = "\n\n".join(
        _text(form, name) for name in ("body", "replacement", "where", "period", "tried", "result")
    )
    return [said(found.message) for found in giveaways.found_in(told, names)]


def begin(form: CommentForm, session: Session) -> Mapping[str, Offered]:
    """Prefills a fresh form, and gives the exact byline of each attribution."""
    if request.method == "GET":
        form.lang.data = loading.reader_language()
        form.attribution.data = threads.last_attribution(session, actor=current_actor())
        form.clause.data = request.args.get("clause", "")
        form.parent.data = request.args.get("parent", "")
        form.quote.data = request.args.get("quote", "")
    return editing.bylines(session)


def _text(form: CommentForm, name: str) -> str:
    return str(form[name].data or "")
