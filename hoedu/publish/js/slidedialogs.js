// Two dialogs over the slides: the keys, and where to jump.

import { button, make } from "./dom.js";

export const KEYS = [
  ["→ Space", "next"], ["←", "back"], ["↓ ↑", "scroll this slide"], ["] [", "part after, before"], ["Esc", "all slides"], ["G", "go to a slide"],
  ["F", "full screen"], ["B", "black screen"], ["L", "light or dark"], ["S", "speaker's window"], ["N", "notes down here"],
  ["V", "vote, step by step"], ["1–6 A–F", "one vote more"], ["Shift 1–6", "one vote less"], ["T", "type the votes"], ["+ −", "half a minute"],
  ["R", "answer; then →"],
];

export function helpDialog(place, clearVotes) {
  const rows = KEYS.map(([keys, does]) => make("div", {}, make("dt", {}, ...keys.split(" ").map((key) => make("kbd", {}, key))), make("dd", {}, does)));
  const said = make("p", { className: "said", role: "status" });
  const clear = button("Clear all votes", () => {
    clearVotes();
    said.textContent = "All votes are cleared.";
  });
  const dialog = make("dialog", { className: "help", "aria-label": "Keys" }, make("h2", {}, "Keys"), make("dl", {}, ...rows),
    make("p", {}, "In a control, keys belong to it; Esc gives them back. Votes and answers stay in this window: nobody's progress is touched."),
    make("p", { className: "helpbar" }, button("Close", () => dialog.close(), { className: "act" }), clear, said));
  place.append(dialog);
  return dialog;
}

// `slides` are [number, title]; `go(number)` counts from 1.
export function jumpDialog(place, slides, go) {
  const field = make("input", { type: "text", "aria-label": "Number or words", autocomplete: "off", placeholder: "Number or words" });
  const list = make("ol", { className: "jumps" });
  const show = () => {
    const asked = field.value.trim().toLowerCase();
    const found = slides.filter(([number, title]) => !asked || String(number) === asked || title.toLowerCase().includes(asked));
    list.replaceChildren(...found.map(([number, title]) => make("li", {}, button(`${number}. ${title}`, () => leave(number)))));
  };
  const leave = (number) => {
    document.activeElement.blur(); // else the next key still goes to the field, until the browser has drawn
    dialog.close();
    go(number);
  };
  const form = make("form", {}, make("label", {}, make("span", { className: "unseen" }, "Go to a slide"), field));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("button")?.click();
  });
  field.addEventListener("input", show);
  const dialog = make("dialog", { className: "jump", "aria-label": "Go to a slide" }, make("h2", {}, "Go to a slide"), form, list,
    make("p", { className: "helpbar" }, button("Close", () => dialog.close())));
  place.append(dialog);
  return {
    node: dialog,
    open() {
      field.value = "";
      show();
      dialog.showModal();
      field.focus();
    },
  };
}
