"""One JSON object a line, on standard output, from which prose and people are kept out.

What may pass is listed, not what mustn't: the constant text of a log call, its numbers, and the
fields of `FIELDS` when they look like a code. Text arguments never pass, nor do the words of an
exception: both may quote a comment, an address or a path. A traceback is names of functions.
"""

import logging
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from traceback import walk_tb
from typing import TextIO

from pythonjsonlogger.json import JsonFormatter

FIELDS = frozenset(
    {
        *("method", "route", "status", "milliseconds", "statements"),  # a request
        *("job", "tries", "lag_seconds", "queue_count"),  # a job
        *("outcome", "reason", "throttle", "network", "permission", "version"),
    }
)
LEFT_OUT = "…"
LONGEST_TEXT = 300
_OWN = ("ssrwiki", "gunicorn")
_CODE = re.compile(r"[A-Za-z_][\w.-]{0,60}(?::\w{1,20})?|[0-9a-f]{12}", re.ASCII)
_ROUTE = re.compile(r"/[\w.<>:/(),=-]{0,200}|\(none\)", re.ASCII)
_TOKEN = re.compile(r"(?=\w*\d)(?=\w*[A-Za-z])\w{20,}", re.ASCII)
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?[a-zA-Z%]")
_TELLING = re.compile(
    r"[^\s@<>]+@[^\s@<>]+"  # an address of a person
    r"|\?[^\s\"']*"  # a query string
    r"|\b(?:\d{1,3}\.){3}\d{1,3}\b"  # a network address
    r"|(?<![\w:])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?![\w:])"
    r"|(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}"  # a token or a key
    r"|(?<![\w.])/[^\s\"',]+"  # a path
    r"|'[^']*'|\"[^\"]*\"|«[^»]*»|“[^”]*”",  # something quoted
    re.ASCII,
)


def configure(stream: TextIO | None = None) -> None:
    """Makes this process log here and nowhere else. Safe to call again."""
    # Otherwise a line that can't be written lands on standard error with its arguments.
    logging.raiseExceptions = False
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, Door)]:
        root.removeHandler(handler)
    root.addHandler(Door(stream or sys.stdout))
    root.setLevel(logging.WARNING)
    for name in _OWN:
        logging.getLogger(name).setLevel(logging.INFO)


class Door(logging.StreamHandler[TextIO]):
    """The one handler."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.setFormatter(Reticent())


class Reticent(JsonFormatter):
    """Formats what `told` lets through."""

    def __init__(self) -> None:
        super().__init__("", json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        return super().format(logging.makeLogRecord({"msg": told(record)}))


def told(record: logging.LogRecord) -> Mapping[str, str | int | float | bool | list[str] | None]:
    """The fields of a line."""
    # Whole seconds: finer times would join a line with a row that somebody wrote.
    at = datetime.fromtimestamp(int(record.created), UTC).isoformat().replace("+00:00", "Z")
    line: dict[str, str | int | float | bool | list[str] | None] = {
        "at": at,
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": _sentence(record),
    }
    line.update(
        (name, _field(name, value)) for name, value in vars(record).items() if name in FIELDS
    )
    if record.exc_info and record.exc_info[1] is not None:
        line["traceback"] = list(trace(record.exc_info[1]))
    return line


def trace(error: BaseException) -> Iterator[str]:
    """The kinds of an error and of its causes, each with its functions, innermost last."""
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield kind(cause)
        for frame, line_number in walk_tb(cause.__traceback__):
            module = frame.f_globals.get("__name__", "?")
            yield f"  {module}:{line_number} {frame.f_code.co_name}"
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def kind(error: BaseException) -> str:
    """`sqlite3.OperationalError SQLITE_BUSY`: the class and, where it has one, a code."""
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    for attribute in ("sqlite_errorname", "sqlstate", "smtp_code", "errno"):
        code = getattr(error, attribute, None)
        if isinstance(code, str | int):
            return f"{name} {code}"
    return name


def _sentence(record: logging.LogRecord) -> str:
    text = record.msg if isinstance(record.msg, str) else LEFT_OUT
    if record.args:
        text = _filled(text, record.args)
    return _TELLING.sub(LEFT_OUT, text)[:LONGEST_TEXT]


def _filled(text: str, arguments: object) -> str:
    """Numbers in their places, everything else left out."""
    if isinstance(arguments, Mapping):
        return _PLACEHOLDER.sub(LEFT_OUT, text)
    values = iter(arguments if isinstance(arguments, tuple) else (arguments,))

    def value_of(match: re.Match[str]) -> str:
        if match.group().endswith("%"):
            return "%"
        value = next(values, None)
        return str(value) if isinstance(value, int | float) else LEFT_OUT

    return _PLACEHOLDER.sub(value_of, text)


def _field(name: str, value: object) -> str | int | float | bool | None:
    if value is None or isinstance(value, bool | int | float):
        return value
    return _code(name, str(value))


@lru_cache(maxsize=2000)
def _code(name: str, text: str) -> str:
    """Rules of routes, names of jobs and the like; prose, addresses and tokens look different."""
    shape = _ROUTE if name == "route" else _CODE
    return text if shape.fullmatch(text) and not _TOKEN.search(text) else LEFT_OUT
