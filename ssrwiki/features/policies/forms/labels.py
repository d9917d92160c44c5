"""Forms of labels: contesting that only the wording changed, and the office's answer."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired

from ssrwiki.commons.discussion.forms import CommentForm
from ssrwiki.features.policies.rules.labels import LabelOutcome
from ssrwiki.foundation.web.forms import Form


class ContestForm(CommentForm):
    """The words are a comment like others; where in the text may be left open."""

    body = TextAreaField(
        _("What is asked of people now that wasn't asked before?"),
        [InputRequired(_("Say in a sentence what is asked of people now."))],
        description=_("Public, and kept beside the label for ever."),
    )
    passage = SelectField(_("Which clause?"), choices=[], validate_choice=False)


class LabelAnswerForm(Form):
    """One answer to all contests of a label that wait."""

    outcome = RadioField(
        _("What becomes of the label?"),
        [InputRequired(_("Choose what becomes of the label."))],
        choices=[
            (LabelOutcome.RELABELLED.value, _("It was wrong: the change is one of substance")),
            (LabelOutcome.KEPT.value, _("It stays: only the wording changed")),
        ],
        validate_choice=False,
    )
    reason = TextAreaField(
        _("Why?"),
        [InputRequired(_("Give the reason."))],
        description=_("Public, and kept beside the label for ever."),
    )
