"""Forms of rounds: opening one, and what may be changed about it.

Times stay text here: the action reads them in the zone beside them and refuses them kindly.
"""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import DateInput, DateTimeLocalInput

from ssrwiki.foundation.web.forms import Form


class RoundForm(Form):
    """A round; all but `closes_at` is prefilled."""

    opens_at = StringField(
        _("Opens"),
        description=_("Empty, or a time that has passed: at once."),
        widget=DateTimeLocalInput(),
    )
    closes_at = StringField(
        _("Closes"),
        [InputRequired(_("Say when the round closes."))],
        widget=DateTimeLocalInput(),
    )
    zone = StringField(
        _("Time zone"), [Length(max=60)], description=_("For example Europe/London.")
    )
    question = TextAreaField(
        _("What do you want to know?"),
        [Length(max=2000)],
        description=_("One question that people in the field can answer from where they are."),
    )
    response_due_on = StringField(
        _("The response is due on"),
        description=_("Twelve weeks after the close unless you say."),
        widget=DateInput(),
    )


class ExtendForm(Form):
    """A later closing instant."""

    closes_at = StringField(
        _("New closing time"),
        [InputRequired(_("Say until when."))],
        widget=DateTimeLocalInput(),
    )
    zone = StringField(_("Time zone"), [Length(max=60)])
    reason = TextAreaField(
        _("Why?"), [InputRequired(_("Say why."))], description=_("Public for ever.")
    )


class ReasonForm(Form):
    """Closing early, or cancelling."""

    reason = TextAreaField(
        _("Why?"), [InputRequired(_("Say why."))], description=_("Public for ever.")
    )
