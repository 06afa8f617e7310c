// A drill: made-up patients in blocks of ten. Every verdict and reason was judged in Python; the page deals, shows, counts.

import { button, make } from "./dom.js";
import { waitFor } from "./explorer.js";
import { readKept, writeKept } from "./kept.js";

const BLOCK = 10;
const GROUPS = ["best", "acceptable", "poor", "unsafe"];
const SYMBOLS = { best: "✓", acceptable: "○", poor: "△", unsafe: "✗" };
const WIDTHS = [26, 30, 34, 40, 46, 52, 58, 64, 70, 76, 82]; // letters a line, from a small phone to a page
const EDGES = { best: "right", unsafe: "wrong" };
const APART = { symbol: "△", word: "poor: the two answers do not go together", group: "poor" };
let drillCopies = 0;

export function enhanceDrill(root, spec) {
  const deck = drillDeck(spec);
  const [card, ...others] = root.querySelectorAll(".ho-card");
  others.forEach((other) => other.remove());
  const parts = drillParts(root, card, spec, deck);
  const { questions, name, decide, next, feedback, key, block, tally, summary, go, where } = parts;
  let { at, done } = deck.kept(); // the patient shown; this block, in the order decided: { at, answers, looked }
  let answers = null, looked = false; // what was chosen, and whether somebody looked first
  root.dataset.live = "true";

  const full = () => done.length === BLOCK;

  // Show patient `at`, decided already or not.
  function show(focus = true) {
    ({ answers, looked } = done.find((one) => one.at === at) ?? { answers: null, looked: false });
    summary.hidden = true;
    for (const part of parts.working) part.hidden = false;
    name.textContent = `Patient ${at}`;
    deck.lines(at).forEach((html, number) => (parts.lines[number].innerHTML = html));
    parts.look(at);
    mark();
    if (focus) name.focus();
  }

  function mark() {
    questions.forEach((question, number) => question.mark(deck.judged(at, number), answers?.[number] ?? null));
    decide.setAttribute("aria-disabled", String(answers !== null));
    next.style.visibility = answers ? "visible" : "hidden";
    next.textContent = full() ? "See these ten" : "Next patient";
    key.style.visibility = answers ? "visible" : "hidden";
    key.open = false;
    key.querySelector("div").replaceChildren(...(answers ? deck.key(at) : []));
    feedback.dataset.state = answers ? EDGES[deck.group(at, answers)] ?? "note" : "";
    feedback.replaceChildren(...(answers ? deck.verdict(at, answers, looked) : []));
    count();
  }

  function count() {
    const groups = done.map((one) => deck.group(one.at, one.answers));
    const counts = GROUPS.map((group) => groups.filter((one) => one === group).length);
    block.replaceChildren(...Array.from({ length: BLOCK }, (_, n) => blockCell(deck, done[n], done[n]?.at === at && !card.hidden)));
    tally.textContent = GROUPS.map((group, n) => `${SYMBOLS[group]} ${counts[n]} ${group}`).join(" · ");
  }

  function check() {
    if (answers) return;
    const chosen = questions.map((question) => question.chosen());
    if (chosen.includes(-1)) {
      feedback.dataset.state = "ask";
      const open = questions.filter((_, n) => chosen[n] < 0).map((question) => question.name).join(" ");
      return feedback.replaceChildren(make("p", {}, chosen.length > 1 ? `Answer each question first. Open: ${open}` : "Choose one first."));
    }
    answers = chosen;
    looked = parts.looked();
    done.push({ at, answers, looked });
    deck.keep(deck.after(at), done);
    mark();
  }

  function forward() {
    if (full()) return sumUp();
    at = deck.after(done.at(-1)?.at ?? at);
    show();
  }

  function sumUp() {
    for (const part of parts.working) part.hidden = true;
    const again = (number) => { at = number; show(); };
    const on = () => { at = deck.after(done.at(-1).at); done = []; deck.keep(at, done); show(); };
    summary.replaceChildren(...drillSummary(deck, done, again, on));
    summary.hidden = false;
    count();
    summary.firstElementChild.focus();
  }

  function jump() {
    const number = Number(where.value);
    parts.said.textContent = deck.has(number) ? "" : `Patients are numbered 1 to ${deck.size}.`;
    if (!deck.has(number)) return;
    if (full()) done = [];
    at = number;
    show();
  }

  questions.forEach((question) => question.listen(check, () => {
    if (answers) mark();
    else if (feedback.dataset.state === "ask") feedback.replaceChildren();
  }));
  decide.addEventListener("click", check);
  next.addEventListener("click", forward);
  go.addEventListener("click", jump);
  where.addEventListener("keydown", (event) => event.key === "Enter" && jump());
  show(false);
  return spec.after ? waitFor(root, spec.after) : undefined;
}

