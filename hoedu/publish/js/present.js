// A deck: text is cut to fit, live parts come to life one by one, and the keyboard turns slides and counts votes.

import { onPage } from "./data.js";
import { button, make } from "./dom.js";
import { helpDialog, jumpDialog } from "./slidedialogs.js";
import { slideKeys } from "./slidekeys.js";
import { keepApart, liveParts } from "./slidelive.js";
import { packText } from "./slidepack.js";
import { questionSlide } from "./slidequestion.js";
import { scrollBody, scrollHint } from "./slidescroll.js";
import { speakerView } from "./slidespeaker.js";
import { voteBook } from "./slidevotes.js";

const theme = localStorageOf();
keepApart();
const about = onPage("deck");
const root = document.querySelector("[data-deck]");
const book = voteBook(about.name);
const printing = /print-pdf|view=print/.test(location.search);

function localStorageOf() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

root.querySelectorAll('[data-leaf][data-kind="text"]').forEach(packText);
const slides = [...root.querySelectorAll("[data-leaf]")];
slides.forEach((slide, number) => foot(slide, number + 1));

// reveal.js counts every section below .slides as a slide; the parts of a lesson are sections too.
function ownSections(node, inner) {
  const all = node.querySelectorAll.bind(node), one = node.querySelector.bind(node);
  const own = (selector) => inner[selector] ?? (selector.startsWith(".slides section:") ? selector.replace(".slides section", "[data-leaf]") : selector);
  node.querySelectorAll = (selector) => all(own(selector));
  node.querySelector = (selector) => one(own(selector));
}
ownSections(root, { ".slides section": ".slides > section, .slides > section > section" });
root.querySelectorAll(".slides > section, [data-leaf]").forEach((section) => ownSections(section, { section: ":scope > section" }));

// At the foot: which sources the slide leans on, or what to do with its question; its number and the way on.
function foot(slide, number) {
  const names = [...slide.querySelectorAll(".body a[title]")].flatMap((link) => about.sources[link.title.split(" ")[0]] ?? []);
  const sources = (slide.dataset.kind === "text" ? [...new Set(names)].join(" · ") : "") || about.school;
  const arrow = (way, label, path) => {
    const node = button("", () => turn(way), { className: "arrow", "aria-label": label });
    node.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
    return node;
  };
  slide.append(make("div", { className: "foot" }, make("div", { className: "sources" }, sources),
    make("div", { className: "turn" }, arrow(-1, "Back", "M15 5l-7 7 7 7"), make("span", { className: "number" }, make("span", { className: "unseen" }, "Slide "), String(number)),
      arrow(1, "Next", "M9 5l7 7-7 7"))));
}

const enliven = liveParts(root);
const questions = new Map();
for (const slide of slides) {
  if (["question", "answer"].includes(slide.dataset.kind)) questions.set(slide, questionSlide(slide, book, reasonsChanged));
}
const hints = new Map(slides.map((slide) => [slide, scrollHint(slide)]));

// Reasons are steps of their slide: the right one first, then each of the others.
function reasonsChanged(slide, open) {
  if (!Reveal.isReady()) return;
  Reveal.syncFragments(slide);
  if (open && slide === Reveal.getCurrentSlide()) Reveal.navigateFragment(0);
  hints.get(slide)?.();
  showReason(slide);
}

const showReason = (slide) => slide?.querySelector(".reasons:not([hidden])")?.scrollIntoView({ block: "nearest" });

function turn(way) {
  const focused = document.activeElement;
  if (way > 0) Reveal.next();
  else Reveal.prev();
  if (focused?.matches?.(".turn .arrow")) Reveal.getCurrentSlide().querySelectorAll(".turn .arrow")[way > 0 ? 1 : 0].focus();
}

