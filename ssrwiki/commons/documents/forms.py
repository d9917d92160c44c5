"""Forms that every document has."""

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from ssrwiki.commons.documents.actions.saving import NameTaken
from ssrwiki.commons.documents.rules import Audience
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.web.forms import Form, LongSelect

AUDIENCES = [
    (Audience.PUBLIC.value, _("Everybody, without an account")),
    (Audience.MEMBERS.value, _("Members of this site")),
    (Audience.UNIT.value, _("My organisation only")),
    (Audience.GROUP.value, _("A group that I belong to")),
]
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("pt", "Português"),
    ("ar", "العربية"),
]


class EditForm(Form):
    """What one edits of any document; kinds add their typed fields."""

    title = StringField(_("Title"), [InputRequired(_("Give it a title.")), Length(max=200)])
    abstract = TextAreaField(
        _("In one or two sentences"),
        [Length(max=300)],
        description=_("Up to 300 characters; lists and search show it."),
    )
    body = TextAreaField(_("Text"), [InputRequired(_("Write some text first."))])
    themes = SelectMultipleField(_("Themes"), validate_choice=False, widget=LongSelect(True))
    places = SelectMultipleField(
        _("Regions and countries"), validate_choice=False, widget=LongSelect(True)
    )
    summary = StringField(
        _("What did you change, and why?"),
        [Length(max=300)],
        description=_("The history shows it beside your revision."),
    )
    minor = BooleanField(_("A minor change, such as a typing error"))
    attribution = RadioField(
        _("How your name is shown"),
        choices=[
            ("named", _("By name")),
            ("role_and_region", _("By role and region only")),
        ],
        default="named",
    )
    audience = SelectField(_("Who may read it"), choices=AUDIENCES, default=Audience.PUBLIC.value)
    group = SelectField(_("Group"), choices=[], validate_choice=False)
    lang = SelectField(_("Language of the text"), choices=LANGUAGES, default="en")
    based_on = HiddenField(default="0")
    namesake_address = ""

    def take(self, error: Invalid) -> None:
        """Keeps the address of what has the name already, for a link beside the refusal."""
        super().take(error)
        if isinstance(error, NameTaken):
            self.namesake_address = error.address


class RestoreForm(Form):
    """Going back to an old revision."""

    revision = IntegerField(_("Revision"), [InputRequired(_("Which revision?"))])
    summary = StringField(_("Why do you restore it?"), [Length(max=300)])


class WithholdForm(Form):
    """One button that takes a name off."""


class RedactForm(Form):
    """Taking a text out for ever."""

    revision = IntegerField(_("Revision"), [InputRequired(_("Which revision?"))])
    reason = TextAreaField(
        _("Why must it go?"),
        [InputRequired(_("Say why.")), Length(max=300)],
        description=_("This reason is public and stays for ever."),
    )
