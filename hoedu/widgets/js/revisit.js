// What to look at again: missed when last met, or due. The twin of hoedu/again.py, with each question ready to be asked.

import { button, make } from "./dom.js";
import { enhanceQuestion } from "./family.js";
import { dayName, due, fold } from "./fold.js";
import { faceOf, lessonLinks, lessonName, unpackPool } from "./pool.js";
import { allRows, listen } from "./store.js";

const UNTAUGHT = ["pretest", "predict"];
const TODAY = () => Math.floor(Date.now() / 86_400_000);

const counts = (spec, state) => Boolean(state && (state.looks || (state.attempts && !UNTAUGHT.includes(spec.use))));

// [id, "missed" or "due", day last answered], by lesson and objective; and the days on which others fall due.
export function againOf(rows, items, today) {
  const states = fold(rows, Object.fromEntries(Object.entries(items).map(([id, item]) => [id, item.spec])));
  const met = Object.entries(items).filter(([id, { spec }]) => counts(spec, states[id]));
  const place = ([a], [b]) => (items[a].objective < items[b].objective ? -1 : items[a].objective > items[b].objective ? 1 : 0);
  const found = [], later = [];
  for (const [id] of met.sort(place)) {
    const state = states[id];
    if (!state.known) found.push([id, "missed", state.day]);
    else if (due(state) <= today) found.push([id, "due", state.day]);
    else later.push(due(state));
  }
  return { found, later: later.sort((a, b) => a - b), met: met.length, states };
}

export function enhanceRevisit(root, spec, host, data) {
  let stop = () => {}, gone = false;
  const work = make("div", { className: "ho-revisitwork" });
  const line = root.querySelector(".ho-live");
  unpackPool(data ?? spec.data).then((pool) => {
    if (gone) return;
    line.replaceWith(work);
    stop = revisitIn(root, work, pool, host);
  });
  return () => {
    gone = true;
    stop();
  };
}

function revisitIn(root, work, pool, host) {
  const link = lessonLinks(root);
  const sentence = make("p", { className: "ho-sentence", role: "status" });
  const list = make("div", {});
  const nodes = new Map(), stops = [];
  let drawn = "";
  work.append(sentence, list);
  root.dataset.live = "true";

  function show() {
    const { found, later, met, states } = againOf(allRows(), pool.items, TODAY());
    sentence.textContent = said(found, later, met);
    // What was answered right here stays to be read until the page is opened anew.
    const ids = [...new Set([...nodes.keys(), ...found.map(([id]) => id)])].sort((a, b) => order(a) - order(b));
    for (const [id, reason, day] of found) if (!nodes.has(id)) nodes.set(id, entry(id, reason, day));
    for (const [id, node] of nodes) node.state(found.find(([one]) => one === id), states[id]);
    if (drawn === ids.join()) return;
    drawn = ids.join();
    list.replaceChildren(...lessonsOf(ids));
  }

  const rank = new Map(Object.keys(pool.items).map((id, place) => [id, place]));
  const objectives = [...new Set(Object.values(pool.items).map((item) => item.objective))].sort();
  const order = (id) => objectives.indexOf(pool.items[id].objective) * rank.size + rank.get(id);

  function said(found, later, met) {
    if (!met) return "Nothing to look at again yet. Answer the questions of a lesson or sit a paper of the exam; what you miss will stand here.";
    const missed = found.filter(([, reason]) => reason === "missed").length;
    const lessons = new Set(found.map(([id]) => pool.items[id].lesson)).size;
    const next = later.length ? ` Next: ${later.filter((day) => day === later[0]).length} on ${dayName(later[0])}.` : "";
    if (!found.length) return `Nothing to look at again today.${next}`;
    return `${found.length} to look at again: ${missed} missed, ${found.length - missed} due, from ${lessons} lesson${lessons === 1 ? "" : "s"}.${next}`;
  }

  function lessonsOf(ids) {
    const open = new Set([...list.querySelectorAll("details.ho-lesson[open]")].map((node) => node.dataset.lesson));
    const numbers = [...new Set(ids.map((id) => pool.items[id].lesson))];
    return numbers.map((number, place) => {
      const ours = ids.filter((id) => pool.items[id].lesson === number);
      const groups = [...new Set(ours.map((id) => pool.items[id].objective))].flatMap((objective) => [
        make("p", { className: "ho-todo" }, `${objective} ${pool.lessons[number].objectives[objective]}`),
        make("ul", { className: "ho-againlist" }, ...ours.filter((id) => pool.items[id].objective === objective).map((id) => nodes.get(id).node)),
      ]);
      const panel = make("details", { className: "ho-lesson", "data-lesson": number },
        make("summary", {}, `${lessonName(number)}: ${pool.lessons[number].title} (${ours.length})`),
        make("p", {}, link(number, `Open ${lessonName(number).toLowerCase()}`)), ...groups);
      panel.open = open.size ? open.has(number) : place === 0;
      return panel;
    });
  }

  function entry(id, reason, day) {
    const { stem, under, lesson } = pool.items[id];
    const verdict = make("span", { className: "ho-verdict" });
    const place = make("div", {});
    const again = button("Ask it again", open, { "aria-expanded": "false" });
    const taught = under ? make("span", { className: "ho-todo" }, "Taught at ", link(lesson, `“${under}”`, under), ".") : null;
    const node = make("li", {}, make("p", { className: "ho-againstem" }, stem), make("p", { className: "ho-bar" }, verdict, taught),
      make("p", { className: "ho-bar" }, again), place);

    function open() {
      const closed = again.getAttribute("aria-expanded") === "true";
      if (!closed && !place.firstChild) ask();
      place.hidden = closed;
      again.setAttribute("aria-expanded", String(!closed));
      again.textContent = closed ? "Ask it again" : "Close it";
      if (!closed) place.querySelector("input, select, button")?.focus();
    }

    // Under a name of its own, so that the lesson's own answer stays as it is.
    function ask() {
      const face = faceOf(pool, id, 0);
      delete face.dataset.live;
      place.append(face);
      const { faces, spec } = pool.items[id];
      const again_ = { ...spec, id: `90-again-${id}`, use: "review", feedback: "now", attempts: 2 };
      if (spec.variants) Object.assign(again_, { variants: spec.variants.slice(0, faces.length), faces });
      stops.push(enhanceQuestion(face, again_, host));
    }

    function state(open_, latest) {
      const when = dayName(latest?.day ?? day);
      verdict.dataset.right = String(!open_);
      verdict.textContent = !open_ ? `✓ Right. Next look: ${dayName(due(latest))}.` : open_[1] === "missed" ? `✗ Missed on ${when}` : `○ Due; last right on ${when}`;
    }
    return { node, state };
  }

  const stopListening = listen(show);
  show();
  return () => {
    stopListening();
    stops.forEach((stop) => stop());
  };
}
