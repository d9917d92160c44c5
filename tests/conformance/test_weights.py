"""Pages stay light: over 2G every kilobyte is a wait."""

import gzip
import re

from ssrwiki.foundation.web import assets
from tests.conformance.ground import Ground, Visit
from tests.conformance.telling import check
from tests.conformance.tree import STATIC

MOST_PAGE_BYTES = 14 * 1024
MOST_COLD_BYTES = 50 * 1024
MOST_STYLE_BYTES = 10 * 1024
MOST_SCRIPT_BYTES = 30 * 1000
LONGEST_BEHAVIOUR = 120

ENHANCED = re.compile(r'data-enhance="([^"]+)"')
IMPORT = re.compile(r'(?:from|import)\s*\(?\s*"(\./|\.\./)([^"$]+)"')
NOT_ORDINARY = {"workshop.components"}
"""A page of everything at once, which only developers see."""


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6, mtime=0))


def stylesheet_bytes() -> int:
    return packed(assets.stylesheet(STATIC / "css").encode())


def script_bytes(page: str) -> int:
    """What a browser fetches for the behaviours that a page names."""
    names = {name for found in ENHANCED.findall(page) for name in found.split()}
    wanted = [STATIC / "js/enhance.js", *(STATIC / f"js/behaviours/{name}.js" for name in names)]
    total, seen = 0, set()
    while wanted:
        path = wanted.pop().resolve()
        if path in seen or not path.is_file():
            continue
        seen.add(path)
        total += packed(path.read_bytes())
        found = IMPORT.findall(path.read_text(encoding="utf-8"))
        wanted += [path.parent / start / rest for start, rest in found]
    return total


def ordinary(ground: Ground) -> list[Visit]:
    return [v for v in ground.visits if v.is_page and v.endpoint not in NOT_ORDINARY]


def test_pages_are_light(ground: Ground) -> None:
    check(
        f"HTML is at most {MOST_PAGE_BYTES} bytes gzipped: show fewer rows, or a page of parts.",
        (
            f"{visit.name}: {size}"
            for visit in ordinary(ground)
            if (size := packed(visit.body)) > MOST_PAGE_BYTES
        ),
    )


def test_a_first_visit_is_light_with_styles_and_scripts(ground: Ground) -> None:
    styles = stylesheet_bytes()
    check(
        f"A cold visit is at most {MOST_COLD_BYTES} bytes: page, styles and the page's scripts.",
        (
            f"{visit.name}: {size}"
            for visit in ordinary(ground)
            if (size := packed(visit.body) + styles + script_bytes(visit.text)) > MOST_COLD_BYTES
        ),
    )


def test_the_stylesheet_is_light() -> None:
    assert stylesheet_bytes() <= MOST_STYLE_BYTES, "Reuse a component before adding styles."


def test_scripts_are_few_and_short() -> None:
    scripts = sorted((STATIC / "js").rglob("*.js"))
    check(
        f"A behaviour has at most {LONGEST_BEHAVIOUR} lines: split it, or do it on the server.",
        (
            f"{path.relative_to(STATIC)}: {count} lines"
            for path in scripts
            if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_BEHAVIOUR
        ),
    )
    assert sum(path.stat().st_size for path in scripts) < MOST_SCRIPT_BYTES, "Too much script."


def test_every_behaviour_that_is_named_exists(ground: Ground) -> None:
    check(
        "data-enhance names a file in static/js/behaviours/.",
        sorted(
            {
                f"{name} on {visit.address}"
                for visit in ground.visits
                if visit.is_page
                for found in ENHANCED.findall(visit.text)
                for name in found.split()
                if not (STATIC / f"js/behaviours/{name}.js").is_file()
            }
        ),
    )
