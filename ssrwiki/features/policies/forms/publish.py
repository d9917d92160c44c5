"""The form that publishes a version, and the one that puts a comment in its place."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Length

from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.people.models import ReaderGroup
from ssrwiki.features.policies.actions.versions import Hindered, NotEditorial
from ssrwiki.features.policies.rules.clauses import ChangeClass
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.web.forms import Form
from ssrwiki.foundation.web.templating import said

AUDIENCES = [
    (Audience.PUBLIC.value, _("Everybody")),
    (Audience.MEMBERS.value, _("Everybody with an account")),
    (Audience.GROUP.value, _("A group that I belong to, and the owning units")),
    (Audience.UNIT.value, _("The owning units only")),
]


class PublishForm(Form):
    """`based_on` is the revision that was shown; another one since is a conflict.

    Begun with the audience of the version before: who sends none changes no readers.
    """

    summary = StringField(
        _("What is new in this version?"),
        [Length(max=300)],
        description=_("One or two sentences, printed with the version."),
    )
    change_class = RadioField(
        _("How much does it change?"),
        choices=[
            (ChangeClass.SUBSTANTIVE.value, _("What is asked of people changes")),
            (ChangeClass.EDITORIAL.value, _("Only the wording: nothing else is asked of anybody")),
        ],
        default=ChangeClass.SUBSTANTIVE.value,
        description=_("After a change of substance, people confirm their positions again."),
    )
    audience = RadioField(
        _("Who may read it?"),
        choices=AUDIENCES,
        default=Audience.PUBLIC.value,
        validate_choice=False,
    )
    group = SelectField(_("Which group?"), choices=[], validate_choice=False)
    based_on = HiddenField(default="0")

    def offer(self, groups: Sequence[ReaderGroup]) -> None:
        """Asks for a group of those that one belongs to, if to any."""
        self.group.choices = [(group.slug, group.name) for group in groups]
        if not groups:
            self.audience.choices = [each for each in AUDIENCES if each[0] != Audience.GROUP]

    def take(self, error: Invalid) -> None:
        """Shows all that stands in the way, not only the first thing."""
        super().take(error)
        if isinstance(error, Hindered):
            self.form_errors.extend(said(reason) for reason in error.others)
        if isinstance(error, NotEditorial):
            others = [said(reason) for reason in error.others]
            self.change_class.errors = [*self.change_class.errors, *others]


class PlaceForm(Form):
    """Where a comment stands in this version; empty: nowhere any more."""

    clause = RadioField(_("Where does it belong?"), default="", validate_choice=False)
