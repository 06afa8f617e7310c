// A long list: a box narrows it to the entries that hold every word typed; folded groups open for what is found.

import { button, make } from "./dom.js";

let listBoxes = 0;

export function enhanceList(root) {
  const entries = [...root.querySelectorAll("[data-entry]")], groups = [...root.querySelectorAll("[data-group]")];
  const texts = entries.map((entry) => entry.textContent.toLowerCase());
  listBoxes += 1;
  const input = make("input", { type: "search", id: `ho-list-${listBoxes}`, autocomplete: "off" });
  const found = make("span", { role: "status" });
  const all = button("Open all", () => openAll(all.textContent === "Open all"), { className: "ho-quiet" });
  const bar = make("div", { className: "ho-bar ho-listbar" }, make("label", { for: input.id }, "Only those with"), input, groups.length ? all : null, found);
  root.querySelector(".ho-todo").after(bar);
  root.dataset.live = "true";

  function openAll(open) {
    groups.forEach((group) => (group.open = open));
    all.textContent = open ? "Close all" : "Open all";
  }

  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    entries.forEach((entry, n) => (entry.hidden = !words.every((word) => texts[n].includes(word))));
    for (const group of groups) {
      const left = group.querySelectorAll("[data-entry]:not([hidden])").length;
      group.hidden = !left;
      group.open = words.length > 0 && left > 0;
    }
    const shown = entries.filter((entry) => !entry.hidden).length;
    found.textContent = words.length ? `${shown} of ${entries.length}` : "";
  });
}
