// Light, dark, or as the system has it. What is chosen is set before the page is drawn, by a line in its head.

import { make } from "./dom.js";

const THEME = "hoedu.theme";

export function themeSwitch(place) {
  if (!place) return;
  const names = { "": "As the system", light: "Light", dark: "Dark" };
  const select = make("select", { id: "site-theme" }, ...Object.entries(names).map(([value, text]) => make("option", { value }, text)));
  select.value = document.documentElement.dataset.theme ?? "";
  select.addEventListener("input", () => {
    if (select.value) document.documentElement.dataset.theme = select.value;
    else delete document.documentElement.dataset.theme;
    try {
      if (select.value) localStorage.setItem(THEME, select.value);
      else localStorage.removeItem(THEME);
    } catch {
      // This browser keeps nothing: the choice holds for this page.
    }
  });
  place.append(make("label", { for: "site-theme" }, "Colours"), select);
  place.hidden = false;
}

// On a narrow screen the links of the header fold into a menu.
export function menu(button, nav) {
  if (!button || !nav) return;
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    nav.dataset.open = String(open);
  };
  button.hidden = false;
  set(false);
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  // A tap beside it closes it too.
  document.addEventListener("pointerdown", ({ target }) => nav.dataset.open === "true" && !nav.contains(target) && !button.contains(target) && set(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || nav.dataset.open !== "true") return;
    set(false);
    button.focus();
  });
}
