"""Numbers that people send, in addresses, queries and hidden fields.

They go to the database, which takes no number of any length; so none gets further than `LARGEST`.
"""

from flask import Flask, request
from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1
"""Nothing that is counted here has as many; a larger number is taken for this one."""


class NumberConverter(IntegerConverter):
    """`<int:…>`: one spelling for each number, from 1, so that no page has two addresses."""

    regex = "[1-9][0-9]{0,8}"


def register(app: Flask) -> None:
    """Reads every `<int:…>` of the routes that are registered later."""
    app.url_map.converters["int"] = NumberConverter


def number(text: str) -> int:
    """A number as it was sent.

    Raises:
        ValueError: it is none, or has thousands of digits.
    """
    return within(int(text))


def within(given: int) -> int:
    """The same number, or the nearest that can be looked for."""
    return max(-1, min(given, LARGEST))


def sent(text: object) -> int:
    """The number in a hidden field; 0 for one that was tampered with."""
    try:
        return number(str(text or ""))
    except ValueError:
        return 0


def asked(name: str, default: int) -> int:
    """The number that the address asks for; the default where it asks for none."""
    return request.args.get(name, default, type=number)