// What the spec holds, by patient number.
function drillDeck(spec) {
  const fill = (number, values) => spec.texts[number].replace(/\{(\d+)\}/g, (_, slot) => drillEscape(values[slot]));
  const entry = (number) => {
    const [verdict, text, values, points] = spec.judged[number];
    const [symbol, word, group] = spec.verdicts[verdict];
    return { symbol, word, group, points, reason: fill(text, values) };
  };
  const judged = (at, question) => spec.cards[at - 1][2][question].map(entry);
  const place = `hoedu.drill.${spec.name}`, size = spec.cards.length;
  const has = (number) => Number.isInteger(number) && number >= 1 && number <= size;
  const isDecided = (one) => has(one?.at) && Array.isArray(one.answers) && one.answers.length === spec.options.length
    && one.answers.every((answer, n) => Number.isInteger(answer) && answer >= 0 && answer < spec.options[n].length);
  const picture = (at) => spec.look?.pictures[spec.cards[at - 1][3]]; // [svg, the same in words]
  const apart = (answers) => Boolean(spec.fits && !spec.fits[answers[0]][answers[1]]);
  const apartLine = ([first, second]) => make("p", {}, make("strong", {}, `${APART.symbol} ${capital(APART.word)}.`),
    ` “${spec.options[0][first]}” is not carried out by “${spec.options[1][second]}”.`);
  const worst = (at, answers) => [...answers.map((answer, n) => judged(at, n)[answer]), ...(apart(answers) ? [APART] : [])]
    .reduce((a, b) => (GROUPS.indexOf(b.group) > GROUPS.indexOf(a.group) ? b : a));
  return {
    size, has, judged,
    lines: (at) => spec.cards[at - 1][1].map(([text, ...values]) => fill(text, values)),
    kind: (at) => spec.kinds[spec.cards[at - 1][0]],
    worst, group: (at, answers) => worst(at, answers).group,
    after: (at) => (at % size) + 1,
    // What this browser keeps: the block begun and the patient after it; of a whole block, its last patient.
    kept() {
      const held = readKept(place), at = has(held?.at) ? held.at : 1, done = Array.isArray(held?.done) ? held.done : [];
      if (done.length > BLOCK || !done.every(isDecided)) return { at, done: [] };
      return { at: done.length === BLOCK ? done[BLOCK - 1].at : at, done };
    },
    keep: (at, done) => writeKept(place, { at, done }),
    picture,
    verdict: (at, answers, looked) => [
      ...(apart(answers) ? [apartLine(answers)] : []),
      ...answers.flatMap((answer, n) => verdictLines(spec.options[n], judged(at, n), answer)),
      ...(spec.look ? [make("p", { className: "ho-looked" }, (looked ? "" : `${spec.look.missed} `) + picture(at)[1])] : []),
    ],
    key: (at) => spec.options.map((labels, n) =>
      make("ul", {}, ...judged(at, n).map((one, number) => answerRow(labels[number], one, spec.scales)))),
  };
}

const drillEscape = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;");
const drillPlain = (html) => html.replace(/<[^>]+>/g, "");
const capital = (text) => text[0].toUpperCase() + text.slice(1);

