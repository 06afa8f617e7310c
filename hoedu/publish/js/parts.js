// The parts of a lesson come to life in the order of the page: questions even while the page still arrives, what is large
// when it is near.

import { fetchData, fetchScript, onPage } from "./data.js";
import { enhanceExplorer } from "./explorer.js";
import { enhanceQuestion } from "./family.js";
import { enhanceFinish, enhanceReveal, enhanceStart } from "./lesson.js";

const BUDGET = 12; // milliseconds of work before the page gets to breathe
const NEAR = "1500px 0px";
// What most lessons need comes with the page; the other kinds of parts each bring a file of their own.
const KINDS = { item: enhanceQuestion, explorer: enhanceExplorer, start: enhanceStart, reveal: enhanceReveal, finish: enhanceFinish };
globalThis.hoeduKind = (kind, enhance) => (KINDS[kind] = enhance);
const kindsAsked = {};
const specs = new Map(); // of the parts that were seen
const begun = new Set();
const known = {}; // specs of the questions on this page, by id

const bringKind = (kind) => (KINDS[kind] ? null : (kindsAsked[kind] ??= fetchScript(onPage("kinds")[kind])));

function specOf(part) {
  if (!specs.has(part)) {
    const script = part.querySelector(":scope > script[type='application/json']");
    specs.set(part, script ? JSON.parse(script.textContent) : {});
  }
  return specs.get(part);
}

// "@id" stands for a question that is on the page itself.
const fromPage = (value) => (typeof value === "string" && value.startsWith("@") ? known[value.slice(1)] ?? value : value);
function whole(spec) {
  for (const name of ["item", "after"]) if (spec[name]) spec[name] = fromPage(spec[name]);
  if (Array.isArray(spec.items)) spec.items = spec.items.map(fromPage);
  return spec;
}

function enhanceNow(part, spec, host, data) {
  KINDS[part.dataset.ho](part, whole(spec), host, data);
  delete part.dataset.after;
}

function begin(part, host) {
  if (begun.has(part) || part.dataset.live) return;
  begun.add(part);
  const kind = part.dataset.ho, spec = specOf(part);
  if (kind === "item") known[spec.id] ??= spec;
  if (!part.dataset.src && KINDS[kind]) return enhanceNow(part, spec, host);
  if (!KINDS[kind] && !onPage("kinds")[kind]) return;
  const nearby = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && bring(), { rootMargin: NEAR });
  const bring = () => {
    nearby.disconnect();
    Promise.all([part.dataset.src ? fetchData(part.dataset.src) : {}, bringKind(kind)]).then(([{ spec: own, data }]) => {
      const bytes = data ? Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)) : undefined;
      delete part.dataset.src;
      enhanceNow(part, { ...own, ...spec }, host, bytes);
    }, (error) => {
      delete kindsAsked[kind];
      delete part.dataset.after; // what stands there without a script is better than nothing
      part.querySelector(".ho-todo")?.append(` ${error.message}`);
      addEventListener("online", () => nearby.observe(part), { once: true });
    });
  };
  nearby.observe(part);
}

// Questions depend on nothing else: begin those that have arrived whole. Returns a function that stops.
export function beginEarly(host) {
  const arrived = (part) => part.nextElementSibling || part.parentElement.nextElementSibling;
  const look = () => {
    const start = performance.now();
    for (const part of document.querySelectorAll("article [data-ho=item]:not([data-src], [data-live])")) {
      if (performance.now() - start > BUDGET || !arrived(part)) return;
      begin(part, host);
    }
  };
  const coming = new MutationObserver(look);
  coming.observe(document.documentElement, { childList: true, subtree: true });
  look();
  return () => coming.disconnect();
}

// Begin every part of the whole page; `done` is called when each has been. Returns the questions of the page, by id.
export function beginAll(article, host, done) {
  const parts = [...article.querySelectorAll("[data-ho]")];
  for (const part of parts) if (part.dataset.ho === "item" && !part.dataset.live) known[part.dataset.item] ??= specOf(part);
  const work = (next) => {
    const start = performance.now();
    while (next < parts.length && performance.now() - start < BUDGET) begin(parts[next++], host);
    if (next < parts.length) setTimeout(work, 0, next);
    else done();
  };
  work(0);
  return known;
}
