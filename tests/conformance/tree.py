"""The source tree as conformance tests read it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
SSRWIKI = ROOT / "ssrwiki"
TEMPLATES = SSRWIKI / "templates"
STATIC = SSRWIKI / "static"
FLOORS = ("features", "commons")


@dataclass(frozen=True)
class Module:
    """One Python file, parsed once."""

    path: Path

    @property
    def name(self) -> str:
        """Its path below the checkout, as a failing test prints it."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def lines(self) -> list[str]:
        """Its text, line by line."""
        return self.path.read_text(encoding="utf-8").splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse("\n".join(self.lines))

    def at(self, node: ast.expr | ast.stmt | ast.arg) -> str:
        """Where a node stands, to click on."""
        return f"{self.name}:{node.lineno}"

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the last part of what is called: `commit` for `session.commit()`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                match node.func:
                    case ast.Attribute(attr=name) | ast.Name(id=name):
                        yield name, node

    def imports(self) -> Iterator[tuple[str, ast.stmt]]:
        """Every dotted name that is imported, names out of modules included."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name, node
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    yield f"{node.module}.{alias.name}", node


@cache
def modules(folder: Path = SSRWIKI) -> tuple[Module, ...]:
    """Every module below a folder."""
    return tuple(Module(path) for path in sorted(folder.rglob("*.py")))


@cache
def packages() -> tuple[str, ...]:
    """The names of all features and commons."""
    return tuple(
        path.name
        for floor in FLOORS
        for path in sorted((SSRWIKI / floor).iterdir())
        if (path / "__init__.py").is_file()
    )


def package_of(module: Module) -> str:
    """The feature or common a module belongs to; "" for the foundation, the cli and app.py."""
    parts = module.path.relative_to(SSRWIKI).parts
    return parts[1] if parts[0] in FLOORS and len(parts) > 2 else ""


def kebab(name: str) -> str:
    """`worst_practices` as an address spells it."""
    return name.replace("_", "-")


def matches(pattern: str, path: Path) -> Iterator[tuple[str, str]]:
    """Each match of a pattern in a text file, with where it stands."""
    compiled = re.compile(pattern)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for found in compiled.finditer(line):
            yield f"{path.relative_to(ROOT).as_posix()}:{number}", found[0]
