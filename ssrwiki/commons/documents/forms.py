"""Forms that every document has."""

from dataclasses import replace

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from ssrwiki.commons.documents.actions.guards import NameTaken
from ssrwiki.commons.documents.actions.holding import LONGEST_WORDS
from ssrwiki.commons.documents.actions.redacting import Verdict
from ssrwiki.commons.documents.rules import Audience, HidingReason, RedactionReason
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.web import numbers
from ssrwiki.foundation.web.forms import Form, SeveralField

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
HIDING_REASONS = {
    HidingReason.PERSONAL_DATA: _("It holds personal data"),
    HidingReason.SAFETY: _("It could put a source or an operation at risk"),
    HidingReason.ABUSE: _("It abuses somebody"),
    HidingReason.SPAM: _("It is advertising or spam"),
    HidingReason.OFF_TOPIC: _("It belongs somewhere else"),
}


class EditForm(Form):
    """What one edits of any document; kinds add their typed fields.

    Begun with `data` of what stands, so that a field which a request doesn't name stays as it is:
    a script that sends title and text mustn't open a closed document, or empty its other fields.
    """

    title = StringField(_("Title"), [InputRequired(_("Give it a title.")), Length(max=200)])
    abstract = TextAreaField(
        _("Abstract"),
        [Length(max=300)],
        description=_("In one or two sentences, up to 300 characters. Lists and search show it."),
    )
    body = TextAreaField(_("Text"), [InputRequired(_("Write some text first."))])
    themes = SeveralField(_("Themes"), validate_choice=False)
    places = SeveralField(_("Regions and countries"), validate_choice=False)
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
    shown_byline = HiddenField()
    audience = SelectField(
        _("Who may read it"),
        choices=AUDIENCES,
        default=Audience.PUBLIC.value,
        description=_(
            "If you open it to more people later, they see the text from then on. Earlier texts "
            "and comments stay with those who could read them."
        ),
    )
    group = SelectField(_("Group"), choices=[], validate_choice=False)
    lang = SelectField(_("Language of the text"), choices=LANGUAGES, default="en")
    based_on = HiddenField(default="0")
    namesake_address = ""

    def take(self, error: Invalid) -> None:
        """Keeps the address of what has the name already, for a link beside the refusal."""
        super().take(error)
        if isinstance(error, NameTaken):
            self.namesake_address = error.address


class ReleaseEditForm(Form):
    """Letting a newcomer's edit out; after an appeal with words for its author."""

    explanation = TextAreaField(
        _("Why?"),
        [Length(max=LONGEST_WORDS)],
        description=_("The author reads this."),
    )


class RefuseEditForm(Form):
    """Keeping a newcomer's edit out."""

    reason = RadioField(
        _("If you refuse it: why?"),
        [InputRequired(_("Choose the reason from the list."))],
        choices=[(reason.value, label) for reason, label in HIDING_REASONS.items()],
        validate_choice=False,
    )


class UpholdForm(Form):
    """Letting a refusal stand after a second look."""

    explanation = TextAreaField(
        _("Why?"),
        [InputRequired(_("Say why.")), Length(max=LONGEST_WORDS)],
        description=_("The author reads this."),
    )


class AppealEditForm(Form):
    """Asking a second moderator to look at one's own edit."""

    words = TextAreaField(
        _("Why should it be shown?"),
        [InputRequired(_("Say why.")), Length(max=LONGEST_WORDS)],
        description=_("A moderator who didn't refuse it reads this, without your name."),
    )


class TakeBackForm(Form):
    """One button that ends the waiting of one's own edit."""


def _revision_field() -> IntegerField:
    return IntegerField(
        _("Revision"),
        [InputRequired(_("Which revision?"))],
        filters=[lambda number: number if number is None else numbers.within(number)],
    )


class RestoreForm(Form):
    """Going back to an old revision."""

    revision = _revision_field()
    summary = StringField(_("Why do you restore it?"), [Length(max=300)])


class WithholdForm(Form):
    """One button that takes a name off."""

    shown_byline = HiddenField()


class RedactForm(Form):
    """Taking words out for ever, whatever they are part of."""

    code = RadioField(
        _("What is it about?"),
        [Optional()],
        choices=[
            (RedactionReason.PERSONAL_DATA.value, _("It holds personal data")),
            (RedactionReason.SAFETY.value, _("It could put a source or an operation at risk")),
            (RedactionReason.LAW.value, _("The law or a court demands it")),
            (RedactionReason.OTHER.value, _("Something else")),
        ],
        validate_choice=False,
    )
    reason = TextAreaField(
        _("Why must it go?"),
        [InputRequired(_("Say why.")), Length(max=300)],
        description=_("Public for ever, so without the words that must go."),
    )

    def verdict(self) -> Verdict:
        """What was decided."""
        return Verdict(reason=str(self.reason.data), code=str(self.code.data or ""))


class RedactRevisionForm(RedactForm):
    """The same for a revision, perhaps with its title."""

    revision = _revision_field()
    covers_title = BooleanField(
        _("Its title too"),
        description=_("If the address of the document spells the title, it gets another one."),
    )

    def verdict(self) -> Verdict:
        """What was decided, and how far it goes."""
        return replace(super().verdict(), covers_title=bool(self.covers_title.data))