// The form: what the first card holds, and around it what only a live drill needs.
function drillParts(root, card, spec, deck) {
  drillCopies += 1;
  const name = card.querySelector(".ho-patient"), key = card.querySelector(".ho-key");
  name.tabIndex = -1;
  key.replaceChildren(key.querySelector("summary"), make("div", {}));
  const block = make("ol", { className: "ho-block", "aria-label": "This block of ten" }), tally = make("p", { className: "ho-tally" });
  const lines = [...card.querySelectorAll(".ho-facts dd")];
  const facts = card.querySelector(".ho-facts"), paper = make("div", { className: "ho-stack ho-paper" });
  facts.before(paper);
  paper.append(facts);
  keepRoom(paper, facts, deck);
  const questions = [...card.querySelectorAll(".ho-question")].map((form, n) => drillQuestion(form, spec.scales, `${spec.name}-live-${n}~${drillCopies}`));
  const decide = button("Decide", null, { className: "ho-check" }), next = button("Next patient", null, { className: "ho-next" });
  const bar = make("div", { className: "ho-bar" }, decide, next);
  const feedback = make("div", { className: "ho-feedback", role: "status" });
  const summary = make("div", { className: "ho-summary", hidden: true });
  const where = make("input", { type: "text", inputmode: "numeric", size: "4", autocomplete: "off" }), go = button("Go", null);
  const said = make("span", { role: "status" });
  const goTo = make("div", { className: "ho-field ho-goto" }, make("label", {}, make("span", {}, `Patient (1 to ${deck.size}) `), where), go, said);
  card.before(make("div", { className: "ho-drill-head" }, block, tally));
  card.after(bar, feedback, key, summary);
  root.querySelector(".ho-notes").before(goTo);
  const look = drillLook(card.querySelector(".ho-look"), deck);
  return { name, key, block, tally, lines, questions, decide, next, feedback, summary, where, go, said, ...look, working: [card, bar, feedback, key] };
}

// What is shown only to those who look: closed again for each patient.
function drillLook(details, deck) {
  let seen = false;
  details?.addEventListener("toggle", () => (seen ||= details.open));
  return {
    looked: () => seen || Boolean(details?.open),
    look(at) {
      seen = false;
      if (!details) return;
      const [svg, words] = deck.picture(at);
      details.open = false;
      details.querySelector("figure").innerHTML = svg;
      details.querySelector("figure").append(make("figcaption", {}, words));
    },
  };
}

// The card that takes the most lines in the whole deck, at several widths, unseen under what is shown, keeps its room: the
// choices stay where they are. Letters differ in width, so three of the tallest are kept at each.
function keepRoom(stack, facts, deck) {
  const numbers = Array.from({ length: deck.size }, (_, n) => n + 1);
  const told = numbers.map((at) => deck.lines(at).map(drillPlain));
  const all = told.map((one) => one.join());
  const different = numbers.filter((at) => all.indexOf(all[at - 1]) === at - 1);
  const tallest = WIDTHS.flatMap((width) => {
    const lines = told.map((one) => one.reduce((sum, text) => sum + Math.ceil(text.length / width), 0) + Math.max(...one.map((text) => text.length)) / 1e4);
    return [...different].sort((a, b) => lines[b - 1] - lines[a - 1]).slice(0, 3);
  });
  for (const at of new Set(tallest)) {
    const room = facts.cloneNode(true);
    room.classList.add("ho-room");
    room.setAttribute("aria-hidden", "true");
    room.querySelectorAll("dd").forEach((cell, n) => (cell.textContent = told[at - 1][n]));
    stack.append(room);
  }
}

function drillQuestion(form, scales, group) {
  const inputs = [...form.querySelectorAll("input")], rows = [...form.querySelectorAll("li")];
  if (scales?.length) {
    form.querySelector("ol").classList.add("ho-scaled");
    form.querySelector("ol").before(make("p", { className: "ho-scales", "aria-hidden": "true" }, ...scales.map((scale) => make("span", {}, scale))));
  }
  const marks = rows.map((row) => {
    const mark = make("span", { className: "ho-mark" });
    const points = make("span", { className: "ho-pips" });
    row.append(mark, ...(scales?.length ? [points] : []));
    return { mark, points };
  });
  inputs.forEach((input, number) => {
    input.name = group;
    input.value = String(number);
  });
  return {
    name: form.querySelector(".ho-stem").textContent,
    chosen: () => inputs.findIndex((input) => input.checked),
    mark(judged, answer) {
      inputs.forEach((input, number) => {
        if (answer !== null || input.checked) input.checked = number === answer;
        input.setAttribute("aria-disabled", String(answer !== null));
      });
      marks.forEach(({ mark, points }, number) => {
        const { symbol, word, group: kind, points: found } = judged[number];
        rows[number].dataset.chosen = String(number === answer);
        mark.dataset.group = answer === null ? "" : kind;
        mark.textContent = answer === null ? "" : `${symbol} ${shortWord(word)}`;
        points.replaceChildren(...(answer === null ? [] : found.map((point, n) => pip(scales[n], point))));
      });
    },
    listen(check, changed) {
      for (const input of inputs) {
        input.addEventListener("input", changed);
        input.addEventListener("keydown", (event) => event.key === "Enter" && check());
      }
    },
  };
}

