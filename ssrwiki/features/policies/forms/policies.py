"""The form in which a policy's working text is written."""

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length

from ssrwiki.commons.documents.forms import EditForm
from ssrwiki.features.policies.actions import kinds


class PolicyForm(EditForm):
    """Text and typed fields. The audience isn't asked here: it is chosen at publication."""

    field = TextAreaField(
        _("How it works in the field"),
        [Length(max=kinds.LONGEST_FIELD)],
        description=_("Who does what, with what, how long it takes, and what usually goes wrong."),
    )
    owning_units = SelectMultipleField(
        _("Owning units"),
        description=_("Their policy staff may edit, publish and answer. The first one leads."),
    )
    lead = StringField(
        _("Lead"),
        [Length(max=60)],
        description=_("The handle of the officer who leads; a round can't open without one."),
    )
    contact = StringField(
        _("Point of contact"), [Length(max=200)], description=_("A post and an office, no name.")
    )
    steward = StringField(
        _("Steward"), [Length(max=60)], description=_("The handle of who keeps it up to date.")
    )
    review_on = StringField(
        _("Review date"), description=_("Year-month-day, for example 2027-03-31.")
    )
    meant_for_roles = SelectMultipleField(_("Meant for these roles"))
    meant_for_regions = SelectMultipleField(_("Meant for these regions"))
