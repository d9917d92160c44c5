"""Forms of positions: first the position, then only the fields that it needs."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired

from ssrwiki.features.policies.rules.endorsements import Position
from ssrwiki.foundation.web.forms import Form

LABELS = {
    Position.AGREE: _("I agree"),
    Position.AGREE_WITH_CONDITIONS: _("I agree, with conditions"),
    Position.ABSTAIN: _("I abstain"),
    Position.DISAGREE: _("I disagree"),
    Position.OBJECT: _("I object"),
}

HINTS = {
    Position.AGREE: _("It would work where I am."),
    Position.AGREE_WITH_CONDITIONS: _("It would work if something changes; you say what."),
    Position.ABSTAIN: _("I have read it and take no side."),
    Position.DISAGREE: _("It wouldn't work where I am; you say why."),
    Position.OBJECT: _("It must not go ahead like this; it stays open until it is resolved."),
}


class PositionForm(Form):
    """The first step; it is sent by GET and writes nothing."""

    position = RadioField(
        _("What is your position?"),
        [InputRequired(_("Choose one."))],
        choices=[(position.value, label) for position, label in LABELS.items()],
    )


class EndorseForm(Form):
    """The second step."""

    position = HiddenField()
    reason = TextAreaField(_("Why?"))
    conditions = TextAreaField(
        _("On which conditions?"),
        description=_("What would have to change in the text, or where you are."),
    )
    attribution = RadioField(
        _("How is your name shown?"),
        choices=[
            ("named", _("By name")),
            ("role_and_region", _("By role and region only")),
        ],
        default="named",
    )
    shown_byline = HiddenField()
    lang = HiddenField()
    giveaways_seen = HiddenField()


class ReconfirmForm(Form):
    """One button under the redline."""


class WithdrawForm(Form):
    """One button that takes a position back."""