// Beside an option there is room for the end of a verdict; the whole stands in the sentence below.
const shortWord = (word) => word.replace("poor: ", "");

function pip(scale, point) {
  const node = make("span", { className: "ho-pip" }, make("span", { className: "ho-unseen" }, `${scale} `), String(point));
  node.style.setProperty("--ho-share", String(point / 3));
  node.dataset.scale = scale;
  return node;
}

function verdictLines(labels, judged, answer) {
  const chosen = judged[answer], best = judged.findIndex((one) => one.group === "best");
  const line = make("p", {}), lines = [line];
  line.innerHTML = `<strong>${chosen.symbol} ${capital(chosen.word)}.</strong> ${chosen.reason}`;
  if (answer !== best) {
    lines.push(make("p", {}));
    lines[1].innerHTML = `<strong>Best: ${labels[best]}.</strong> ${judged[best].reason}`;
  }
  return lines;
}

// As `_answer` in html/drill.py.
function answerRow(label, { symbol, word, group, points, reason }, scales) {
  const row = make("li", {});
  const found = points.length ? ` <small class="ho-points">${points.map((point, n) => `${scales[n]} ${point}`).join(" · ")}</small>` : "";
  row.innerHTML = `<strong>${label}.</strong> <span class="ho-verdict" data-group="${group}">${symbol} ${capital(word)}.</span> ${reason}${found}`;
  return row;
}

function blockCell(deck, one, now) {
  const cell = make("li", {});
  if (!one) {
    cell.append(make("span", { className: "ho-unseen" }, "open"));
    return cell;
  }
  const { symbol, word, group } = deck.worst(one.at, one.answers);
  cell.dataset.group = group;
  cell.dataset.now = String(now);
  cell.append(make("span", { "aria-hidden": "true" }, symbol), make("span", { className: "ho-unseen" }, `patient ${one.at}: ${word}`));
  return cell;
}

// Ten patients: how many of each verdict, and what was missed, by kind, the unsafe first.
function drillSummary(deck, done, again, on) {
  const found = done.map((one) => ({ at: one.at, kind: deck.kind(one.at), ...deck.worst(one.at, one.answers) }));
  const of = (group) => found.filter((one) => one.group === group).length;
  const missed = found.filter((one) => one.group !== "best").sort((a, b) => GROUPS.indexOf(b.group) - GROUPS.indexOf(a.group));
  const kinds = new Map();
  for (const one of missed) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  const rows = [...kinds].map(([[name, lesson], ones]) => {
    const row = make("li", {}, make("strong", {}, `${name}. `)), told = make("span", {});
    told.innerHTML = `${lesson} `;
    const links = ones.map(({ at, symbol, word }) => button(`${symbol} Patient ${at}: ${word}`, () => again(at), { className: "ho-quiet" }));
    row.append(told, make("span", { className: "ho-again" }, ...links));
    return row;
  });
  const title = make("p", { className: "ho-patient", tabIndex: -1 }, `Ten patients: ${of("best")} best, ${of("acceptable")} acceptable, ${of("poor")} poor, ${of("unsafe")} unsafe.`);
  const list = rows.length
    ? [make("p", { className: "ho-todo" }, "Not the best choice, by kind; look at any of them again:"), make("ul", {}, ...rows)]
    : [make("p", {}, "The best choice for every one of them.")];
  return [title, ...list, button("Next ten patients", on, { className: "ho-next" })];
}
