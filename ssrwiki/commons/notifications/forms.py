"""Forms of notices."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField

from ssrwiki.commons.people.rules import MailPreference
from ssrwiki.foundation.web.forms import Form


class ReadForm(Form):
    """What is marked as read: one notice, or with `everything` all of them."""

    notice = HiddenField()
    everything = HiddenField()


class WatchForm(Form):
    """The button that begins or ends a watch; which one it was."""

    wanted = HiddenField()


class PreferencesForm(Form):
    """How notices come by mail."""

    mail = RadioField(
        _("Mails"),
        choices=[
            (
                MailPreference.DIGEST.value,
                _("One mail each morning when there is news; answers to you at once"),
            ),
            (MailPreference.NEVER.value, _("Never. I look at my notices here")),
        ],
    )
