"""Weighty acts are sent twice: first to see what will happen, then with the button `confirm`."""

from collections.abc import Callable

from flask import request
from sqlalchemy.orm import Session

from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.web.forms import Form
from ssrwiki.foundation.web.unit_of_work import reading

CONFIRM = "confirm"


def is_confirmed() -> bool:
    """Whether this request is the second step."""
    return CONFIRM in request.form


def first_step(form: Form, page: Callable[[Session], str]) -> str | None:
    """The page that shows what will happen; None when the form has to be put right first.

    `page` checks the guards and renders, in a session that only reads.
    """
    if request.method != "POST" or not form.validate():
        return None
    try:
        with reading() as opened:
            return page(opened)
    except Invalid as error:
        form.take(error)
        return None


def carried(form: Form) -> list[tuple[str, str]]:
    """Names and values that the second step sends along."""
    return [
        (field.name, str(field.data or ""))
        for field in form
        if field.name != "csrf_token" and field.type != "CSRFTokenField"
    ]
