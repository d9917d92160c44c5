"""The typed base of every form, and the way a form becomes an act."""

from collections.abc import Callable
from functools import cache, lru_cache

from babel.support import NullTranslations, Translations
from flask import request
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectFieldBase
from wtforms.form import BaseForm
from wtforms.i18n import messages_path

from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.web import unit_of_work
from ssrwiki.foundation.web.templating import language, said

_BOX = Markup('<label class="tick"><input type="checkbox" name="%s" value="%s"%s> %s</label>')
_NONE_TICKED = Markup('<input type="hidden" name="%s" value="">')
_TICKED = Markup(" checked")


class TickList:
    """Hundreds of plain tick boxes, written several times faster than WTForms' own."""

    input_type = "ticks"

    def __call__(self, field: SelectFieldBase, **_attributes: object) -> Markup:
        """The boxes in the order of the choices."""
        boxes = (
            _box(field.name, value, label, is_chosen)
            for value, label, is_chosen, _more in field.iter_choices()
        )
        return _NONE_TICKED % field.name + Markup("").join(boxes)


@lru_cache(maxsize=5_000)  # every country in each language
def _box(name: str, value: object, label: object, is_ticked: bool) -> Markup:
    return _BOX % (name, value, _TICKED if is_ticked else "", label)


class SeveralField(SelectMultipleField):
    """Any number of a list's choices; one that a request doesn't name keeps what it began with.

    A browser sends nothing for boxes of which none is ticked, so an empty value goes along.
    """

    widget = TickList()

    def process_formdata(self, valuelist: list[str]) -> None:
        """The ticked ones; no value at all, not even the empty one, asks for no change."""
        if valuelist:
            super().process_formdata([value for value in valuelist if value])

    def chosen_labels(self) -> list[str]:
        """The words of the chosen ones."""
        choices = self.iter_choices()
        return [str(label).strip() for _value, label, is_chosen, _more in choices if is_chosen]


@cache
def _wtforms_catalogue(language: str) -> NullTranslations:
    return Translations.load(messages_path(), [language], "wtforms")


class Form(FlaskForm):
    """A form whose errors may come from its fields or from the act itself."""

    class Meta(FlaskForm.Meta):
        """Flask-WTF reads WTForms' catalogue in every request; here each is read once."""

        def get_translations(self, form: BaseForm) -> NullTranslations:
            """WTForms' own sentences in the reader's language."""
            return _wtforms_catalogue(language())

    def problems(self) -> list[tuple[str, str]]:
        """Field name and sentence of each error, in the order of the fields; "" for the whole."""
        return [
            (name or "", str(sentence))
            for name, sentences in self.errors.items()
            for sentence in sentences
        ]

    def take(self, error: Invalid) -> None:
        """Shows the act's refusal beside the field it names, or on top."""
        sentence = said(error.message)
        if error.field and error.field in self:
            self[error.field].errors = [*self[error.field].errors, sentence]
        else:
            self.form_errors.append(sentence)


def fulfil(form: Form, act: Callable[[], str]) -> Response | None:
    """Runs `act` when the form was sent and is sound; 303 to the address it returns.

    None means: show the form (again). What the act had written is rolled back by then, so that
    the page is built from the database as it stands; `status_of(form)` gives its status.
    """
    if request.method != "POST" or not form.validate():
        return None
    try:
        return see_other(act())
    except Invalid as error:
        unit_of_work.abandon()
        form.take(error)
        return None


def status_of(form: Form) -> int:
    """200 for a fresh form, 422 for one that came back with errors."""
    return 422 if request.method == "POST" and form.problems() else 200


def see_other(address: str) -> Response:
    """What every successful POST answers: 303."""
    return redirect(address, 303)
