"""Forms of discussions: first the words, then what they are, then how one's name is shown."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from ssrwiki.commons.discussion.rules import PLAIN_CHOICES, Kind
from ssrwiki.commons.documents.forms import HIDING_REASONS, LANGUAGES
from ssrwiki.foundation.web.forms import Form

KIND_QUESTIONS = {
    Kind.OBSERVATION: _("Something to say"),
    Kind.OBJECTION: _("This must change"),
    Kind.FIELD_TEST: _("I tried this"),
    Kind.QUESTION: _("A question"),
}


class CommentForm(Form):
    """A comment or a reply. The act itself checks kinds and attributions, for scripts' sake.

    `giveaways_seen` is sent empty by our own page: then a look at the words may come back once.
    """

    body = TextAreaField(
        _("What do you want to say?"),
        [InputRequired(_("Write what you want to say."))],
        description=_("In any language. One point a comment is easiest to answer."),
    )
    kind = RadioField(
        _("What is it?"),
        choices=[(kind.value, KIND_QUESTIONS[kind]) for kind in PLAIN_CHOICES],
        default=Kind.OBSERVATION.value,
        validate_choice=False,
    )
    replacement = TextAreaField(
        _("Words you would put instead"),
        description=_("Write the clause as you would have it. This makes it a suggestion."),
    )
    where = StringField(_("Where?"), description=_("As roughly as you like: a district, a region."))
    period = StringField(_("When, and for how long?"))
    tried = TextAreaField(_("What was tried?"))
    result = TextAreaField(_("What came of it?"))
    is_point = BooleanField(
        _("This is a point of its own"),
        description=_("Then it gets an answer of its own, not only a place in the conversation."),
    )
    attribution = RadioField(
        _("How your name is shown"),
        choices=[
            ("named", _("By name")),
            ("role_and_region", _("By role and region only")),
        ],
        default="named",
        validate_choice=False,
    )
    shown_byline = HiddenField()
    lang = SelectField(_("Language of your words"), choices=LANGUAGES, validate_choice=False)
    clause = HiddenField()
    parent = HiddenField()
    quote = HiddenField()
    giveaways_seen = HiddenField()


class HideForm(Form):
    """Taking a comment from view."""

    reason = RadioField(
        _("Why?"),
        [InputRequired(_("Choose the reason from the list."))],
        choices=[(reason.value, label) for reason, label in HIDING_REASONS.items()],
        validate_choice=False,
    )


class ConfirmForm(Form):
    """A button that does what its page says."""
