// A box above a long list: only the entries that hold every word typed stay.

import { make } from "./dom.js";

export function filterBox(place) {
  if (!place) return;
  const list = document.getElementById(place.dataset.filter), entries = [...list.querySelectorAll("[data-entry]")];
  const texts = entries.map((entry) => entry.textContent.toLowerCase());
  const input = make("input", { type: "search", id: "site-filter", autocomplete: "off" });
  const count = make("span", { role: "status" });
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(narrow, 80);
  });
  function narrow() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    entries.forEach((entry, n) => (entry.hidden = !words.every((word) => texts[n].includes(word))));
    count.textContent = words.length ? `${entries.filter((entry) => !entry.hidden).length} of ${entries.length}` : "";
  }
  place.append(make("label", { for: "site-filter" }, place.dataset.label), input, count);
  place.hidden = false;
}
