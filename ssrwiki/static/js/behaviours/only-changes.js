// @ts-check
// "Show only changes" without a way to the server: folds the unchanged blocks of a redline away.

/** @param {HTMLElement} redline */
export default function onlyChanges(redline) {
  const link = redline.querySelector(".redline-only");
  if (!(link instanceof HTMLAnchorElement)) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-plain button-small";
  button.textContent = link.textContent;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const isBrief = redline.classList.toggle("redline-brief");
    button.setAttribute("aria-pressed", String(isBrief));
  });
  link.replaceWith(button);
}
