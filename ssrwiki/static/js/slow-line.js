// @ts-check

/** Whether the browser says that the line is slow or that data is dear. */
export function isSlowLine() {
  const line = /** @type {any} */ (navigator).connection;
  return Boolean(line && (line.saveData || /2g$/.test(line.effectiveType || "")));
}
