// The live parts of a deck: each comes to life when its slide is near.

import { fetchData } from "./data.js";
import { enhancePart } from "./main.js";
import { browserHost } from "./store.js";

// Whoever clicks in class is not the learner: what parts keep goes to this window alone and is forgotten with it. The
// reader's own progress is neither shown nor touched.
export function keepApart() {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get: () => sessionStorage });
}

export function liveParts(root) {
  const host = browserHost();
  const parts = new Map();
  const known = {};
  for (const part of root.querySelectorAll("[data-ho]")) {
    const script = part.querySelector(":scope > script[type='application/json']");
    if (!script) continue;
    const spec = JSON.parse(script.textContent);
    script.remove();
    part.dataset.preventSwipe = ""; // a finger on a slider moves the slider, not the slides
    parts.set(part, spec);
    if (part.dataset.ho === "item" && spec.id) known[spec.id] ??= spec;
  }
  const whole = (value) => (typeof value === "string" && value.startsWith("@") ? known[value.slice(1)] ?? value : value);

  // Bring the parts of one slide to life; resolves when they are, with true for each that was not before.
  return (slide) => Promise.all([...slide.querySelectorAll("[data-ho]")].map(async (part) => {
    const spec = parts.get(part);
    if (!spec) return;
    parts.delete(part);
    let own = spec, bytes;
    if (part.dataset.src) {
      try {
        const { spec: rest, data } = await fetchData(part.dataset.src);
        own = { ...rest, ...spec };
        bytes = data ? Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)) : undefined;
      } catch (error) {
        part.querySelector(".ho-todo")?.append(` ${error.message}`);
        return;
      }
    }
    if (own.item) own.item = whole(own.item);
    if (own.items) own.items = own.items.map(whole);
    enhancePart(part, own, host, bytes);
    return true;
  }));
}
