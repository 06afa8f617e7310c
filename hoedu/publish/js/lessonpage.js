// A lesson.

import { contentsList } from "./contents.js";
import { frame } from "./frame.js";
import { beginAll, beginEarly } from "./parts.js";
import { keepPlace } from "./place.js";
import { browserHost } from "./store.js";

const host = browserHost();
let touched = false;
for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(kind, () => (touched = true), { passive: true, once: true });

// This script may run before the page is there as a whole.
if (document.readyState === "loading") {
  const stop = beginEarly(host);
  document.addEventListener("DOMContentLoaded", () => {
    stop();
    startLesson();
  });
} else startLesson();

function startLesson() {
  const article = document.querySelector("article");
  const specs = beginAll(article, host, () => {
    // Parts change their height as they come to life: go again to where the address points.
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && !touched) target.scrollIntoView();
    article.dataset.ready = "true";
  });
  frame();
  // The in-browser lab needs a web server: from a disk, its link would lead to an empty page.
  if (location.protocol === "file:") for (const link of document.querySelectorAll(".ways a[href^='lab/']")) link.closest("li").hidden = true;
  contentsList(document.querySelector("[data-contents]"), article, specs);
  keepPlace(article, article.dataset.page, article.dataset.lesson);
}
