"""Texts that would keep the parser busy for minutes are refused before it sees them."""

import contextlib
import time

import pytest

from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.markup import markdown

BUSY_SECONDS = 20  # the worst text allowed takes about three on a quiet machine

HOSTILE = {
    "open brackets": "[a" * 60_000,
    "open pictures": "![a" * 60_000,
    "open links": "[a](" * 40_000,
    "open angle links": "[a](<" * 40_000,
    "open titles": '[a](b "' * 40_000,
    "closed links with open titles": '[a](b "c) ' * 30_000,
    "links": "[a](b) " * 50_000,
    "nested brackets": "[a" * 10_000 + "]" * 10_000,
    "brackets in a row": "[" * 13_000,
    "stars": "*a **b ***c " * 30_000,
    "stars in a row": "*" * 300_000,
    "words with underscores": "_a" * 150_000,
    "backticks of odd lengths": "``a`" * 80_000,
    "growing backticks": "".join("`" * (n % 150 + 1) + "x " for n in range(4_000)),
    "backslashes": "\\" * 300_000,
    "entities": "&amp;" * 70_000,
    "tiny paragraphs": "a\n\n" * 120_000,
    "headings": "# a\n" * 90_000,
    "headings apart": "# a\n\n" * 70_000,
    "underlined headings": "a\n-\n" * 90_000,
    "items": "- a\n" * 90_000,
    "items apart": "- a\n\n" * 70_000,
    "rules": "---\n\n" * 70_000,
    "fences": "```\n" * 90_000,
    "fence left open": "```\n" + "a\n" * 150_000,
    "footnotes": "".join(f"[^{n}]: x\n" for n in range(30_000)),
    "one footnote a thousand times": "[^a]" * 90_000 + "\n\n[^a]: x",
    "definitions": "a\n: b\n" * 60_000,
    "callouts": "!!! note\n" * 40_000,
    "one very wide table": "|a" * 30_000 + "\n" + "|-" * 30_000 + "\n|a",
    "a wide head above many empty rows": "|a" * 200 + "\n" + "|-" * 200 + "\n" + "|\n" * 100_000,
    "one long address used often": "[x]: /" + "a" * 100_000 + "\n\n" + "[x] " * 40_000,
    "bare addresses": "https://a.example/b " * 19_000,
    "wiki links": "[[a]] " * 60_000,
    "spaces": " " * 390_000,
    "line breaks": "\n" * 390_000,
    "tabs": "\t" * 390_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_refused_or_rendered_in_reasonable_time(text: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(Invalid):
        assert len(markdown.render(text).html) < 6_000_000
    assert time.perf_counter() - started < BUSY_SECONDS


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_remark_is_refused_or_rendered_in_reasonable_time(text: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(Invalid):
        assert len(markdown.render_remark(text[:50_000]).html) < 1_000_000
    assert time.perf_counter() - started < BUSY_SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "é" * 200_001,
        "a" * 400_001,
        "[" * 201,
        '"' * 201,
        "> " * 21 + "deep",
        ">" * 21 + "deep",
        "- " * 21 + "deep",
        "    " * 20 + "- deep",
        "\t" * 20 + "1. deep",
        ">" * 15 + " " + "- " * 6 + "deep",
    ],
)
def test_each_bound_is_where_the_rules_put_it(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        markdown.render(text)
    assert refusal.value.field == "body"


@pytest.mark.parametrize(
    "text",
    [
        "a " * 199_999,
        "[" * 200,
        '"' * 200,
        ">" * 20 + " deep",
        "- " * 20 + "deep",
        "    " * 19 + "- deep",
        "    " * 40 + "code far to the right",
        "```\n" + "    " * 30 + "code\n```",
    ],
)
def test_what_lies_just_within_the_bounds_is_rendered(text: str) -> None:
    assert markdown.render(text).plain


def test_a_long_ordinary_paper_is_rendered() -> None:
    clause = (
        "The service *shall* publish its [rules](/pages/rules) within 30 days (see [[Rules]]), "
        'and "explain" any `exception` to the council.[^1] '
    )
    table = "| Rank | Days | Note |\n|---|---|---|\n" + "| Officer | 5 | [x](/y) |\n" * 300
    paper = "\n\n".join(f"## Part {n}\n\n{clause * 5}\n\n- one\n- two" for n in range(200))
    rendered = markdown.render(f"{paper}\n\n{table}\n\n[^1]: By law.")
    assert len(rendered.contents) == 200


@pytest.mark.parametrize("count", [60, 400, 700])
def test_structures_that_only_show_while_parsing_are_refused_too(count: int) -> None:
    with pytest.raises(Invalid) as refusal:
        markdown.render("one\nother\n: meaning\n" * count)
    assert refusal.value.field == "body"
