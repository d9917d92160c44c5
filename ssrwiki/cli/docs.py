"""Documents that are made from the code: settings, and who may do what where.

A test compares them with what stands in `docs/`, so they can't fall behind.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import click

from ssrwiki import app as composition
from ssrwiki.foundation.settings import PREFIX, SHORTEST_SECRET_KEY, Env, Settings
from ssrwiki.foundation.web import route_marks

FOLDER = Path(__file__).parents[2] / "docs"
NOTE = "<!-- Written by `ssrwiki docs`; change the code and run it again. -->"


@dataclass(frozen=True, slots=True)
class Route:
    """One route and whom it lets in: everybody, signed in, or a permission's name."""

    rule: str
    methods: tuple[str, ...]
    mark: str


@click.command()
def docs() -> None:
    """Write docs/configuration.md and docs/permissions.md from the code."""
    for name, made in PAGES.items():
        (FOLDER / name).write_text(made(), encoding="utf-8")
        click.echo(f"docs/{name}")


def configuration() -> str:
    """Every setting with its meaning and default."""
    return _page(
        "Configuration",
        "Settings come from the environment. Each may also come from a file: "
        f"`{PREFIX}SECRET_KEY_FILE=/run/secrets/key` reads `{PREFIX}SECRET_KEY` from there. "
        f"A name that begins with `{PREFIX}` and isn't listed here stops the start, since it is "
        "most likely misspelt.",
        _table(
            ("Variable", "What it says", "Without it"),
            (
                (
                    f"`{PREFIX}{field.name.upper()}`",
                    field.metadata["about"],
                    _default(field.default),
                )
                for field in fields(Settings)
            ),
        ),
    )


def permissions() -> str:
    """Every permission with whom it allows, and every route with its mark."""
    return _page(
        "Permissions",
        "Who may do what. Each route carries one mark; the action behind it asks again, and what "
        "somebody may not read answers as if it weren't there.",
        "## Permissions",
        _table(
            ("Permission", "What, and who"),
            (
                (f"`{name}`", about)
                for name, about in sorted(
                    (permission.name, permission.about)
                    for feature in composition.FEATURES
                    for permission in feature.permissions
                )
            ),
        ),
        "## Routes",
        _table(
            ("Address", "Methods", "Lets in"),
            ((f"`{row.rule}`", " ".join(row.methods), _mark(row.mark)) for row in routes()),
        ),
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "configuration.md": configuration,
    "permissions.md": permissions,
}
"""What each generated document is made by."""


def routes() -> Iterator[Route]:
    """Every route of a development site, by address."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(env=Env.DEVELOPMENT, data_dir=folder, secret_key=_ANY_KEY)
        database = composition.open_database(settings)
        app = composition.create_app(settings, database)
        database.dispose()
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: (each.rule, each.endpoint)):
        mark = route_marks.mark_of(app.view_functions[rule.endpoint])
        methods = tuple(sorted((rule.methods or set()) & {"GET", "POST"}))
        yield Route(rule.rule, methods, mark.words if mark else "nobody: it has no mark")


def _mark(words: str) -> str:
    return f"`{words}`" if "." in words else words


def _default(value: object) -> str:
    return f"`{value}`" if value else ""


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", NOTE, *parts)) + "\n"


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


_ANY_KEY = "0123456789abcdefghijklmnopqrstuvwxyz"[:SHORTEST_SECRET_KEY]
"""Nothing is signed with it: the application is only asked for its routes."""
