// What every page of the site has.

import { filterBox } from "./filter.js";
import { readOffline } from "./offline.js";
import { searchDialog } from "./search.js";
import { glossaryTerms } from "./terms.js";
import { menu, themeSwitch } from "./theme.js";

export function frame() {
  themeSwitch(document.querySelector("[data-theme-switch]"));
  menu(document.querySelector("[data-menu]"), document.querySelector("[data-nav]"));
  searchDialog(document.querySelector("[data-search]"));
  glossaryTerms(document.getElementById("main"));
  filterBox(document.querySelector("[data-filter]"));
  if (document.readyState === "complete") readOffline();
  else addEventListener("load", readOffline, { once: true });
}
