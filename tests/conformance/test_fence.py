"""Who said it stays behind one fence (safety rule 1)."""

import ast
import re

from sqlalchemy import ForeignKey

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.foundation.database import Base
from tests.conformance.telling import check
from tests.conformance.tree import SSRWIKI, modules

FENCE = SSRWIKI / "commons/authorship"
TABLE = "ssrwiki.commons.authorship.models.Authorship"
GATES = {"author_id", "author_ids"}
"""Queries that give the person behind a contribution."""
MAY_ASK = {
    "ssrwiki/commons/notifications/queries/recipients.py": "delivers an answer to who asked",
    "ssrwiki/commons/documents/actions/judging.py": "a released edit is saved as theirs",
}
PEOPLE_BESIDE_CONTRIBUTIONS: dict[str, str] = {}
"""Columns of contributions that point to a person, with the reason; there should be none."""


def test_only_the_fence_reads_who_made_a_contribution() -> None:
    check(
        "Authorship joins a person and a contribution; only commons/authorship reads it. "
        "Ask authorship.queries.own() whether something is the viewer's.",
        (
            f"{module.at(node)}: {name}"
            for module in modules()
            if not module.path.is_relative_to(FENCE)
            for name, node in module.imports()
            if name == TABLE
        ),
    )


def test_only_deliveries_ask_for_the_people() -> None:
    check(
        "Whoever learns the author of a contribution can leak it: add the caller to MAY_ASK with "
        "its reason, after a second pair of eyes.",
        (
            f"{module.at(call)}: {ast.unparse(call.func)}()"
            for module in modules()
            if module.name not in MAY_ASK and not module.path.is_relative_to(FENCE)
            for name, call in module.calls()
            if name in GATES
        ),
    )


def test_whoever_may_ask_does() -> None:
    asking = {module.name for module in modules() for name, _ in module.calls() if name in GATES}
    check("Take this file from MAY_ASK: it asks for nobody.", MAY_ASK.keys() - asking)


def test_no_contribution_points_to_a_person() -> None:
    """The byline is all that a table of contributions may know."""
    tables = {
        mapper.persist_selectable.description
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Bylined)
    }

    def points_to_person(key: ForeignKey) -> bool:
        return key.target_fullname.startswith("person.")

    check(
        "A column beside a contribution names a person: use authorship.actions.sign().",
        (
            f"{table.name}.{column.name}"
            for table in Base.metadata.sorted_tables
            if table.name in tables
            for column in table.columns
            if any(map(points_to_person, column.foreign_keys))
            and f"{table.name}.{column.name}" not in PEOPLE_BESIDE_CONTRIBUTIONS
        ),
    )


def test_logs_name_no_person_text_or_token() -> None:
    """Logs never join a person and a contribution (safety rule 7)."""
    talks = re.compile(r"_log\.\w+\(.*\b(email|display_name|handle|person|body|token)\b")
    check(
        "Say in the log what happened and to which kind of thing, never to whom.",
        (
            f"{module.name}:{number}"
            for module in modules()
            for number, line in enumerate(module.lines, 1)
            if talks.search(line)
        ),
    )
