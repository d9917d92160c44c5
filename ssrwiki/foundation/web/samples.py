"""What the page of all components needs besides its own sample values: forms and an instant."""

from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired

from ssrwiki.foundation.web.forms import SeveralField

SAMPLE_AT = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)


class SampleForm(Form):
    """One field of each sort."""

    title = StringField("Title", [DataRequired("Give the page a title.")])
    email = StringField("Email address", description="Only the site sees it.")
    audience = SelectField("Who may read it", choices=[("public", "Everyone"), ("unit", "Us")])
    is_minor = BooleanField("A minor change", description="Watchers are not told.")
    code = RadioField(
        "Your answer",
        choices=[
            ("accepted", "Accepted"),
            ("accepted_in_part", "Accepted in part"),
            ("not_accepted", "Not accepted"),
            ("answered", "Question answered"),
            ("deferred", "Deferred to a later version"),
        ],
        validators=[DataRequired("Choose an answer.")],
    )
    closes_at = DateTimeLocalField("Date and time")
    zone = SelectField(
        "Time zone", choices=[("Africa/Dakar", "Dakar"), ("Europe/London", "London")]
    )
    places = SeveralField(
        "Countries",
        choices=[("ML", "Mali"), ("SL", "Sierra Leone"), ("TG", "Togo")],
        default=["ML"],
        description="Where it holds.",
    )
    text = TextAreaField("Text", [DataRequired("Write the text.")], description="Markdown.")


class SampleCommentForm(Form):
    """What one is asked when commenting."""

    clause = HiddenField()
    parent = HiddenField()
    quote = HiddenField(default="at the start and the end of each shift")
    body = TextAreaField("Your words", [DataRequired()], description="In any language.")
    kind = RadioField(
        "What is it?",
        choices=[
            ("observation", "Something to say"),
            ("objection", "This must change"),
            ("field_test", "I tried this"),
            ("question", "A question"),
            ("editorial", "A slip of the pen"),
        ],
        default="observation",
    )
    replacement = TextAreaField("Words you would put instead")
    attribution = RadioField(
        "How your name is shown",
        choices=[("named", "With my name"), ("role_and_region", "By role and region only")],
        default="role_and_region",
    )


def of_components() -> dict[str, object]:
    """What `workshop/components.html` is rendered with; its first form shows its errors."""
    form = SampleForm(MultiDict({"audience": "public"}))
    form.validate()
    return {"form": form, "comment_sample": SampleCommentForm(), "at": SAMPLE_AT}
