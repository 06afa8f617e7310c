// The head of a lesson (how far, the progress code, start again), a prediction beside the data, and the end.

import { decode, encode } from "./code.js";
import { button, listText, make } from "./dom.js";
import { dayName, due, fold, isDue, restarted } from "./fold.js";
import { grade, isRight } from "./grade.js";
import { allRows, listen } from "./store.js";

const specsOf = (spec) => Object.fromEntries(spec.items.map((item) => [item.id, item]));

export function enhanceStart(root, spec, host) {
  const specs = specsOf(spec);
  const line = make("p", { className: "ho-progress", role: "status" });
  const said = make("p", { className: "ho-said", role: "status" });
  const code = make("textarea", { rows: "2", "aria-label": "Progress code", spellcheck: "false", placeholder: "HO1.…" });
  const panel = make("details", { className: "ho-code" }, make("summary", {}, "Progress code"),
    make("p", {}, "Copy this before you leave Binder or a borrowed computer. Paste it here to go on where you were."),
    code,
    make("div", { className: "ho-bar" },
      button("Copy my code", copy), button("Use the code in the box", use), said));
  const again = button("Start this lesson again", () => (sure.hidden = !sure.hidden), { className: "ho-quiet" });
  const sure = make("span", { hidden: true }, " Forget the answers of this lesson? ",
    button("Yes, start again", restart), " ", button("No", () => (sure.hidden = true)));
  const next = button("Go to the next question", goOn);
  let waiting = [];
  const back = button("Undo: bring the answers back", () => host.record([`${spec.lesson}-undo`, "000000000000", null, null]));
  root.querySelector(".ho-live")?.remove();
  root.append(line, make("p", { className: "ho-bar" }, next), panel, make("p", { className: "ho-bar" }, again, back, sure));
  root.dataset.live = "true";

  // The first question that waits, in the order of the page.
  function goOn() {
    const ids = new Set(waiting.map((item) => item.id));
    const parts = [...document.querySelectorAll("[data-ho=item][data-live]")];
    const part = parts.find((node) => ids.has(node.dataset.item));
    part?.scrollIntoView({ block: "start" });
    part?.querySelector("input, select, button")?.focus({ preventScroll: true });
  }

  async function copy() {
    code.value = await encode(allRows());
    code.select();
    try {
      await navigator.clipboard.writeText(code.value);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "Selected: copy it with Ctrl+C or ⌘C.";
    }
  }

  async function use() {
    try {
      const known = new Set(allRows().map((row) => row[0]));
      const rows = (await decode(code.value)).filter((row) => !known.has(row[0]));
      if (!rows.length) return void (said.textContent = "Nothing new: these answers are here already.");
      host.restore(rows, (text) => (said.textContent = text || said.textContent));
      said.textContent = `${rows.length} answer${rows.length === 1 ? "" : "s"} restored.`;
    } catch (error) {
      said.textContent = error.message;
    }
  }

  function restart() {
    sure.hidden = true;
    host.record([`${spec.lesson}-restart`, "000000000000", null, null]);
    again.focus();
  }

  function show() {
    const states = fold(allRows(), specs);
    // Practice questions are extra: they do not count towards the lesson.
    const core = spec.items.filter((item) => item.use !== "practice" || spec.lesson === "00");
    const done = core.filter((item) => states[item.id]?.attempts).length;
    const left = Math.round((spec.minutes * (core.length - done)) / core.length);
    const time = done === core.length ? "the lesson is done" : `about ${Math.max(left, 1)} minutes left`;
    back.hidden = !restarted(allRows(), spec.lesson);
    const dueNow = spec.items.filter((item) => item.attempts !== 1 && isDue(states[item.id]));
    const open = core.filter((item) => !states[item.id]?.attempts);
    const look = dueNow.length ? ` ${dueNow.length} due for another look.` : "";
    waiting = [...dueNow, ...open];
    next.hidden = !waiting.length;
    // A lesson may ask the questions of the others alone: the exam and the review say how far one is.
    line.textContent = core.length ? `${done} of ${core.length} questions answered, ${time}.${look}` : "This lesson counts no questions of its own.";
  }
  const stop = listen(show);
  show();
  return stop;
}

