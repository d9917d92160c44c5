"""Forms that move a policy to another state, and that rule on an objection."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import DateTimeLocalInput

from ssrwiki.foundation.web.forms import Form


class StateForm(Form):
    """The choices are those that the rules allow from here."""

    to = RadioField(_("Move to"), [InputRequired(_("Choose one."))], validate_choice=False)
    reason = TextAreaField(
        _("Reason"), description=_("Public. Who decided, on what grounds, and what happens next.")
    )
    closes_at = StringField(
        _("If you make the final call: until when?"),
        description=_("At least 14 days. Nobody approves before then. Empty: no end is set."),
        widget=DateTimeLocalInput(),
    )
    zone = StringField(
        _("Time zone"), [Length(max=60)], description=_("For example Europe/London.")
    )


class RulingForm(Form):
    """A second officer's answer to an open objection."""

    reason = TextAreaField(
        _("Ruling"),
        [InputRequired(_("Give the reason."))],
        description=_("Public, and kept: why the policy goes ahead although this was objected."),
    )
