// @ts-check
// A toolbar, shortcuts and a live preview for a Markdown text area.

/** How long one pauses before the preview is fetched, in milliseconds. */
const PAUSE_MS = 700;

/** What stands before and after the selected words. @type {Record<string, [string, string]>} */
const AROUND = { bold: ["**", "**"], italic: ["*", "*"], link: ["[", "](https://)"], footnote: ["", "[^1]"] };

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
 * @param {HTMLTextAreaElement} area
 * @param {string} tool
 */
function apply(area, tool) {
  const { selectionStart, selectionEnd, value } = area;
  if (tool in AROUND) {
    const [before, after] = AROUND[tool];
    insert(area, before + value.slice(selectionStart, selectionEnd) + after);
    const start = selectionStart + before.length;
    area.setSelectionRange(start, start + selectionEnd - selectionStart);
    return;
  }
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  area.setSelectionRange(start, selectionEnd);
  insert(area, value.slice(start, selectionEnd).replace(/^/gm, BEFORE_LINES[tool]));
}

/**
 * Asks the server for the rendered text and shows it beside; a failed try leaves the last one.
 * @param {HTMLElement} editor
 * @param {HTMLFormElement} form
 */
async function showPreview(editor, form) {
  const pane = editor.querySelector(".preview-pane");
  const place = editor.querySelector(".preview");
  if (!(pane instanceof HTMLElement) || !place) return;
  try {
    const response = await fetch(editor.dataset.preview || "", { method: "POST", body: new FormData(form) });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const rendered = page.querySelector(".preview") || page.body;
    place.textContent = "";
    place.append(...rendered.childNodes);
    pane.hidden = false;
    editor.classList.add("editor-open");
  } catch {
    // Off the line: the text is still in the form, and the Preview button still works.
  }
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
    if (button) apply(area, button.getAttribute("data-tool") || "");
  });
  area.addEventListener("keydown", (event) => {
    const tool = (event.ctrlKey || event.metaKey) && !event.altKey && SHORTCUTS[event.key.toLowerCase()];
    if (!tool) return;
    event.preventDefault();
    apply(area, tool);
  });
  area.addEventListener("paste", (event) => paste(event, area));
  let pause = 0;
  area.addEventListener("input", () => {
    window.clearTimeout(pause);
    pause = window.setTimeout(() => showPreview(editor, form), PAUSE_MS);
  });
}
