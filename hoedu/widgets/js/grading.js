// Grading practice: a film, a class, what was measured; ten films a block; agreement over all of them.

import { brookerFilms } from "./brooker.js";
import { button, make } from "./dom.js";
import { waitFor } from "./explorer.js";
import { filmView } from "./filmview.js";
import { cohenKappa } from "./kappa.js";
import { readKept, writeKept } from "./kept.js";
import { openStack, pictureRenderer } from "./pictures.js";

const GRADED = "hoedu.grading"; // in this browser: { front: [[film, yours], ...], both: [...], next }
const MODES = { front: "front only", both: "front and side" };
const SHORT = ["none", "islands", "gap of 1 cm or more", "gap under 1 cm", "apparent ankylosis"];
const AWAY = [["✓", "as the key"], ["△", "one class away"], ["✗", "further away"]];
let gradingCopies = 0;

export function enhanceGrading(root, spec, host, data) {
  let left = false, stop = null;
  const bytes = data ?? Uint8Array.from(atob(spec.data), (letter) => letter.charCodeAt(0));
  openStack(spec.stack, bytes).then((stack) => {
    if (!left) stop = practiceOf(root, spec, stack);
  }, (error) => root.querySelector(".ho-todo").append(` ${error.message}`));
  const unwait = spec.after ? waitFor(root, spec.after) : null;
  return () => {
    left = true;
    unwait?.();
    stop?.();
  };
}

