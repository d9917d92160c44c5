"""Forms of the account pages."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from ssrwiki.foundation.web.forms import Form

_NEEDED = InputRequired(_("Fill this in."))
_ADDRESS = [_NEEDED, Length(max=254)]
_NAME_HINT = _("As others will see it where you sign by name; a post will do.")
_NEW_PASSWORD = _("At least 12 characters. Three or four words do well; paste is allowed.")


class JoinForm(Form):
    """A new account."""

    email = EmailField(_("Email address"), _ADDRESS)
    display_name = StringField(
        _("Name"),
        [_NEEDED, Length(max=120)],
        description=_NAME_HINT,
    )
    password = PasswordField(_("Password"), [_NEEDED], description=_NEW_PASSWORD)


class SignInForm(Form):
    """Address and password; `next` is a local address."""

    email = EmailField(_("Email address"), _ADDRESS)
    password = PasswordField(_("Password"), [_NEEDED])
    next = HiddenField(default="/")


class AgainForm(Form):
    """The password once more; `next` is a local address."""

    password = PasswordField(_("Password"), [_NEEDED])
    next = HiddenField(default="/")


class ResetRequestForm(Form):
    """Where the link goes."""

    email = EmailField(_("Email address"), _ADDRESS)


class NewPasswordForm(Form):
    """A password after a reset link."""

    password = PasswordField(_("New password"), [_NEEDED], description=_NEW_PASSWORD)


class ChangePasswordForm(Form):
    """A password by somebody who knows the old one."""

    current = PasswordField(_("Present password"), [_NEEDED])
    password = PasswordField(_("New password"), [_NEEDED], description=_NEW_PASSWORD)


class CloseForm(Form):
    """The end of an account."""

    password = PasswordField(_("Your password"), [_NEEDED])


class DisplayForm(Form):
    """Language, colours and zone of the pages."""

    language = SelectField(_("Language"))
    theme = RadioField(
        _("Colours"),
        choices=[("auto", _("As my device")), ("light", _("Light")), ("dark", _("Dark"))],
        default="auto",
    )
    zone = SelectField(
        _("Time zone"),
        validate_choice=False,
        description=_("Times are shown by the clocks of this place, on pages and in mails."),
    )
    next = HiddenField(default="/")


class NameForm(Form):
    """The name that others see."""

    display_name = StringField(_("Name"), [_NEEDED, Length(max=120)], description=_NAME_HINT)


class AffiliationForm(Form):
    """For whom, as what and where one works; a moderator checks it.

    Nothing is chosen beforehand: a first line of a list would be a claim that nobody made.
    """

    organisation = SelectField(_("Organisation"), [InputRequired(_("Choose your organisation."))])
    family = SelectField(_("Trade"), [InputRequired(_("Choose your trade."))])
    standing = RadioField(
        _("You work as"),
        [InputRequired(_("Choose how you work."))],
        choices=[("host", _("Host-country staff")), ("international", _("International staff"))],
    )
    region = SelectField(_("Country"), [InputRequired(_("Choose the country you work in."))])
