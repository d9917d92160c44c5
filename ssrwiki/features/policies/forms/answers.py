"""Forms of answers: one for a single comment, one for several, and the one that publishes all."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from ssrwiki.commons.discussion.views.wording import ANSWERS
from ssrwiki.commons.documents.forms import LANGUAGES
from ssrwiki.features.policies.rules.dispositions import FIRST_CHOICES, OTHER_CHOICES
from ssrwiki.foundation.web.forms import Form

FIRST_COUNT = len(FIRST_CHOICES)
"""So many answers stand open; the rest waits behind "Other answers"."""


class AnswerForm(Form):
    """One answer; which comments it goes to stands beside it in the request."""

    code = RadioField(
        _("Your answer"),
        [InputRequired(_("Choose an answer."))],
        choices=[(code.value, ANSWERS[code]) for code in (*FIRST_CHOICES, *OTHER_CHOICES)],
        validate_choice=False,
    )
    reason = TextAreaField(
        _("Reason"),
        description=_("What you did and why. At least a sentence, unless you accept it."),
    )
    target_version = StringField(
        _("In which version?"), description=_("For what you accept, or keep for later.")
    )
    duplicate_of = StringField(
        _("Said already in"), description=_("The address of the comment that says the same.")
    )
    lang = SelectField(_("Language of your answer"), choices=LANGUAGES, validate_choice=False)


class PublishAnswersForm(Form):
    """The last step."""

    text = TextAreaField(
        _("A word to everybody who commented"),
        description=_("What you learned and what happens next. It stands above the answers."),
    )
