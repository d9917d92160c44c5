"""The inbox: what is wanted of one, then what one hears; and how it comes by mail."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.documents.views import loading, telling
from ssrwiki.commons.notifications.actions import mailing, reading
from ssrwiki.commons.notifications.forms import PreferencesForm, ReadForm
from ssrwiki.commons.notifications.queries import inbox, watches
from ssrwiki.commons.notifications.queries.inbox import Received
from ssrwiki.commons.notifications.rules import Reason
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import MailPreference
from ssrwiki.commons.people.views import current_actor
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.route_marks import signed_in
from ssrwiki.foundation.web.unit_of_work import abandon, session

INBOX = "/account/notices"

blueprint = Blueprint("notices", __name__, url_prefix=INBOX)


@dataclass(frozen=True, slots=True)
class Row:
    """A notice for the component `notice_row`; `at` is a mere day when the name is withheld."""

    public_id: str
    href: str
    words: str
    reason: str
    at: date
    is_day_only: bool
    is_unread: bool


@blueprint.get("")
@signed_in
@no_store
def show() -> ResponseReturnValue:
    """What is wanted of the person now, and their notices."""
    actor = current_actor()
    page = inbox.received(session(), actor=actor, position=loading.position())
    return render_template(
        "notifications/inbox.html",
        needs=inbox.needs(session(), actor),
        page=page,
        rows=[_row(each) for each in page.rows],
        unread_count=inbox.unread_count(session(), actor),
    )


@blueprint.post("/read")
@signed_in
def read() -> ResponseReturnValue:
    """Marks one notice, or all, as read."""
    form = ReadForm()

    def act() -> str:
        if form.everything.data:
            reading.mark_all_read(session(), actor=current_actor())
        else:
            chosen = [str(form.notice.data)]
            reading.mark_read(session(), actor=current_actor(), public_ids=chosen)
        return INBOX

    done = fulfil(form, act)
    if done is not None:
        return done
    abandon()
    return show()


@blueprint.route("/preferences", methods=["GET", "POST"])
@signed_in
@no_store
def preferences() -> ResponseReturnValue:
    """How notices come by mail, and all that one watches."""
    form = PreferencesForm()

    def act() -> str:
        preference = MailPreference(str(form.mail.data))
        mailing.choose_mail(session(), actor=current_actor(), preference=preference)
        return f"{INBOX}/preferences"

    done = fulfil(form, act)
    if done is not None:
        return done
    actor = current_actor()
    if not form.is_submitted():
        form.mail.data = session().get_one(Person, actor.id).mail_preference
    else:
        abandon()
    page = render_template(
        "notifications/preferences.html",
        form=form,
        watched=watches.watched(session(), actor=actor, locale=loading.reader_language()),
    )
    return page, status_of(form)


def _row(received: Received) -> Row:
    activity = received.happening.activity
    return Row(
        public_id=received.notice.public_id,
        href=activity.address,
        words=telling.words(session(), received.happening),
        reason=_reason(Reason(received.notice.reason)),
        at=activity.shown_at,
        is_day_only=activity.is_day_only,
        is_unread=not received.notice.is_read,
    )


def _reason(reason: Reason) -> str:
    if reason is Reason.WATCHING:
        return _("because you watch this")
    return _("because it concerns you")
