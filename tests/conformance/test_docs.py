"""Documents say what the code does, and their links lead somewhere."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from ssrwiki import app as composition
from ssrwiki.cli import docs, group
from ssrwiki.foundation.settings import Settings
from tests.conformance.telling import check
from tests.conformance.tree import ROOT, packages

FOLDER = ROOT / "docs"
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
CODE_BLOCK = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def documents() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted(FOLDER.rglob("*.md"))]


def prose(path: Path) -> str:
    return CODE_BLOCK.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """Anchors of headings as hosts of repositories make them."""
    bare = (re.sub(r"[^\w\- ]", "", text.lower()) for text in HEADING.findall(prose(path)))
    return {text.strip().replace(" ", "-") for text in bare}


@pytest.mark.parametrize("name", sorted(docs.PAGES))
def test_what_is_generated_is_up_to_date(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == docs.PAGES[name](), "Run: ssrwiki docs"


def test_every_setting_is_described() -> None:
    check(
        "Describe the setting in foundation/settings.py: _about(…).",
        (field.name for field in fields(Settings) if not field.metadata.get("about")),
    )


def test_every_permission_says_who_has_it() -> None:
    permissions = [p for feature in composition.FEATURES for p in feature.permissions]
    names = [permission.name for permission in permissions]
    assert len(names) == len(set(names)), "Two permissions have one name."
    check(
        "`about` is a sentence: what, and who.", (p.name for p in permissions if ":" not in p.about)
    )


def test_every_permission_a_route_needs_is_declared(tmp_path: Path) -> None:
    declared = {p.name for feature in composition.FEATURES for p in feature.permissions}
    check(
        "List the permission in the FEATURE of its package, so that it is documented.",
        (
            f"{row.rule}: {row.mark}"
            for row in docs.routes()
            if row.mark not in declared | {"everybody", "signed in"}
        ),
    )


def test_links_lead_somewhere() -> None:
    def breaches() -> Iterator[str]:
        for path in documents():
            for target in LINK.findall(prose(path)):
                address, _, anchor = target.partition("#")
                if re.match(r"[a-z]+:", address):
                    continue
                there = (path.parent / address).resolve() if address else path
                if not there.exists():
                    yield f"{path.relative_to(ROOT)}: {target}"
                elif anchor and there.suffix == ".md" and anchor not in anchors(there):
                    yield f"{path.relative_to(ROOT)}: {target} (no such heading)"

    check("A link between documents leads nowhere.", breaches())


def test_files_that_documents_name_exist() -> None:
    """Paths in backticks that begin at the root of the checkout."""
    named = re.compile(r"`((?:ssrwiki|tests|docs|migrations|seed|bench)/[\w./-]+\.\w+)`")
    check(
        "A document names a file that isn't there.",
        (
            f"{path.relative_to(ROOT)}: {found}"
            for path in documents()
            for found in named.findall(prose(path))
            if not (ROOT / found).exists()
        ),
    )


def test_every_package_is_a_word_of_the_vocabulary() -> None:
    words = (FOLDER / "vocabulary.md").read_text(encoding="utf-8").lower()
    check(
        "Say in docs/vocabulary.md what the package's word means here.",
        (name for name in packages() if name.replace("_", " ").rstrip("s") not in words),
    )


def test_every_command_is_documented() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in documents())
    check(
        "Name the command in docs/operations.md or the README.",
        (f"ssrwiki {name}" for name in group.commands if f"ssrwiki {name}" not in text),
    )


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((FOLDER / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
