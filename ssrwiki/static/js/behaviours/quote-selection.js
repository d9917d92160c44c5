// @ts-check
// Words selected inside a clause go along with its "Comment on 2.3"; the contents show where one reads.

/** More than this is no quote; the clause itself is on the page that follows. */
const LONGEST_QUOTE = 500;

/** A click on the link clears the selection first; the words stay on it this long, in milliseconds. */
const GRACE_MS = 500;

/**
 * @param {Selection | null} selection
 * @returns {{clause: Element, words: string} | null} None unless all of it lies in one clause's text.
 */
function quoted(selection) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const around = selection.getRangeAt(0).commonAncestorContainer;
  const element = around instanceof Element ? around : around.parentElement;
  const text = element && element.closest(".clause-text");
  const clause = text && text.closest(".clause");
  const words = selection.toString().trim().replace(/\s+/g, " ").slice(0, LONGEST_QUOTE);
  return clause && words ? { clause, words } : null;
}

/**
 * Gives a link other words and another address, and knows the way back.
 * @param {HTMLAnchorElement} link
 * @param {string} label
 * @param {string} words
 * @returns {() => void}
 */
function offer(link, label, words) {
  const { href, textContent } = link;
  const address = new URL(href);
  address.searchParams.set("quote", words);
  link.href = address.href;
  link.textContent = label;
  link.classList.add("clause-quoting");
  return () => {
    link.href = href;
    link.textContent = textContent;
    link.classList.remove("clause-quoting");
  };
}

/**
 * Marks in the contents the clause that stands highest in the window.
 * @param {Element} list
 */
function followReading(list) {
  /** @type {Map<string, Element>} */
  const links = new Map();
  for (const link of document.querySelectorAll(".contents-link")) {
    if (link instanceof HTMLAnchorElement) links.set(link.hash.slice(1), link);
  }
  if (!links.size || !("IntersectionObserver" in window)) return;
  const watcher = new IntersectionObserver(
    (entries) => {
      const reached = entries.find((entry) => entry.isIntersecting);
      if (!reached) return;
      for (const [anchor, link] of links) {
        if (anchor === reached.target.id) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "0px 0px -75% 0px" },
  );
  for (const clause of list.querySelectorAll(".clause")) {
    if (links.has(clause.id)) watcher.observe(clause);
  }
}

/** @param {HTMLElement} list */
export default function quoteSelection(list) {
  const label = list.dataset.quoteLabel || "";
  let restore = () => {};
  let grace = 0;
  document.addEventListener("selectionchange", () => {
    window.clearTimeout(grace);
    const found = quoted(document.getSelection());
    const link = found && found.clause.querySelector(".clause-comment");
    if (!found || !(link instanceof HTMLAnchorElement)) {
      grace = window.setTimeout(() => restore(), GRACE_MS);
      return;
    }
    restore();
    restore = offer(link, label, found.words);
  });
  followReading(list);
  const fold = document.querySelector(".contents-fold");
  if (fold instanceof HTMLDetailsElement && matchMedia("(min-width: 64rem)").matches) fold.open = true;
}
