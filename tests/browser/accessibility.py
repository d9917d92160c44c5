"""Looking at a page as axe does, and at whether it fits a narrow screen."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}

_RUN = """async rules => {
  const only = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const lean = { resultTypes: ["violations"], preload: false, iframes: false };
  const found = await axe.run(document, { ...lean, ...only });
  return found.violations.map(each =>
    `${each.id}: ${each.nodes.map(node => node.target.join(" ")).slice(0, 5).join(" | ")}`);
}"""

# What sticks out, unless something around it scrolls by itself.
_STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll("*")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > width + 1 || box.left < -1);
  }).slice(0, 5).map(element => `${element.tagName}.${element.className}`);
}"""

_OF_COLOUR = ["color-contrast", "link-in-text-block"]


def violations(page: Page) -> list[str]:
    """What axe finds in the light, then what its rules of colour find in the dark."""
    page.evaluate(AXE_SCRIPT)
    page.emulate_media(color_scheme="light")
    in_light: list[str] = page.evaluate(_RUN)
    page.emulate_media(color_scheme="dark")
    in_dark: list[str] = page.evaluate(_RUN, _OF_COLOUR)
    return [*in_light, *(f"dark: {each}" for each in in_dark)]


def sticking_out(page: Page) -> list[str]:
    """What makes the page scroll sideways at 320 px."""
    page.set_viewport_size(NARROW)
    found: list[str] = page.evaluate(_STICKS_OUT)
    page.set_viewport_size(WIDE)
    return found