export function enhanceReveal(root, spec) {
  const mine = make("p", { className: "ho-mine", role: "status" });
  root.querySelector("details").before(mine);
  root.dataset.live = "true";
  function show() {
    const state = fold(allRows(), { [spec.item.id]: spec.item })[spec.item.id];
    const answered = Boolean(state?.attempts);
    if (String(answered) !== root.dataset.answered) {
      root.dataset.answered = String(answered);
      root.querySelector("details").open = answered;
    }
    const outcome = answered ? grade(spec.item, state.response) : { whys: [] };
    for (const row of root.querySelectorAll("[data-why]")) {
      // Slips that nobody made here would only confuse; what was chosen is said to be the learner's.
      const slip = /^(wrong\d+|fraction)$/.test(row.dataset.why);
      row.hidden = answered && slip && !outcome.whys.includes(row.dataset.why);
    }
    if (!answered) {
      mine.textContent = "You have not predicted yet. A guess first makes the answer stick; or open it as it is.";
      return;
    }
    const verdict = isRight(outcome) ? "✓ That is what the data say." : "✗ The data say something else.";
    mine.textContent = `You predicted: ${describe(spec, state.response)}. ${verdict}`;
  }
  const stop = listen(show);
  show();
  return stop;
}

function describe({ item, labels }, response) {
  if (item.kind === "numeric") return /^[\d.,\s]+$/.test(String(response)) && item.unit ? `${response} ${item.unit}` : String(response);
  // Steps carry the number of the learner's own order; the key's would give it away.
  if (item.kind === "ordering") return response.map((key, n) => `${n + 1}. ${labels[key] ?? key}`).join("; ");
  if (Array.isArray(response)) return listText(response.map((key) => labels[key] ?? key));
  return labels[response] ?? String(response);
}

export function enhanceFinish(root, spec) {
  const box = make("div", { className: "ho-summary", role: "status" });
  root.querySelector(".ho-live")?.replaceWith(box);
  root.dataset.live = "true";
  const specs = specsOf(spec);
  const of = (use) => spec.items.filter((item) => item.use === use);

  function show() {
    const states = fold(allRows(), specs);
    const before = tally(of("pretest"), states), after = tally(of("posttest"), states);
    root.querySelectorAll(".ho-held").forEach((node) => (node.hidden = after.answered < after.asked));
    if (after.answered < after.asked) {
      const text = `${after.answered} of ${after.asked} closing questions answered. The summary follows when all are.`;
      return box.replaceChildren(make("p", {}, text));
    }
    // Like with like: each first question has a partner of the same objective, kind and level.
    const partners = of("posttest").filter((item) => item.pair);
    const named = [["Before", before], ["After, the partners of these", tally(partners, states)], ["After, all", after]];
    const rows = (partners.length && partners.length < after.asked ? named : [named[0], ["After", after]]).map(([name, t]) =>
      make("tr", {}, make("th", { scope: "row" }, name), ...[[t.right, t.answered], [t.sureRight, t.sure], [t.guessRight, t.guess]]
        .map(([right, of]) => make("td", {}, of ? `${right} of ${of}` : "–"))));
    const head = ["", "Right at the first try", "Right when sure", "Right when guessing"];
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...head.map((text) => make("th", { scope: "col" }, text)))),
      make("tbody", {}, ...rows));
    const days = Object.values(states).map(due).filter((day) => day !== null);
    const next = days.length ? `Look at this lesson again on ${dayName(Math.min(...days))}.` : "";
    box.replaceChildren(make("p", {}, calibration(after)), table, make("p", {}, next));
  }
  const stop = listen(show);
  show();
  return stop;
}

function tally(items, states) {
  const found = { asked: items.length, answered: 0, right: 0, sure: 0, sureRight: 0, guess: 0, guessRight: 0 };
  for (const item of items) {
    const state = states[item.id];
    if (!state?.attempts) continue;
    found.answered += 1;
    found.right += state.firstCorrect;
    if (state.firstConfidence === 3) { found.sure += 1; found.sureRight += state.firstCorrect; }
    if (state.firstConfidence === 1) { found.guess += 1; found.guessRight += state.firstCorrect; }
  }
  return found;
}

function calibration({ right, asked, sure, sureRight }) {
  const start = `${right} of ${asked} closing questions right at the first try. `;
  if (!sure) return `${start}You were not sure of any.`;
  if (sureRight === sure) return `${start}Each time you were sure, you were right.`;
  return `${start}You were sure ${sure} times and right in ${sureRight} of them: look first at where you were sure and not right.`;
}
