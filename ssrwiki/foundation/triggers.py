"""Triggers that keep rows immutable or append-only, declared once beside their tables.

Alembic's batch mode on SQLite drops triggers with the table it rebuilds, so `create_all` is
called at the end of every migration; a conformance test lists what the database really has.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

_REGISTRY: dict[str, "Immutable"] = {}


@dataclass(frozen=True, slots=True)
class Immutable:
    """Refuses UPDATE of `columns` (all others may change) and, unless told, DELETE of rows.

    `unless` is an SQL condition over `NEW` and `OLD` under which a change passes: the door for
    `redact`, and for a draft that isn't published yet.
    """

    table: str
    columns: tuple[str, ...]
    unless: str = ""
    may_delete: str = ""

    @property
    def name(self) -> str:
        """The stem of both triggers' names."""
        return f"keep_{self.table}"


def keep(rule: Immutable) -> Immutable:
    """Declares a rule; `models.py` calls it once beside the table."""
    _REGISTRY[rule.name] = rule
    return rule


def declared() -> tuple[Immutable, ...]:
    """Every declared rule, by table."""
    return tuple(_REGISTRY[name] for name in sorted(_REGISTRY))


def create_all(connection: Connection) -> None:
    """Drops and creates every trigger whose table exists."""
    drop_all(connection)
    build = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for rule in _standing(connection):
        for statement in build(rule):
            connection.execute(text(statement))


def drop_all(connection: Connection) -> None:
    """Takes every declared trigger away: what a downgrade starts with."""
    is_sqlite = connection.dialect.name == "sqlite"
    for rule in _standing(connection):
        for act in ("update", "delete"):
            where = "" if is_sqlite else f" ON {rule.table}"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {rule.name}_{act}{where}"))


def present(connection: Connection) -> frozenset[str]:
    """Names of the triggers that the database has."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        rows = connection.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
    return frozenset(name for (name,) in rows)


def _standing(connection: Connection) -> list[Immutable]:
    tables = frozenset(inspect(connection).get_table_names())
    return [rule for rule in declared() if rule.table in tables]


def _conditions(rule: Immutable, differs: str) -> tuple[str, str]:
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in rule.columns)
    update = f"({changed})" + (f" AND NOT ({rule.unless})" if rule.unless else "")
    delete = f"NOT ({rule.may_delete})" if rule.may_delete else "1 = 1"
    return update, delete


def _sqlite(rule: Immutable) -> list[str]:
    update, delete = _conditions(rule, "IS NOT")
    refuse = f"SELECT RAISE(ABORT, '{rule.table} is kept as it was');"
    return [
        f"CREATE TRIGGER {rule.name}_update BEFORE UPDATE ON {rule.table} FOR EACH ROW "
        f"WHEN {update} BEGIN {refuse} END",
        f"CREATE TRIGGER {rule.name}_delete BEFORE DELETE ON {rule.table} FOR EACH ROW "
        f"WHEN {delete} BEGIN {refuse} END",
    ]


def _postgresql(rule: Immutable) -> list[str]:
    update, delete = _conditions(rule, "IS DISTINCT FROM")
    # 23001 is a member of the integrity class, so that both databases raise IntegrityError.
    return [
        f"CREATE OR REPLACE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{rule.table} is kept as it was' USING ERRCODE = '23001'; END $$",
        f"CREATE TRIGGER {rule.name}_update BEFORE UPDATE ON {rule.table} FOR EACH ROW "
        f"WHEN ({update}) EXECUTE FUNCTION {rule.name}()",
        f"CREATE TRIGGER {rule.name}_delete BEFORE DELETE ON {rule.table} FOR EACH ROW "
        f"WHEN ({delete}) EXECUTE FUNCTION {rule.name}()",
    ]
