// Where the reader was: the lesson and the heading, kept in this browser.

import { make } from "./dom.js";

const PLACE = "hoedu.place";

export function lastPlace() {
  try {
    const place = JSON.parse(localStorage.getItem(PLACE));
    const whole = place && ["page", "lesson", "heading", "id"].every((name) => typeof place[name] === "string");
    return whole && /^[\w-]+\.html$/.test(place.page) ? place : null;
  } catch {
    return null;
  }
}

export function keepPlace(root, page, lesson) {
  const headings = [...root.querySelectorAll(":is(h1, h2, h3)[id]")];
  let moved = false;
  addEventListener("scroll", () => (moved = true), { passive: true, once: true });
  const keep = () => {
    if (!moved) return;
    const line = innerHeight * 0.4;
    const here = headings.findLast((node) => node.getBoundingClientRect().top < line) ?? headings[0];
    if (!here) return;
    try {
      const heading = here.tagName === "H1" ? "" : here.textContent;
      localStorage.setItem(PLACE, JSON.stringify({ page, lesson, heading, id: here.id }));
    } catch {
      // This browser keeps nothing.
    }
  };
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
}

// The card on the first page that leads back; `pages` are those of this site.
export function resumeCard(card, pages) {
  const place = lastPlace();
  if (!card || !place || !pages.includes(place.page)) return;
  const where = place.heading && `, at “${place.heading}”`;
  card.append(make("p", {}, "You were last in ", make("strong", {}, place.lesson), where, "."),
    make("a", { className: "button", href: `${place.page}#${place.id}` }, "Go on where you were"));
  card.hidden = false;
}
