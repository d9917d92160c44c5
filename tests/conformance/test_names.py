"""One spelling for each thing, and names that say what a value is."""

import ast
import re
from collections.abc import Iterator

from sqlalchemy import Date, Integer
from sqlalchemy.sql.schema import Column

from ssrwiki import app as composition
from ssrwiki.foundation.database import Base, UtcDateTime
from ssrwiki.foundation.feature import Feature
from tests.conformance.telling import check
from tests.conformance.tree import SSRWIKI, Module, modules, package_of, packages

VAGUE_FILES = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
VAGUE_VALUES = {"data", "info", "obj", "utils", "helper", "misc", "manager"}
VAGUE_VERBS = re.compile(r"_*(do|handle|process|manage)(_|$)")
NAMED_BY_OTHERS = {"process_bind_param", "process_result_value", "process_formdata"}
"""What SQLAlchemy and WTForms call their hooks."""
NAMED_BY_THE_CONTRACT = {"based_on"}
"""A form field: the revision that a save is based on (a number, not a day)."""
ENDINGS = {
    "_at": {"datetime", "datetime | None", "str", "date"},
    "_on": {"date", "date | None", "str"},
    "_count": {"int", "int | None"},
}
"""Types of what is so called; text is what a form holds before it is read."""
ANATOMY = {
    "rules", "models", "wording", "permissions", "queries", "actions", "forms", "views", "feeds",
    "tasks", "feature",
}  # fmt: skip
FEATURES: tuple[Feature, ...] = composition.FEATURES


def columns() -> Iterator[tuple[str, Column[object]]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            yield f"{table.name}.{column.name}", column


def annotated(module: Module) -> Iterator[tuple[str, ast.expr, ast.AnnAssign | ast.arg]]:
    """Every name that has a type: fields, values, parameters."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.annotation, node
        elif isinstance(node, ast.arg) and node.annotation is not None:
            yield node.arg, node.annotation, node


def defined(module: Module) -> Iterator[tuple[str, ast.stmt | ast.arg | ast.expr]]:
    """Every name that the module gives to something."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.arg):
            yield node.arg, node
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node


def test_nothing_has_a_name_that_says_nothing() -> None:
    files = [m.name for m in modules() if {m.path.stem, m.path.parent.name} & VAGUE_FILES]
    values = (
        f"{module.at(node)}: {name}"
        for module in modules()
        for name, node in defined(module)
        if name.strip("_").lower() in VAGUE_VALUES
    )
    check("Name it after what it is or holds; this name says nothing.", [*files, *values])


def test_functions_are_named_by_what_they_do() -> None:
    check(
        "Use the trade's verb (publish, endorse, close), not do, handle, process or manage.",
        (
            f"{module.at(node)}: {node.name}"
            for module in modules()
            for node in ast.walk(module.tree)
            if isinstance(node, ast.FunctionDef)
            and VAGUE_VERBS.match(node.name)
            and node.name not in NAMED_BY_OTHERS
            and not any(ast.unparse(each) == "property" for each in node.decorator_list)
        ),
    )


def test_columns_are_named_by_their_type() -> None:
    def breaches() -> Iterator[str]:
        for name, column in columns():
            if column.name.endswith("_until"):
                continue
            is_instant = isinstance(column.type, UtcDateTime)
            if is_instant != (column.name == "at" or column.name.endswith("_at")):
                yield f"{name}: an instant ends in _at, and only an instant"
            if isinstance(column.type, Date) != column.name.endswith("_on"):
                yield f"{name}: a day ends in _on, and only a day"
            if column.name.endswith("_count") and not isinstance(column.type, Integer):
                yield f"{name}: a count is a number"

    check(
        "`_at` is an aware instant in UTC, `_on` a day, `_count` a number, `_until` either end.",
        breaches(),
    )


def test_values_are_named_by_their_type() -> None:
    def breaches() -> Iterator[str]:
        for module in modules():
            for name, annotation, node in annotated(module):
                bare = re.sub(r"^Mapped\[(.*)\]$", r"\1", ast.unparse(annotation))
                for ending, types in ENDINGS.items():
                    is_ours = name not in NAMED_BY_THE_CONTRACT
                    if is_ours and name.endswith(ending) and bare not in types:
                        yield f"{module.at(node)}: {name}: {bare}"

    check("`_at` is an aware instant in UTC, `_on` a day, `_count` a number.", breaches())


def test_predicates_answer_yes_or_no() -> None:
    predicate = re.compile(r"(is|has|can)_[a-z]")
    check(
        "is_, has_ and can_ begin the name of a yes or no.",
        (
            f"{module.at(node)}: {node.name} gives {ast.unparse(node.returns)}"
            for module in modules()
            for node in ast.walk(module.tree)
            if isinstance(node, ast.FunctionDef)
            and predicate.match(node.name)
            and node.returns is not None
            and not re.fullmatch(r"(.*\b)?bool\b.*", ast.unparse(node.returns))
        ),
    )


def test_packages_have_the_one_anatomy() -> None:
    check(
        "A package is made of: " + ", ".join(sorted(ANATOMY)) + "; see docs/architecture.md.",
        (
            module.name
            for module in modules()
            if (package := package_of(module))
            and module.path.parent.name == package
            and module.path.stem not in ANATOMY | {"__init__"}
        ),
    )


def test_each_feature_is_called_as_its_package() -> None:
    check(
        "Feature(name=…) is the package's name.",
        (feature.name for feature in FEATURES if feature.name not in packages()),
    )
    names = [blueprint.name for feature in FEATURES for blueprint in feature.blueprints]
    assert len(names) == len(set(names)), "Two blueprints have one name."


def test_every_feature_is_in_the_house() -> None:
    declared = {feature.name for feature in FEATURES}
    check(
        "The package has a feature.py, but app.py doesn't list its FEATURE.",
        (
            module.name
            for module in modules()
            if module.path.name == "feature.py"
            and package_of(module)
            and package_of(module) not in declared
        ),
    )


def test_permissions_and_verbs_say_their_package() -> None:
    check(
        "A permission or verb is called `package.verb`.",
        (
            name
            for feature in FEATURES
            for name in [each.name for each in feature.permissions]
            + [each.name for each in feature.verbs]
            if name.partition(".")[0] not in packages()
        ),
    )


def test_every_file_says_what_lives_in_it() -> None:
    check(
        "A module opens with a docstring: what lives here, in the field's words.",
        (
            module.name
            for module in modules()
            if module.lines and ast.get_docstring(module.tree) is None
        ),
    )


def test_no_docstring_repeats_the_name() -> None:
    def bare(text: str) -> str:
        return re.sub(r"[^a-z]", "", re.sub(r"\b(the|a|an)\b", "", text.lower()))

    check(
        "A docstring that repeats the name says nothing: say what it gives, or what is special.",
        (
            f"{module.at(node)}: {node.name}"
            for module in modules(SSRWIKI)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and (docstring := ast.get_docstring(node)) is not None
            and bare(docstring) == bare(node.name)
        ),
    )
