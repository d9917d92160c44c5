"""Looking at a page as axe does, and at whether it fits a narrow screen."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}

# Rules of colour are by far the slowest, and our styles know elements by tag, class and state
# alone: of those whose whole way down from the root reads the same, one is looked at.
_LOOK = """async ({ ofColour, isOnlyColour }) => {
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
  const rest = { ...lean, rules: Object.fromEntries(ofColour.map(id => [id, { enabled: false }])) };
  const words = [...seen.values()].filter(element => element.matches("input, select, textarea")
    || [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  const runs = [await axe.run({ include: words }, only)];
  if (!isOnlyColour) runs.push(await axe.run(document, rest));
  return runs.flatMap(run => run.violations).map(each =>
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


def violations(page: Page) -> list[str]:
    """What axe finds in the light, then what its rules of colour find in the dark."""
    page.evaluate(AXE_SCRIPT)
    page.emulate_media(color_scheme="light")
    in_light = _found(page, is_only_colour=False)
    page.emulate_media(color_scheme="dark")
    return [*in_light, *(f"dark: {each}" for each in _found(page, is_only_colour=True))]


def _found(page: Page, *, is_only_colour: bool) -> list[str]:
    asked = {"ofColour": _OF_COLOUR, "isOnlyColour": is_only_colour}
    found: list[str] = page.evaluate(_LOOK, asked)
    return found


def sticking_out(page: Page) -> list[str]:
    """What makes the page scroll sideways at 320 px."""
    page.set_viewport_size(NARROW)
    found: list[str] = page.evaluate(_STICKS_OUT)
    page.set_viewport_size(WIDE)
    return found
