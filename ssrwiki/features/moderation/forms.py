"""Forms of moderation."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ssrwiki.commons.documents.forms import HIDING_REASONS
from ssrwiki.commons.people.rules import Role
from ssrwiki.features.moderation.rules import LONGEST_NOTE, AppealOutcome, ReportOutcome
from ssrwiki.foundation.web.forms import Form

REASONS = [(reason.value, label) for reason, label in HIDING_REASONS.items()]
ROLES = {
    Role.MEMBER: _("Member"),
    Role.PRACTITIONER: _("Practitioner"),
    Role.POLICY: _("Policy staff"),
}


class ReportForm(Form):
    """Asking moderators to look at something."""

    reason = RadioField(
        _("What is wrong with it?"),
        [InputRequired(_("Choose the reason from the list."))],
        choices=REASONS,
        validate_choice=False,
    )
    note = TextAreaField(
        _("What should a moderator know?"),
        [Length(max=LONGEST_NOTE)],
        description=_("Don't repeat what mustn't be read. Nobody is told that it was you."),
    )


class DecideForm(Form):
    """What becomes of something that was reported."""

    outcome = RadioField(
        _("What becomes of it?"),
        [InputRequired(_("Choose what becomes of it."))],
        choices=[
            (ReportOutcome.HIDDEN.value, _("Hide it. A line with the reason takes its place")),
            (ReportOutcome.KEPT.value, _("Keep it")),
        ],
        validate_choice=False,
    )
    reason = RadioField(
        _("If you hide it: why?"), [Optional()], choices=REASONS, validate_choice=False
    )
    explanation = TextAreaField(
        _("If you keep it: why?"),
        [Length(max=LONGEST_NOTE)],
        description=_("Whoever reported it reads this."),
    )


class AppealForm(Form):
    """Asking a second moderator to look again."""

    text = TextAreaField(
        _("Why should it be shown?"),
        [InputRequired(_("Say why.")), Length(max=LONGEST_NOTE)],
        description=_("A moderator who didn't hide it reads this, without your name."),
    )


class DecideAppealForm(Form):
    """The second look."""

    outcome = RadioField(
        _("What becomes of it?"),
        [InputRequired(_("Choose what becomes of it."))],
        choices=[
            (AppealOutcome.RESTORED.value, _("Show it again")),
            (AppealOutcome.STANDS.value, _("It stays hidden")),
        ],
        validate_choice=False,
    )
    explanation = TextAreaField(
        _("Why?"),
        [InputRequired(_("Say why.")), Length(max=LONGEST_NOTE)],
        description=_("The author reads this."),
    )


class StandingForm(Form):
    """Verifying where somebody works, and their role; `affiliation` is the one that was shown."""

    affiliation = HiddenField()
    until = DateField(
        _("Verified until"),
        [InputRequired(_("Choose a day."))],
        description=_("When people usually change posts: one or two years from now."),
    )
    role = RadioField(_("Role"), choices=[(role.value, label) for role, label in ROLES.items()])