const here = () => Reveal.getCurrentSlide();
const at = () => slides.indexOf(here());
const goTo = (slide) => {
  if (!slide) return false;
  const { h, v } = Reveal.getIndices(slide);
  return Reveal.slide(h, v), true;
};
const askedHere = () => questions.get(here());
const speaker = speakerView(about, {
  slide: here, next: () => slides[at() + 1] ?? null, number: () => at() + 1, count: slides.length, go: turn, question: (slide) => questions.get(slide),
  onkey: (event) => onKey(event), stage: root,
}, [...document.querySelectorAll('link[rel="stylesheet"]')].map(({ href }) => href));
const help = helpDialog(document.body, () => book.clearAll());
const jump = jumpDialog(document.body, slides.map((slide, number) => [number + 1, slide.dataset.title]), (number) => goTo(slides[number - 1]));
book.listen(() => speaker.tick());

const overviewOr = (move, other) => () => (Reveal.isOverview() ? Reveal[move]() : other());
const onKey = slideKeys({
  next: () => turn(1), back: () => turn(-1), right: overviewOr("right", () => turn(1)), left: overviewOr("left", () => turn(-1)),
  down: overviewOr("down", () => scrollBody(here(), 1)), up: overviewOr("up", () => scrollBody(here(), -1)),
  enter: () => (Reveal.isOverview() ? Reveal.toggleOverview(false) : false), overview: () => Reveal.toggleOverview(),
  first: () => goTo(slides[0]), last: () => goTo(slides.at(-1)), nextPart: () => toPart(1), lastPart: () => toPart(-1),
  black: () => Reveal.togglePause(), full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  jump: () => jump.open(), theme: switchTheme, notes: () => speaker.toggleDrawer(), speaker: () => speaker.open(), help: () => help.showModal(),
  vote: () => (askedHere() ? askedHere().go() : false), reveal: () => (askedHere() ? askedHere().reveal() : false), type: () => (askedHere() ? askedHere().type() : false),
  count: (option, by) => askedHere()?.count(option, by) ?? false, longer: () => askedHere()?.longer(30) ?? false, shorter: () => askedHere()?.longer(-30) ?? false,
});
document.addEventListener("keydown", onKey);

// The columns are the parts of a lesson.
function toPart(way) {
  const { h } = Reveal.getIndices();
  const columns = root.querySelectorAll(".slides > section");
  return columns[h + way] ? (Reveal.slide(h + way, 0), true) : false;
}

function switchTheme() {
  const dark = getComputedStyle(document.documentElement).colorScheme.trim() === "dark";
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  try {
    theme?.setItem("hoedu.theme", document.documentElement.dataset.theme);
  } catch {
    // It holds for this page.
  }
}

async function wake(slide) {
  const woke = await enliven(slide);
  if (woke.some(Boolean)) questions.get(slide)?.again();
}

async function arrive() {
  const slide = here();
  if (!slide?.matches?.("[data-leaf]")) return;
  speaker.update();
  await wake(slide);
  hints.get(slide)();
  slide.dataset.ready = "true";
  const next = slides[at() + 1];
  if (next) (globalThis.requestIdleCallback ?? setTimeout)(() => wake(next));
}

Reveal.initialize({
  width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 4, display: "flex", center: false, controls: false, progress: true, hash: true,
  history: false, keyboard: false, help: false, jumpToSlide: false, transition: "none", backgroundTransition: "none", navigationMode: "linear",
  viewDistance: 2, mobileViewDistance: 2, postMessage: false, scrollActivationWidth: null, pdfSeparateFragments: false, pdfMaxPagesPerSlide: 1,
  hideInactiveCursor: true, previewLinks: false,
}).then(async () => {
  root.removeAttribute("role"); // "application" would keep screen readers from reading
  for (const [slide] of questions) Reveal.syncFragments(slide);
  if (printing) await Promise.all(slides.map(wake));
  await arrive();
  document.documentElement.dataset.ready = "true";
});
Reveal.on("fragmentshown", () => showReason(here()));
Reveal.on("slidechanged", () => {
  speaker.start();
  arrive();
});
