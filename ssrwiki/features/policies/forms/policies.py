"""The form in which a policy's working text is written."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import DateInput

from ssrwiki.commons.documents.forms import EditForm
from ssrwiki.features.policies.actions import kinds
from ssrwiki.foundation.web.forms import SeveralField


class PolicyForm(EditForm):
    """Text and typed fields. The audience isn't asked here: it is chosen at publication."""

    field = TextAreaField(
        _("How it works in the field"),
        [Length(max=kinds.LONGEST_FIELD)],
        description=_("Who does what, with what, how long it takes, and what usually goes wrong."),
    )
    owning_units = SeveralField(
        _("Owning units"),
        description=_("Their policy staff may edit, publish and answer. The first one leads."),
    )
    lead = SelectField(
        _("Lead"),
        choices=[],
        validate_choice=False,
        description=_("An officer of an owning unit; a round can't open without one."),
    )
    contact = StringField(
        _("Point of contact"), [Length(max=200)], description=_("A post and an office, no name.")
    )
    steward = SelectField(
        _("Steward"),
        choices=[],
        validate_choice=False,
        description=_("Who keeps it up to date."),
    )
    review_on = StringField(_("Review date"), widget=DateInput())
    meant_for_roles = SeveralField(_("Meant for these roles"))
    meant_for_regions = SeveralField(_("Meant for these regions"))
