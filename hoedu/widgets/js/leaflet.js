// The leaflet: choose a patient and blocks; the sheet shows them, counts its reading level, and prints alone on one page.

import { button, make } from "./dom.js";
import { waitFor } from "./explorer.js";
import { printAlone } from "./printing.js";
import { withGrade } from "./wording.js";

const LEAFLET_LONGEST = 60; // characters in a line that is filled in

export function enhanceLeaflet(root, spec) {
  const leaves = [...root.querySelectorAll(".ho-leaf")], sheets = leaves.map((leaf) => leaf.querySelector(".ho-sheet"));
  const select = make("select", { autocomplete: "off" }, ...spec.patients.map(([value, label]) => make("option", { value }, label)));
  const list = make("ul", { className: "ho-picks" }), level = make("p", { className: "ho-sentence", role: "status" });
  const lines = { team: "Your team's name", phone: "Telephone" };
  const fields = Object.entries(lines).map(([key, label]) => {
    const input = make("input", { type: "text", maxlength: String(LEAFLET_LONGEST), autocomplete: "off" });
    input.addEventListener("input", () => fillLine(key, input.value));
    return make("label", {}, make("span", {}, label), input);
  });
  const noPhone = make("span", { className: "ho-todo" }, "No telephone yet: write it in by hand.");
  const stage = make("div", { className: "ho-sheets" });
  root.querySelector(".ho-sheets").replaceWith(
    make("div", { className: "ho-controls" }, make("label", {}, make("span", {}, "For whom"), select), ...fields),
    make("fieldset", { className: "ho-blocks" }, make("legend", {}, make("span", { className: "ho-stem" }, "What the sheet says")), list),
    level, make("div", { className: "ho-bar" }, button("Print the sheet", print, { className: "ho-check" }), noPhone), stage);
  root.dataset.live = "true";

  const now = () => spec.patients.findIndex(([key]) => key === select.value);
  const blocks = () => [...sheets[now()].querySelectorAll("section[data-block]")];

  function fillLine(key, text) {
    for (const sheet of sheets) sheet.querySelector(`[data-fill="${key}"]`).textContent = text.slice(0, LEAFLET_LONGEST);
    if (key === "phone") noPhone.hidden = Boolean(text.trim());
  }

  function choose() {
    stage.replaceChildren(sheets[now()]);
    list.replaceChildren(...blocks().map((block) => {
      const box = make("input", { type: "checkbox" }), stays = block.dataset.safety === "true";
      box.checked = stays || !block.hidden;
      box.disabled = stays;
      box.addEventListener("input", () => {
        block.hidden = !box.checked;
        update();
      });
      const head = block.querySelector(".ho-sheet-head").textContent;
      return make("li", {}, make("label", {}, box, make("span", {}, stays ? `${head} (stays in)` : head)));
    }));
    update();
  }

  function update() {
    const shown = blocks(), sum = [0, 0, 0];
    shown.forEach((block, n) => {
      if (!block.hidden) spec.counts[select.value][n].forEach((value, k) => (sum[k] += value));
    });
    const { words, grade } = withGrade({ words: sum[0], sentences: sum[1], syllables: sum[2] });
    const count = shown.filter((block) => !block.hidden).length;
    level.textContent = `${count} of ${shown.length} blocks, ${words} words, reading level ${grade.toFixed(1)}${grade <= spec.grade ? "" : `: above ${spec.grade}`}.`;
    const names = [...new Set(shown.filter((block) => !block.hidden).flatMap((block) => block.dataset.sources.split("; ").filter(Boolean)))];
    sheets[now()].querySelector('[data-fill="sources"]').textContent = names.join("; ");
  }

  function print() {
    printAlone(sheets[now()].cloneNode(true), "leaflet");
  }

  select.addEventListener("input", choose);
  choose();
  return spec.after ? waitFor(root, spec.after) : undefined;
}
