"""The page on which an author takes their name off something, whatever it is."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.documents.forms import WithholdForm
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.views import editing
from ssrwiki.foundation.web.forms import status_of
from ssrwiki.foundation.web.unit_of_work import session


def page(
    form: WithholdForm, document: Document, *, title: str, also: str, back: str
) -> ResponseReturnValue:
    """Asks once more. `also` says what else changes; what it is about stands at `back`."""
    byline = editing.bylines(session())[Attribution.ROLE_AND_REGION]
    asked = render_template(
        "documents/withhold.html",
        form=form,
        document=document,
        title=title,
        here=request.path,
        back=back,
        byline=byline,
        will=[
            _("From now on readers and officers see: %(byline)s.", byline=byline.words),
            also,
            _("Your name can't be put back. Who has read it, or got a mail, knows it already."),
        ],
    )
    return asked, status_of(form)
