"""Looking at a page as axe does, wide and narrow, in the light and in the dark."""

from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}

# Rules of colour are by far the slowest, and our styles know elements by tag, class and state
# alone: of those whose whole way down from the root reads the same, one is looked at.
_LOOK = """async ({ ofColour, kind }) => {
  const step = element => [element.localName, element.className, element.ariaCurrent,
    element.ariaInvalid, element.dir].join(".");
  const seen = new Map();
  const walk = (element, way) => {
    const here = `${way} > ${step(element)}`;
    if (!seen.has(here)) seen.set(here, element);
    for (const child of element.children) walk(child, here);
  };
  walk(document.body, "");
  const lean = { resultTypes: ["violations"], preload: false, iframes: false };
  const only = { ...lean, runOnly: { type: "rule", values: ofColour } };
  const off = ofColour.map(id => [id, { enabled: false }]);
  const rest = { ...lean, rules: { ...Object.fromEntries(off), "target-size": { enabled: true } } };
  const words = [...seen.values()].filter(element => element.matches("input, select, textarea")
    || [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  const found = kind === "colour" ? await axe.run({ include: words }, only)
    : await axe.run(kind === "head" ? ".site-header" : document, rest);
  return found.violations.map(each =>
    `${each.id}: ${each.nodes.map(node => node.target.join(" ")).slice(0, 5).join(" | ")}`);
}"""

# Nothing while the page fits; else its width, and what seems to cause it.
_STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const needed = document.documentElement.scrollWidth;
  if (needed <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.right > width + 1 || box.left < -1 || element.scrollWidth > width + 1;
  });
  return [`${needed} px wide`, ...wide.slice(-5).map(e => `${e.localName}.${e.className}`)];
}"""

_OF_COLOUR = ["color-contrast", "link-in-text-block"]


# What is folded away has to be sound as well.
_UNFOLD = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"


def require_sound(page: Page) -> None:
    """Fails with everything that is wrong with the page."""
    found = faults(page)
    assert not found, "\n".join([page.url, *found])


def faults(page: Page) -> list[str]:
    """What axe finds on a phone of 320 px, and what makes the page scroll sideways there.

    Then, on a wide screen, colours in the light and in the dark; the head alone has parts that
    a phone doesn't show.
    """
    page.evaluate(AXE_SCRIPT)
    narrow = [*what_sticks_out(page), *_found(page, "shape")]
    page.set_viewport_size(WIDE)
    found = [*(f"320 px: {each}" for each in narrow), *_found(page, "head")]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {each}" for each in _found(page, "colour")]
    return found


def what_sticks_out(page: Page) -> list[str]:
    """With all folds open on a phone of 320 px: how wide a page is that doesn't fit, and why."""
    page.evaluate(_UNFOLD)
    page.set_viewport_size(NARROW)
    found: list[str] = page.evaluate(_STICKS_OUT)
    return found


def _found(page: Page, kind: Literal["shape", "head", "colour"]) -> list[str]:
    found: list[str] = page.evaluate(_LOOK, {"ofColour": _OF_COLOUR, "kind": kind})
    return found
