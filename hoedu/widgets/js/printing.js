// Print one thing alone, whatever stands around it on screen.

import { make } from "./dom.js";

// A copy at the end of the page is all that is printed.
export function printAlone(copy, name) {
  document.querySelectorAll(".ho-print").forEach((old) => old.remove());
  const sheet = make("div", { className: "ho ho-print" }, copy);
  document.body.append(sheet);
  document.documentElement.dataset.hoPrint = name;
  const done = () => {
    sheet.remove();
    delete document.documentElement.dataset.hoPrint;
  };
  globalThis.addEventListener("afterprint", done, { once: true });
  globalThis.print();
}
