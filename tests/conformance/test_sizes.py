"""Files stay small enough to be read in one go."""

from pathlib import Path
from statistics import median, quantiles

from tests.conformance.telling import check
from tests.conformance.tree import ROOT, SSRWIKI, modules

LONGEST, MEDIAN, NINETIETH = 300, 90, 220
MOST_EXCEPTIONS = 3
EXCEPTIONS = Path(__file__).parent / "large_files.txt"
CODE = {".py", ".html", ".css", ".js", ".txt", ".xml"}
FOLDERS = ("ssrwiki", "tests", "migrations", "bench")


def exceptions() -> dict[str, str]:
    """Paths of files that may be longer, each with its reason."""
    lines = EXCEPTIONS.read_text(encoding="utf-8").splitlines()
    return {path: reason for path, _, reason in (line.partition("  ") for line in lines if line)}


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def files() -> list[Path]:
    return [
        path
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in CODE and path.is_file() and "__pycache__" not in path.parts
    ]


def test_no_file_is_too_long() -> None:
    check(
        f"Split a file over {LONGEST} lines into a package of its name, by the field's nouns.",
        (
            f"{name}: {count} lines"
            for path in files()
            if (count := line_count(path)) > LONGEST
            and (name := path.relative_to(ROOT).as_posix()) not in exceptions()
        ),
    )


def test_exceptions_are_few_and_needed() -> None:
    named = exceptions()
    assert len(named) <= MOST_EXCEPTIONS
    check("Give the reason behind the path, after two spaces.", (p for p in named if not named[p]))
    check(
        "This file is short enough, or gone: take it from large_files.txt.",
        (p for p in named if not (ROOT / p).is_file() or line_count(ROOT / p) <= LONGEST),
    )


def test_most_files_are_short() -> None:
    counts = [count for module in modules(SSRWIKI) if (count := len(module.lines)) > 1]
    assert median(counts) <= MEDIAN
    assert quantiles(counts, n=10)[8] <= NINETIETH
