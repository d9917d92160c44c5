// @ts-check
// Starts what each page asks for, and guards its forms. Everything works without it.

/** Fields that say nothing about what a person wrote. */
const UNWRITTEN = new Set(["csrf_token", "once"]);

/**
 * What stands in a form now, to compare with what stood there at first.
 * @param {HTMLFormElement} form
 * @returns {string}
 */
function written(form) {
  return [...new FormData(form)]
    .filter(([name]) => !UNWRITTEN.has(name))
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}

/**
 * Sends a form once, and asks before its text is left behind.
 * @param {HTMLFormElement} form
 */
function guard(form) {
  const before = written(form);
  // A form that comes back with errors already holds unsaved text.
  const isReturned = form.querySelector("[data-focus]") !== null;
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) {
      event.preventDefault();
      return;
    }
    isSent = true;
    // Not `disabled`: that would take the button's own name and value out of what is sent.
    for (const button of form.querySelectorAll("button[type=submit]")) {
      button.setAttribute("aria-disabled", "true");
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && (isReturned || written(form) !== before)) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
  // Coming back by the Back button finds the page as it was left: make it sendable again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isSent = false;
    for (const button of form.querySelectorAll("[aria-disabled]")) {
      button.removeAttribute("aria-disabled");
    }
  });
}

for (const form of document.querySelectorAll("form[data-guard]")) {
  if (form instanceof HTMLFormElement) guard(form);
}

// Browsers before 2023 know autofocus for form controls only.
const summary = document.querySelector("[data-focus]");
if (summary instanceof HTMLElement && !("autofocus" in HTMLElement.prototype)) summary.focus();

for (const element of document.querySelectorAll("[data-enhance]")) {
  const name = element.getAttribute("data-enhance");
  import(`./behaviours/${name}.js`).then((behaviour) => behaviour.default(element));
}
