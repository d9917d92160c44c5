// @ts-check
// The text as it will be shown, beside the text area; not on slow lines.

import { isSlowLine } from "./slow-line.js";

/** How long one pauses before it is fetched, in milliseconds. */
const PAUSE_MS = 700;

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
 * Shows it at once where there is a text, and again at each pause.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} editor
 * @param {HTMLTextAreaElement} area
 */
export function previewing(form, editor, area) {
  if (isSlowLine()) return;
  let pause = 0;
  area.addEventListener("input", () => {
    window.clearTimeout(pause);
    pause = window.setTimeout(() => showPreview(editor, form), PAUSE_MS);
  });
  if (area.value.trim()) showPreview(editor, form);
}
