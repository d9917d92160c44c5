"""Tables and relationships keep the house's conventions."""

import re
from collections.abc import Iterator

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import configure_mappers

from ssrwiki.foundation.database import Base
from tests.conformance.telling import check

LONGEST_NAME = 63
"""PostgreSQL cuts what is longer."""
PREFIXES = {
    PrimaryKeyConstraint: "pk_",
    ForeignKeyConstraint: "fk_",
    UniqueConstraint: "uq_",
    CheckConstraint: "ck_",
}


def named() -> Iterator[tuple[str, str, str]]:
    """Table, wanted prefix and name of each constraint and index."""
    for table in Base.metadata.sorted_tables:
        for constraint in table.constraints:
            yield table.name, PREFIXES[type(constraint)], str(constraint.name)
        for index in table.indexes:
            yield table.name, "ix_", str(index.name)


def test_a_forgotten_load_fails_loudly() -> None:
    configure_mappers()
    check(
        'Every relationship is lazy="raise_on_sql"; a query names what it loads.',
        (
            f"{mapper.class_.__name__}.{relationship.key} is lazy={relationship.lazy!r}"
            for mapper in Base.registry.mappers
            for relationship in mapper.relationships
            if relationship.lazy != "raise_on_sql"
        ),
    )


def test_constraints_have_names_by_the_convention() -> None:
    check(
        "Let foundation/database.NAMING give the name; a migration needs it to drop it again.",
        (f"{table}: {name}" for table, prefix, name in named() if not name.startswith(prefix)),
    )


def test_names_fit_into_postgresql() -> None:
    check(
        f"PostgreSQL cuts names after {LONGEST_NAME} characters: give a shorter one by hand.",
        (f"{table}: {name}" for table, _, name in named() if len(name) > LONGEST_NAME),
    )


def test_a_table_has_the_name_of_its_class() -> None:
    def snake(name: str) -> str:
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()

    check(
        "One spelling: class DocumentLink, table document_link.",
        (
            f"{mapper.class_.__name__}: {mapper.persist_selectable.description}"
            for mapper in Base.registry.mappers
            if mapper.persist_selectable.description != snake(mapper.class_.__name__)
        ),
    )


def test_every_table_says_what_a_row_is() -> None:
    check(
        "A model's docstring says what one row is.",
        (m.class_.__name__ for m in Base.registry.mappers if not m.class_.__doc__),
    )