function practiceOf(root, spec, stack) {
  const films = brookerFilms(stack, spec.plan), [front, side] = stack.manifest.pictures, numerals = spec.classes.map(([numeral]) => numeral);
  const kept = keptGrades(spec.classes.length), known = new Map();
  const state = { number: kept.next, mode: "front", window: 0, marks: true, weights: "linear", graded: null, counted: false };
  const begun = (mode) => kept.numbers(mode).slice(Math.floor(kept.numbers(mode).length / spec.block) * spec.block);
  const blocks = { front: begun("front"), both: begun("both") }; // numbers graded in this block
  const filmAt = (number) => {
    if (!known.has(number)) known.set(number, films.filmOf(number));
    return known.get(number);
  };
  const views = [front, side].map(({ modality }) => filmView(capitalFirst(modality)));
  let film = null, renderers = [];

  // ---- the films

  function load() {
    film = filmAt(state.number);
    const own = films.stackOf(film);
    renderers = [0, 1].map((n) => pictureRenderer(own, n, "film"));
    state.graded = null;
    state.counted = false;
    paint();
  }

  const shown = (n) => n === 0 || state.mode === "both" || state.graded !== null;

  function paint() {
    [front, side].forEach((picture, n) => {
      holders[n].dataset.open = String(shown(n));
      views[n].node.hidden = !shown(n);
      if (!shown(n)) return;
      const [, low, high] = picture.windows[state.window], open = state.graded !== null && state.marks;
      const box = renderers[n].show({ week: 0, dose: 1, low, high });
      const reading = n ? film.aside : film.reading, { left, right } = picture.marks;
      views[n].draw(renderers[n], box ?? [], { mm: picture.mm, marks: { left, right }, colour: "bone",
        outline: open ? films.outlineOf(film.recipe, n === 1) : null }, open && reading.gap ? { line: reading.line, text: millimetres(reading.gap) } : null);
      const told = state.graded === null ? "to be graded" : n ? sideOf(film) : `class ${numerals[film.key]}. ${reasonOf(film, spec)}`;
      views[n].canvas.setAttribute("aria-label", `Synthetic ${picture.modality}, film ${state.number}: ${told}`);
    });
  }

  // ---- the form

  gradingCopies += 1;
  const radios = numerals.map((_, n) => make("input", { type: "radio", name: `ho-grade~${gradingCopies}`, value: String(n), required: true }));
  const choices = radios.map((radio, n) => make("label", {}, radio, make("span", {}, make("b", {}, numerals[n]), ` ${SHORT[n]}`)));
  const check = make("button", { type: "submit", className: "ho-check" }, "Grade"), next = button("Next film", forward, { className: "ho-next" });
  const feedback = make("div", { className: "ho-feedback", role: "status" });
  const form = make("form", { className: "ho-grade" }, make("fieldset", {}, make("legend", { className: "ho-stem" }, "Which class does the film from the front show?"),
    make("div", { className: "ho-classes" }, ...choices)), make("div", { className: "ho-bar" }, check, next), feedback);
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    grade();
  });
  form.addEventListener("keydown", (event) => {
    if (event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey || !radios[event.key]) return;
    radios[event.key].focus();
    if (state.graded === null) radios[event.key].click();
  });
  form.addEventListener("input", () => {
    if (state.graded !== null) radios[state.graded].checked = true;
    else if (feedback.dataset.state === "ask") say();
  });

  function grade() {
    if (state.graded !== null) return;
    const chosen = radios.findIndex((radio) => radio.checked);
    if (chosen < 0) return say("ask", [make("p", {}, "Choose a class first.")]);
    state.graded = chosen;
    state.counted = !kept.has(state.mode, state.number) && blocks[state.mode].length < spec.block;
    if (state.counted) {
      kept.add(state.mode, state.number, chosen);
      blocks[state.mode].push(state.number);
    }
    kept.goOn(state.number + 1);
    showVerdict();
    paint();
    count();
    next.focus();
  }

  function showVerdict() {
    const far = Math.abs(state.graded - film.key), [symbol] = AWAY[Math.min(far, 2)];
    const verdict = far ? `${symbol} Not the key: the film shows class ${numerals[film.key]}, you said ${numerals[state.graded]}.` : `${symbol} Right: class ${numerals[film.key]}.`;
    say(far ? "wrong" : "right", [
      make("p", {}, make("strong", {}, verdict), ` ${reasonOf(film, spec)}`), make("p", {}, sideOf(film)),
      make("p", { className: "ho-todo" }, `The second reader said ${numerals[film.second]}.`, state.counted ? "" : " You had graded this film before: it is not counted again."),
    ]);
    marked();
  }

  function say(kind = "", nodes = []) {
    feedback.dataset.state = kind;
    feedback.replaceChildren(...nodes);
  }

  // What the form shows depends on whether the film is graded.
  function marked() {
    const done = state.graded !== null;
    check.setAttribute("aria-disabled", String(done));
    next.style.visibility = done ? "visible" : "hidden";
    next.textContent = blocks[state.mode].length >= spec.block ? "See how these ten went" : "Next film";
    choices.forEach((label, n) => {
      radios[n].setAttribute("aria-disabled", String(done));
      label.dataset.key = String(done && n === film.key);
    });
    marks.node.hidden = !done;
  }

  function open(number, focus = true) {
    state.number = number;
    for (const radio of radios) radio.checked = false;
    where.value = String(number);
    title.textContent = `Film ${number}`;
    summary.hidden = true;
    work.hidden = false;
    say();
    load();
    marked();
    count();
    if (!focus) return;
    radios[0].focus({ preventScroll: true });
    // On a small screen the answers fill the view: the new film would stand above it.
    if (title.getBoundingClientRect().top < 0) title.scrollIntoView({ block: "start" });
  }

  function forward() {
    if (blocks[state.mode].length >= spec.block) return sumUp();
    open(following());
  }

  // The next number that was not yet graded in this mode.
  function following() {
    let number = state.number + 1;
    while (kept.has(state.mode, number)) number += 1;
    return number;
  }

  // ---- the block

  function count() {
    const numbers = blocks[state.mode], cells = Array.from({ length: spec.block }, (_, n) => numbers[n] ?? null);
    block.replaceChildren(...cells.map((number) => {
      if (number === null) return make("li", {}, make("span", { className: "ho-unseen" }, "open"));
      const [symbol, word] = verdictAt(number);
      return make("li", { "data-group": symbol === "✓" ? "best" : symbol === "✗" ? "unsafe" : "", "data-now": String(number === state.number) },
        make("span", { "aria-hidden": "true" }, symbol), make("span", { className: "ho-unseen" }, `film ${number}: ${word}`));
    }));
    const far = numbers.map((number) => verdictAt(number)[0]);
    tally.textContent = AWAY.map(([symbol, word]) => `${symbol} ${far.filter((one) => one === symbol).length} ${word}`).join(" · ");
    agreement();
  }
  const verdictAt = (number) => AWAY[Math.min(Math.abs(kept.grade(state.mode, number) - filmAt(number).key), 2)];

  function sumUp() {
    const numbers = blocks[state.mode], missed = numbers.filter((number) => verdictAt(number)[0] !== "✓");
    const again = missed.map((number) => button(`${verdictAt(number)[0]} Film ${number}: key ${numerals[filmAt(number).key]}, you ${numerals[kept.grade(state.mode, number)]}`,
      () => open(number), { className: "ho-quiet" }));
    const heading = make("p", { className: "ho-stem", tabIndex: -1 }, `Ten films, ${MODES[state.mode]}: ${numbers.length - missed.length} as the key.`);
    const on = button("Next ten films", () => {
      blocks[state.mode] = [];
      open(following());
    }, { className: "ho-next" });
    summary.replaceChildren(heading, gradesTable("Your grades of these ten against the key", numbers), ...(again.length
      ? [make("p", { className: "ho-todo" }, "Look at any of them again:"), make("p", { className: "ho-again" }, ...again)]
      : [make("p", {}, "Every one as the key.")]), on);
    summary.hidden = false;
    work.hidden = true;
    heading.focus();
  }

  // ---- agreement over all films graded

  function gradesTable(caption, numbers) {
    const table = crossed(numbers.map((number) => [kept.grade(state.mode, number), filmAt(number).key]));
    const heads = ["You", ...numerals.map((numeral) => `Key ${numeral}`)].map((head) => make("th", { scope: "col" }, head));
    const rows = table.map((row, n) => make("tr", {}, make("th", { scope: "row" }, numerals[n]),
      ...row.map((value, key) => make("td", { "data-same": String(n === key) }, value ? String(value) : "·"))));
    return make("div", { className: "ho-scroll", tabindex: "0", role: "region", "aria-label": caption }, make("table", { className: "ho-crossed" },
      make("caption", {}, caption), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
  }

  function crossed(pairs) {
    const table = numerals.map(() => numerals.map(() => 0));
    for (const [row, column] of pairs) table[row][column] += 1;
    return table;
  }

  function agreement() {
    const rows = [["You and the key", (mode, number) => [kept.grade(mode, number), filmAt(number).key]],
      ["You and the second reader", (mode, number) => [kept.grade(mode, number), filmAt(number).second]],
      ["The second reader and the key", (mode, number) => [filmAt(number).second, filmAt(number).key]]];
    const modes = Object.keys(MODES);
    kappas.replaceChildren(
      make("tr", {}, make("th", { scope: "row" }, "Films graded"), ...modes.map((mode) => make("td", {}, String(kept.numbers(mode).length)))),
      ...rows.map(([name, pair]) => make("tr", {}, make("th", { scope: "row" }, name), ...modes.map((mode) =>
        make("td", {}, kappaText(cohenKappa(crossed(kept.numbers(mode).map((number) => pair(mode, number))), state.weights)))))));
    const numbers = kept.numbers(state.mode);
    whole.replaceChildren(...(numbers.length ? [gradesTable(`All your grades (${MODES[state.mode]}) against the key`, numbers)] : []));
    forget.setAttribute("aria-disabled", String(modes.every((mode) => !kept.numbers(mode).length)));
  }

  // ---- the page

  const mode = gradingSelect("Films to grade from", Object.entries(MODES).map(([name, text]) => [name, text]), (value) => {
    state.mode = value;
    work.dataset.mode = value;
    if (state.graded !== null || !summary.hidden) return open(kept.has(value, state.number) || state.graded !== null ? following() : state.number, false);
    paint();
    marked();
    count();
  });
  const windows = gradingSelect("Window", front.windows.map(([label], n) => [String(n), label]), (value) => {
    state.window = Number(value);
    paint();
  });
  const tick = make("input", { type: "checkbox", checked: true });
  const marks = { node: make("label", { className: "ho-tick", hidden: true }, tick, make("span", {}, "Outline and measure")) };
  tick.addEventListener("input", () => {
    state.marks = tick.checked;
    paint();
  });
  const enlarge = (factor) => views.forEach((view) => (factor ? view.enlarge(factor) : view.whole()));
  const zooming = make("div", { className: "ho-zoom", role: "group", "aria-label": "Enlarge" },
    button("\u2212", () => enlarge(1 / 1.5), { "aria-label": "Smaller" }), button("+", () => enlarge(1.5), { "aria-label": "Larger" }), button("Whole", () => enlarge(0)));
  const where = make("input", { type: "text", inputmode: "numeric", size: "6", autocomplete: "off" }), said = make("span", { role: "status" });
  const jump = () => {
    const number = Number(where.value.trim()), good = /^\d{1,6}$/.test(where.value.trim()) && number > 0;
    said.textContent = good ? "" : "Films are numbered from 1 to 999999.";
    if (good) open(number);
  };
  where.addEventListener("keydown", (event) => event.key === "Enter" && jump());
  const goTo = make("div", { className: "ho-field ho-goto" }, make("label", {}, make("span", {}, "Film number (share it to show the same film) "), where), button("Go", jump), said);
  const title = make("p", { className: "ho-stem ho-filmname" }), block = make("ol", { className: "ho-block", "aria-label": "This block of ten" });
  const tally = make("p", { className: "ho-tally" });
  const later = make("p", { className: "ho-later" }, "The film from the side opens when you have graded.");
  const holders = views.map((view, n) => make("div", { className: "ho-lightbox", "data-open": "true" }, view.node, n ? later : null));
  const work = make("div", { className: "ho-work", "data-mode": state.mode }, title, make("div", { className: "ho-films" }, ...holders),
    make("div", { className: "ho-filmbar" }, zooming, windows.node, marks.node), form);
  const summary = make("div", { className: "ho-summary", hidden: true });
  const kappas = make("tbody", {}), whole = make("div", {});
  const weights = gradingSelect("Weights", [["linear", "linear"], ["quadratic", "quadratic"]], (value) => {
    state.weights = value;
    agreement();
  });
  const forget = button("Forget all my grades", () => {
    if (Object.keys(MODES).some((name) => kept.numbers(name).length)) gone = kept.all();
    kept.clear();
    for (const name of Object.keys(MODES)) blocks[name] = [];
    open(state.number, false);
    undo.hidden = !gone;
    (gone ? undo : forget).focus();
  }, { className: "ho-quiet" });
  let gone = null; // what was forgotten a moment ago
  const undo = button("Undo: bring them back", () => {
    for (const name of Object.keys(MODES)) for (const [number, grade] of gone[name]) if (!kept.has(name, number)) kept.add(name, number, grade);
    for (const name of Object.keys(MODES)) blocks[name] = begun(name);
    gone = null;
    undo.hidden = true;
    count();
    forget.focus();
  }, { className: "ho-quiet", hidden: true });
  const published = make("p", {});
  published.innerHTML = spec.published;
  const heads = ["Weighted kappa (95\u00a0% interval)", ...Object.values(MODES)].map((head) => make("th", { scope: "col" }, capitalFirst(head)));
  const agreed = make("details", { className: "ho-agreement", open: true }, make("summary", {}, "Your agreement so far"), weights.node,
    make("table", { className: "ho-kappas" }, make("thead", {}, make("tr", {}, ...heads)), kappas), published, whole, forget, undo);

  root.querySelector(".ho-twin").replaceWith(make("div", { className: "ho-viewer" },
    make("div", { className: "ho-drill-head" }, block, tally), mode.node, work, summary, goTo, agreed));
  root.querySelector(".ho-rule").open = false;
  open(state.number, false);
  root.dataset.live = "true";
  return () => views.forEach((view) => view.stop());
}

// ---- words

const capitalFirst = (text) => text[0].toUpperCase() + text.slice(1);
const millimetres = (value) => `${value.toFixed(1)}\u00a0mm`;

function kappaText(found) {
  if (!found) return "not yet";
  const two = (value) => (Math.round(100 * value) / 100 || 0).toFixed(2).replace("-", "\u2212");
  const none = found.kappa > 1 - 1e-9 ? "no interval: all agree" : "no interval yet";
  const width = found.high - found.low < 1e-6 ? none : `${two(Math.max(-1, found.low))} to ${two(Math.min(1, found.high))}`;
  return `${two(found.kappa)} (${width})`;
}

// Which rule decides, and how near to the limit: as `said` in html/grading.py.
function reasonOf({ reading: { bone, gap }, recipe }, { plan, border }) {
  if (!bone) return "No heterotopic bone was put onto this film.";
  if (gap === null) {
    const islands = recipe.length, faint = recipe.filter(({ dense }) => dense < 1).length;
    const many = islands === 1 ? "One island" : `${islands} islands`;
    const pale = !faint ? "" : islands === 1 ? " It is faint." : faint === islands ? " All are faint." : ` ${faint} of them ${faint === 1 ? "is" : "are"} faint.`;
    return `${many} of bone in the soft tissue; no bone reaches out from the femur or the pelvis.${pale}`;
  }
  if (gap === 0) return "Bone of the femur's side and of the pelvis's side meet on this film: no gap is left to measure.";
  const away = Math.abs(gap - plan.limit), rule = gap < plan.limit ? `less than ${plan.limit} mm` : `at least ${plan.limit} mm`;
  return `${millimetres(gap)} between facing bony surfaces: ${rule}.${away <= border ? ` Borderline: ${millimetres(away)} from the limit.` : ""}`;
}

// What the film from the side adds. It never changes the class, which is read from the front.
function sideOf({ key, reading, aside }) {
  if (key === 0) return "The side view shows none either.";
  if (key === 1) return "The side view shows how deep the bone lies. That it lies free in soft tissue, the front view alone can show.";
  if (key === 4 && aside.gap > 0)
    return `The side view parts them: at least ${millimetres(aside.gap)} lie between the two, one in front of the other. Overlap on one film imitates ankylosis; the class stays what the film from the front shows.`;
  if (key === 4) return "The side view shows no gap either. Two views still do not prove that bone has joined bone.";
  if (aside.gap === null) return "The side view shows where the spur lies in depth; the class does not depend on it.";
  if (aside.gap > reading.gap) return `The side view adds distance: the spurs are at least ${millimetres(aside.gap)} apart, one in front of the other, wider than the front view shows.`;
  if (key === 3 && aside.gap === 0) return "In the side view the spurs lie over each other: it cannot part them, and the front view has the gap.";
  return "The side view shows no wider gap: it adds nothing to the class.";
}

function gradingSelect(label, options, changed) {
  const input = make("select", {}, ...options.map(([value, text]) => make("option", { value }, text)));
  input.addEventListener("input", () => changed(input.value));
  return { input, node: make("label", { className: "ho-pick" }, make("span", {}, label), input) };
}

// What was graded, in this browser; a film counts once in each mode.
function keptGrades(classes) {
  const found = { front: new Map(), both: new Map() };
  let next = 1;
  const whole = (value, low, high) => Number.isInteger(value) && value >= low && value <= high;
  const held = readKept(GRADED), pairs = (rows) => (Array.isArray(rows) ? rows.filter(Array.isArray) : []);
  for (const mode of Object.keys(found))
    for (const [number, grade] of pairs(held?.[mode])) if (whole(number, 1, 999999) && whole(grade, 0, classes - 1)) found[mode].set(number, grade);
  if (whole(held?.next, 1, 999999)) next = held.next;
  const keep = () => writeKept(GRADED, { front: [...found.front], both: [...found.both], next });
  return {
    next,
    has: (mode, number) => found[mode].has(number),
    grade: (mode, number) => found[mode].get(number),
    numbers: (mode) => [...found[mode].keys()],
    all: () => ({ front: [...found.front], both: [...found.both] }),
    add(mode, number, grade) {
      found[mode].set(number, grade);
      keep();
    },
    goOn(number) {
      next = number;
      keep();
    },
    clear() {
      found.front.clear();
      found.both.clear();
      keep();
    },
  };
}
