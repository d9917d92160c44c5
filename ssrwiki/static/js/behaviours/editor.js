// @ts-check
// A toolbar and shortcuts for a Markdown text area; what else helps comes when one begins to write.

/** What stands before and after the selected words. @type {Record<string, [string, string]>} */
const AROUND = { bold: ["**", "**"], italic: ["*", "*"], link: ["[", "](https://)"] };

/** What stands before each selected line. @type {Record<string, string>} */
const BEFORE_LINES = { heading: "## ", list: "- ", numbers: "1. ", quote: "> " };

/** @type {Record<string, string>} */
const SHORTCUTS = { b: "bold", i: "italic", k: "link" };

/**
 * Puts text in place of the selection, so that the browser's own undo still knows it.
 * @param {HTMLTextAreaElement} area
 * @param {string} text
 */
function insert(area, text) {
  area.focus();
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/**
 * The next free number at the caret, and its note at the end of the text, ready to be written.
 * @param {HTMLTextAreaElement} area
 */
function footnote(area) {
  const taken = [...area.value.matchAll(/\[\^(\d+)\]/g)].map((mark) => Number(mark[1]));
  const mark = `[^${Math.max(0, ...taken) + 1}]`;
  area.setSelectionRange(area.selectionEnd, area.selectionEnd);
  insert(area, mark);
  const end = area.value.replace(/\s+$/, "").length;
  area.setSelectionRange(end, area.value.length);
  const isBelowAnother = /(^|\n)\[\^\d+\]:[^\n]*$/.test(area.value.slice(0, end));
  insert(area, `${isBelowAnother ? "\n" : "\n\n"}${mark}: `);
}

/**
 * A table of two columns in a paragraph of its own, its first heading selected.
 * @param {HTMLTextAreaElement} area
 * @param {string} heading
 */
function table(area, heading) {
  const before = area.value.slice(0, area.selectionEnd);
  const gap = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  area.setSelectionRange(before.length, before.length);
  insert(area, `${gap}| ${heading} | ${heading} |\n| --- | --- |\n|  |  |\n|  |  |\n\n`);
  const start = before.length + gap.length + 2;
  area.setSelectionRange(start, start + heading.length);
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} tool
 */
function apply(area, tool) {
  const name = tool.dataset.tool || "";
  if (name === "footnote") return footnote(area);
  if (name === "table") return table(area, tool.dataset.words || "");
  const { selectionStart, selectionEnd, value } = area;
  if (name in AROUND) {
    const [before, after] = AROUND[name];
    insert(area, before + value.slice(selectionStart, selectionEnd) + after);
    const start = selectionStart + before.length;
    area.setSelectionRange(start, start + selectionEnd - selectionStart);
    return;
  }
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  area.setSelectionRange(start, selectionEnd);
  insert(area, value.slice(start, selectionEnd).replace(/^/gm, BEFORE_LINES[name]));
}

/**
 * Formatted text from a word processor arrives as Markdown.
 * @param {ClipboardEvent} event
 * @param {HTMLTextAreaElement} area
 */
async function paste(event, area) {
  const html = event.clipboardData && event.clipboardData.getData("text/html");
  if (!html || !event.clipboardData) return;
  event.preventDefault();
  const plain = event.clipboardData.getData("text/plain");
  try {
    const { markdownFrom } = await import("../paste-as-markdown.js");
    insert(area, markdownFrom(html) || plain);
  } catch {
    insert(area, plain);
  }
}

/** @param {HTMLElement} editor */
export default function editing(editor) {
  const area = editor.querySelector("textarea");
  const tools = editor.querySelector("template");
  const form = editor.closest("form");
  if (!area || !tools || !form) return;
  area.before(tools.content.cloneNode(true));
  editor.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-tool]");
    if (button instanceof HTMLElement) apply(area, button);
  });
  area.addEventListener("keydown", (event) => {
    const name = (event.ctrlKey || event.metaKey) && !event.altKey && SHORTCUTS[event.key.toLowerCase()];
    const button = name && editor.querySelector(`[data-tool="${name}"]`);
    if (!(button instanceof HTMLElement)) return;
    event.preventDefault();
    apply(area, button);
  });
  area.addEventListener("paste", (event) => paste(event, area));
  const state = form.querySelector("[data-unsaved]");
  const first = new FormData(form);
  const begin = () => {
    import("../live-preview.js").then(({ previewing }) => previewing(form, editor, area));
    if (state instanceof HTMLElement) import("../unsaved.js").then(({ keeping }) => keeping(form, state, first));
  };
  form.addEventListener("focusin", begin, { once: true });
}
