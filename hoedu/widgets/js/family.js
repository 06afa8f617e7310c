// A question with new numbers each time: the first set as Python wrote it, then another whenever the learner asks.
// Every set is a question of its own, with its own hash; in the fold they count as one.

import { button, make } from "./dom.js";
import { concerns, dayName, fold, isDue } from "./fold.js";
import { enhanceItem } from "./item.js";
import { allRows, listen } from "./store.js";

export function enhanceQuestion(root, spec, host) {
  if (!spec.faces) return enhanceItem(root, spec, host);
  const { faces, variants, ...common } = spec;
  const hashes = variants.map((one) => one.hash);
  const rows = () => allRows().filter((row) => concerns(row, [spec.id]));
  const whole = () => fold(rows(), { [spec.id]: spec })[spec.id];
  const tried = (number) => rows().some((row) => row[3] === hashes[number]);
  let here = root, at = 0, asked = false, stopItem = () => {};

  // The next set that was not answered yet; once all were, simply the next.
  function following() {
    const later = hashes.map((_, step) => (at + 1 + step) % hashes.length);
    return later.find((number) => !tried(number)) ?? later[0];
  }

  function put(number, note = "") {
    stopItem();
    if (number !== at) {
      const holder = make("div");
      holder.innerHTML = faces[number];
      const fresh = holder.firstElementChild;
      here.replaceWith(fresh);
      here = fresh;
    }
    at = number;
    const others = hashes.filter((hash) => hash !== hashes[at]);
    stopItem = enhanceItem(here, { ...common, ...variants[at], others }, host);
    const said = make("span", { className: "ho-todo" }, `${note}Set ${at + 1} of ${hashes.length}.`);
    here.querySelector(".ho-check").parentElement.after(make("p", { className: "ho-bar ho-more" }, button("Another with new numbers", another), said));
  }

  function another() {
    asked = true;
    put(following());
    here.querySelector(".ho-question input").focus();
  }

  function begin() {
    const state = whole();
    if (!state?.attempts) return put(0);
    if (!isDue(state)) return put(hashes.indexOf(state.hash));
    put(following(), `Due again: you last answered this on ${dayName(state.day)}. The numbers are new. `);
  }

  begin();
  // Answers that come from elsewhere, by a progress code or from another copy: show what was answered last.
  const stopListening = listen(() => {
    const last = hashes.indexOf(whole()?.hash);
    if (!asked && !tried(at) && last >= 0 && last !== at) put(last);
  });
  return () => {
    stopListening();
    stopItem();
  };
}
