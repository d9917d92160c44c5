// @ts-check
// Turns formatted text from the clipboard (Word, a browser, a mail) into Markdown.

/** Styles ride under another name: our policy forbids inline styles, and would hide them from us. */
const STYLES = /(<[^<>]*?\s)style=/gi;

/** @param {Element} element */
const styleOf = (element) => element.getAttribute("data-style") || "";

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, " ");

/** @param {string} mark @param {string} words */
const marked = (mark, words) => (words.trim() ? words.replace(/^(\s*)([\s\S]*?)(\s*)$/, `$1${mark}$2${mark}$3`) : words);

/** @param {Node} node @returns {string} */
const inside = (node) => [...node.childNodes].map(inline).join("");

/** @param {Node} node @returns {string} */
function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return oneLine(node.textContent || "");
  if (!(node instanceof HTMLElement)) return "";
  // Word wraps a list's own bullet in a span that is not text.
  if (/mso-list:\s*ignore/i.test(styleOf(node))) return "";
  const tag = node.tagName.toLowerCase();
  if (tag === "style" || tag === "script") return "";
  if (tag === "br") return "\n";
  const words = inside(node);
  const weight = (/font-weight:\s*(\w+)/i.exec(styleOf(node)) || ["", ""])[1];
  if (tag === "a" && /^(https?|mailto):/.test(node.getAttribute("href") || "")) return `[${words.trim()}](${node.getAttribute("href")})`;
  const isBold = weight ? weight === "bold" || Number(weight) >= 600 : tag === "b" || tag === "strong";
  if (isBold) return marked("**", words);
  if (tag === "i" || tag === "em" || /font-style:\s*italic/i.test(styleOf(node))) return marked("*", words);
  return words;
}

/** @param {Element} list @param {number} depth @returns {string} */
function listItems(list, depth) {
  const sign = list.tagName === "OL" ? "1." : "-";
  return [...list.children]
    .map((item) => {
      if (/^[OU]L$/.test(item.tagName)) return listItems(item, depth + 1);
      const own = [...item.childNodes].filter((node) => !(node instanceof Element && /^[OU]L$/.test(node.tagName)));
      const below = [...item.children].filter((child) => /^[OU]L$/.test(child.tagName));
      const line = `${"    ".repeat(depth)}${sign} ${own.map(inline).join("").trim()}`;
      return [line, ...below.map((child) => listItems(child, depth + 1))].join("\n");
    })
    .join("\n");
}

/** @param {Element} table @returns {string} */
function tableRows(table) {
  const rows = [...table.querySelectorAll("tr")].map((row) =>
    [...row.children].map((cell) => oneLine(inside(cell)).trim().replace(/\|/g, "\\|")),
  );
  if (!rows.length) return "";
  const lines = rows.map((cells) => `| ${cells.join(" | ")} |`);
  lines.splice(1, 0, `|${" --- |".repeat(rows[0].length)}`);
  return lines.join("\n");
}

/** @param {HTMLElement} paragraph @returns {string} */
function paragraphText(paragraph) {
  const words = inside(paragraph).trim();
  const level = /mso-list:.*?level(\d)/i.exec(styleOf(paragraph));
  if (!level || !words) return words;
  const bullet = (paragraph.textContent || "").trim();
  const sign = /^[\da-z]{1,3}[.)]/i.test(bullet) ? "1." : "-";
  return `${"    ".repeat(Number(level[1]) - 1)}${sign} ${words}`;
}

const BLOCKS = "p, div, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6";

/** @param {HTMLElement} node @returns {string[]} */
function block(node) {
  const tag = node.tagName.toLowerCase();
  const heading = /^h([1-6])$/.exec(tag);
  if (heading) return [`${"#".repeat(Math.max(2, Number(heading[1])))} ${inside(node).trim()}`];
  if (tag === "ul" || tag === "ol") return [listItems(node, 0)];
  if (tag === "table") return [tableRows(node)];
  if (tag === "blockquote") return [blocks(node).join("\n\n").replace(/^/gm, "> ")];
  if (tag === "p") return [paragraphText(node)];
  return blocks(node);
}

/** @param {Node} parent @returns {string[]} */
function blocks(parent) {
  /** @type {string[]} */
  const found = [];
  let loose = "";
  for (const node of parent.childNodes) {
    if (node instanceof HTMLElement && (node.matches(BLOCKS) || node.querySelector(BLOCKS))) {
      found.push(loose.trim(), ...block(node));
      loose = "";
    } else {
      loose += inline(node);
    }
  }
  return [...found, loose.trim()];
}

/**
 * @param {string} html
 * @returns {string} Markdown; empty when there is nothing but pictures.
 */
export function markdownFrom(html) {
  const page = new DOMParser().parseFromString(html.replace(STYLES, "$1data-style="), "text/html");
  return blocks(page.body)
    .filter(Boolean)
    .join("\n\n")
    .replace(/^((?: {4})*(?:-|1\.) .*)\n\n(?=(?: {4})*(?:-|1\.) )/gm, "$1\n");
}
