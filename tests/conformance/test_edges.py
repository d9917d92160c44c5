"""Where transactions end, where the clock is read, and that nothing is made on import."""

import ast
import re
from collections.abc import Iterator

from tests.conformance.telling import check
from tests.conformance.tree import SSRWIKI, Module, modules

ENDS_TRANSACTIONS = {
    "ssrwiki/foundation/database.py": "the unit of work of jobs and commands",
    "ssrwiki/foundation/web/unit_of_work.py": "the unit of work of a request",
    "ssrwiki/foundation/web/once.py": "a form that was sent twice gives its transaction back",
    "ssrwiki/foundation/mail/post.py": "a mail server isn't waited for with the lock held",
    "ssrwiki/commons/notifications/tasks/mailing.py": "what a failed job learnt of its mail stays",
    "ssrwiki/foundation/search/writer.py": "the index has transactions of its own",
}
READS_THE_CLOCK = {"ssrwiki/foundation/clock.py": "the one source of now"}
SESSION = re.compile(r"\b(session|writing|opened|held)(\(\))?$")


def where(names: set[str], allowed: dict[str, str]) -> Iterator[str]:
    for module in modules():
        if module.name in allowed:
            continue
        for name, call in module.calls():
            if name in names and isinstance(call.func, ast.Attribute):
                yield f"{module.at(call)}: {ast.unparse(call.func)}()"


def test_the_edge_ends_transactions() -> None:
    check(
        "Actions never commit or roll back: the unit of work does, once, at the edge. "
        "A race is met by a constraint and session.begin_nested().",
        where({"commit", "rollback"}, ENDS_TRANSACTIONS),
    )


def test_whoever_may_end_a_transaction_does() -> None:
    """A permission that isn't used is one somebody will use."""
    unused = ENDS_TRANSACTIONS.keys() - {
        module.name
        for module in modules()
        for name, _call in module.calls()
        if name in {"commit", "rollback"}
    }
    check("Take this file from ENDS_TRANSACTIONS: it ends none.", unused)


def test_a_flush_gives_its_reason() -> None:
    check(
        "Flush only for a reason, beside it: session.flush()  # the revision needs its id",
        (
            f"{module.at(call)}"
            for module in modules()
            for name, call in module.calls()
            if name == "flush"
            and isinstance(call.func, ast.Attribute)
            and SESSION.search(ast.unparse(call.func.value))
            and not has_comment(module, call)
        ),
    )


def has_comment(module: Module, call: ast.Call) -> bool:
    """On its line, or alone on the line before."""
    above = module.lines[call.lineno - 2].strip() if call.lineno > 1 else ""
    return "#" in module.lines[call.lineno - 1] or above.startswith("#")


def test_the_clock_is_read_in_one_place() -> None:
    check(
        "Ask ssrwiki.foundation.clock.now(): tests and the seed move it.",
        (
            f"{module.at(call)}: {ast.unparse(call.func)}()"
            for module in modules()
            if module.name not in READS_THE_CLOCK
            and not module.path.is_relative_to(SSRWIKI / "cli")
            for name, call in module.calls()
            if name in {"now", "utcnow", "today"}
            and isinstance(call.func, ast.Attribute)
            and ast.unparse(call.func.value) in {"datetime", "date", "datetime.datetime"}
        ),
    )


def test_tables_are_made_by_migrations_only() -> None:
    check(
        "Schemas come from migrations, in tests too: triggers come with them.",
        (
            f"{module.at(call)}: {ast.unparse(call.func)}()"
            for module in modules()
            for name, call in module.calls()
            if name == "create_all" and "metadata" in ast.unparse(call.func)
        ),
    )


def test_nothing_is_born_on_import() -> None:
    """No application, engine or session exists before somebody asks for one."""
    check(
        "Build it in create_app() or in the command: a module's import makes nothing.",
        (
            f"{module.at(node)}: {ast.unparse(node.value.func)}()"
            for module in modules()
            for node in module.tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func).rpartition(".")[2]
            in {"create_app", "create_engine", "Session", "Database", "Flask", "Site"}
        ),
    )
