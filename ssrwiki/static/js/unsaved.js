// @ts-check
// Keeps on the server what somebody writes, as they write it, and says when it was last kept.

import { isSlowLine } from "./slow-line.js";

/** How long one pauses before a draft is sent, in milliseconds. */
const PAUSE_MS = 1200;

/** The least time between two drafts, on a good line and on a slow or dear one. */
const BETWEEN_MS = 8000;
const BETWEEN_ON_SLOW_LINES_MS = 60000;

/** How often "kept 12 seconds ago" is brought up to date. */
const TICK_MS = 4000;

/** Fields that say nothing about what a person wrote; a draft must not spend the form's `once`. */
const UNWRITTEN = ["csrf_token", "once"];

/** @param {FormData} fields */
function written(fields) {
  for (const name of UNWRITTEN) fields.delete(name);
  return [...fields].map(([name, value]) => `${name}=${value}`).join("\n");
}

/** @param {number} at */
function ago(at) {
  const seconds = Math.round((Date.now() - at) / 1000);
  const language = document.documentElement.lang;
  if (!("RelativeTimeFormat" in Intl)) return new Date(at).toLocaleTimeString(language);
  const words = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  return seconds < 90 ? words.format(-seconds, "second") : words.format(-Math.round(seconds / 60), "minute");
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} state
 * @param {FormData} first What the form held before anybody could write: this file comes later.
 */
export function keeping(form, state, first) {
  let kept = written(first);
  let keptAt = 0;
  let triedAt = 0;
  let isSent = false;
  let later = 0;

  /** @param {string} words @param {boolean} isTrouble */
  const say = (words, isTrouble) => {
    state.hidden = false;
    if (isTrouble) state.setAttribute("role", "alert");
    else state.removeAttribute("role");
    state.textContent = words;
  };
  const tick = () => say((state.dataset.kept || "").replace("{ago}", ago(keptAt)), false);

  /** @param {boolean} isLeaving */
  async function keep(isLeaving) {
    const now = written(new FormData(form));
    if (isSent || now === kept) return;
    triedAt = Date.now();
    const body = new FormData(form);
    body.delete("once");
    body.append("quiet", "1");
    try {
      const answer = await fetch(state.dataset.unsaved || "", { method: "POST", body, keepalive: isLeaving });
      if (!answer.ok) return say((answer.status === 401 ? state.dataset.signedOut : state.dataset.failed) || "", true);
      kept = now;
      keptAt = Date.now();
      tick();
    } catch {
      if (!isLeaving) say(state.dataset.failed || "", true);
    }
  }

  form.addEventListener("submit", () => (isSent = true));
  window.addEventListener("pageshow", () => (isSent = false));
  document.addEventListener("visibilitychange", () => document.hidden && keep(true));
  window.setInterval(() => keptAt && state.getAttribute("role") !== "alert" && tick(), TICK_MS);
  const wait = () => {
    const least = isSlowLine() ? BETWEEN_ON_SLOW_LINES_MS : BETWEEN_MS;
    window.clearTimeout(later);
    later = window.setTimeout(() => keep(false), Math.max(PAUSE_MS, triedAt + least - Date.now()));
  };
  form.addEventListener("input", wait);
  wait();
}
