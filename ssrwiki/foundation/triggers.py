"""Triggers that keep rows immutable or append-only, declared once beside their tables.

Alembic's batch mode on SQLite drops triggers with the table it rebuilds, so `create_all` is
called at the end of every migration; a conformance test lists what the database really has.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, inspect, text

_REGISTRY: dict[str, "Immutable"] = {}


@dataclass(frozen=True, slots=True)
class Immutable:
    """Refuses UPDATE of `columns` (all others may change) and, unless told, DELETE of rows.

    `tombstones` is the door for `redact`: columns with what may come in the place of their words,
    as SQL; HTML is emptied. Nothing else passes it, and `redacted_at` is never taken back.
    `unless` is an SQL condition over `NEW` and `OLD` under which any change passes. The columns
    `html` may be made anew: they change together with `renderer_version`, as long as
    `redacted_at` is empty.
    """

    table: str
    columns: tuple[str, ...]
    html: tuple[str, ...] = ()
    unless: str = ""
    may_delete: str = ""
    tombstones: dict[str, str] = field(default_factory=dict)

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
    changed = _changes(rule.columns, differs)
    if rule.html:
        changed += (
            f" OR (({_changes(rule.html, differs)}) AND "
            "(NEW.renderer_version = OLD.renderer_version OR OLD.redacted_at IS NOT NULL))"
        )
    doors = [f"({door})" for door in (rule.unless, _redaction(rule, differs)) if door]
    update = f"({changed})" + (f" AND NOT ({' OR '.join(doors)})" if doors else "")
    if rule.tombstones:
        update = f"({update}) OR (OLD.redacted_at IS NOT NULL AND NEW.redacted_at IS NULL)"
    delete = f"NOT ({rule.may_delete})" if rule.may_delete else "1 = 1"
    return update, delete


def _changes(columns: tuple[str, ...], differs: str) -> str:
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


def _redaction(rule: Immutable, differs: str) -> str:
    """The condition that a change does nothing but put tombstones where words were."""
    if not rule.tombstones:
        return ""
    kept = [f"NOT (NEW.{c} {differs} OLD.{c})" for c in rule.columns if c not in rule.tombstones]
    emptied = [
        f"(NEW.{column} = {words} OR NOT (NEW.{column} {differs} OLD.{column}))"
        for column, words in (rule.tombstones | dict.fromkeys(rule.html, "''")).items()
    ]
    return " AND ".join(["NEW.redacted_at IS NOT NULL", *kept, *emptied])


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
