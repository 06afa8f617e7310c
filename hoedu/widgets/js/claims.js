// The claim review: one claim at a time; the learner's verdict, then ours, then a better sentence judged by its words.
// Every text about a claim is the HTML that Python wrote, moved here from the list below.

import { checkRow } from "./board.js";
import { button, listText, make } from "./dom.js";
import { waitFor } from "./explorer.js";
import { dropKept, readKept, writeKept } from "./kept.js";
import { criterionMet, dangerIn, readText, tidyText } from "./wording.js";

let claimCopies = 0;
const CLAIM_WORDS = ["✓ As ours.", "○ Can be defended.", "△ Ours is another."];

export function enhanceClaims(root, spec) {
  claimCopies += 1;
  const kept = `hoedu.${spec.name}`, byId = Object.fromEntries(spec.claims.map((claim) => [claim.id, claim]));
  const state = claimsKept(kept, spec);
  const text = (id) => root.querySelector(`[data-claim="${id}"] > span`).textContent;
  const judged = (id) => Boolean(state.answers[id]?.told);
  const sets = { first: spec.first, all: spec.claims.map((claim) => claim.id) };
  for (const [part] of spec.parts) sets[part] = spec.claims.filter((claim) => claim.part === part).map((claim) => claim.id);

  const filter = make("select", { autocomplete: "off" });
  const names = { first: `${spec.first.length} to begin with`, all: "The whole article", ...Object.fromEntries(spec.parts) };
  for (const key of Object.keys(sets)) filter.append(make("option", { value: key }));
  const status = make("p", { className: "ho-sentence", role: "status" });
  const asked = make("span", { className: "ho-stem" }), where = make("span", { className: "ho-todo" });
  const radios = spec.verdicts.map(([word]) => make("input", { type: "radio", name: `claim-verdict~${claimCopies}`, value: word }));
  const picks = make("ul", { className: "ho-picks" }, ...spec.verdicts.map(([word, meaning], n) => make("li", {},
    make("label", {}, radios[n], make("span", {}, make("b", {}, claimsCapital(word)), `: ${meaning}`)))));
  const form = make("fieldset", {}, make("legend", {}, asked, where), picks);
  const compare = button("Compare with ours", compareClaim, { className: "ho-check" });
  const told = make("div", { className: "ho-feedback ho-ourclaim", role: "status" });
  const box = make("textarea", { rows: "4", maxlength: String(spec.longest), spellcheck: "true" });
  const result = make("div", { className: "ho-feedback", role: "status" });
  const better = make("details", {}, make("summary", {}, "Our better sentence, to compare"), make("p", { className: "ho-better" }));
  const writing = make("div", { className: "ho-writing" },
    make("label", { className: "ho-lone" }, make("span", { className: "ho-stem" }, "Your better sentence"), box),
    make("div", { className: "ho-bar" }, button("Check the sentence", checkSentence)), result, better);
  const previous = button("Previous", () => move(-1)), next = button("Next", () => move(1));
  const open = button("Next without a verdict", nextOpen);
  const restart = button("Delete all my verdicts and sentences", forget, { className: "ho-quiet" });
  const undo = button("Undo: bring them back", bringBack, { className: "ho-quiet", hidden: true });
  let gone = null; // what was deleted a moment ago
  const work = make("div", { className: "ho-claimwork" },
    make("div", { className: "ho-controls" }, make("label", {}, make("span", {}, "Which claims"), filter)), status, form,
    make("div", { className: "ho-bar" }, compare), told, writing,
    make("div", { className: "ho-bar ho-steps-bar" }, previous, next, open), restart, undo);
  root.querySelector(".ho-todo").after(work);
  root.dataset.live = "true";

  const list = () => sets[state.filter];
  const id = () => list()[state.at];

  function show(message = "") {
    const claim = byId[id()], answer = state.answers[claim.id] ?? {}, done = list().filter(judged);
    asked.textContent = text(claim.id);
    where.textContent = `${names[claim.part]}, claim ${state.at + 1} of ${list().length}`;
    radios.forEach((radio) => {
      radio.checked = radio.value === (answer.verdict ?? "");
      radio.disabled = judged(claim.id);
    });
    compare.hidden = judged(claim.id);
    told.replaceChildren();
    delete told.dataset.state;
    writing.hidden = !judged(claim.id);
    result.replaceChildren();
    delete result.dataset.state;
    box.value = answer.text ?? "";
    better.open = false;
    if (judged(claim.id)) showOurs(claim, answer.verdict);
    previous.setAttribute("aria-disabled", String(state.at === 0));
    next.setAttribute("aria-disabled", String(state.at === list().length - 1));
    open.hidden = done.length === list().length;
    [...filter.options].forEach((option) => {
      const ids = sets[option.value];
      option.textContent = `${names[option.value]}: ${ids.filter(judged).length} of ${ids.length}`;
    });
    filter.value = state.filter;
    status.textContent = message || claimsStatus(spec, list(), state.answers);
  }

  function showOurs(claim, verdict) {
    const mark = verdict === claim.verdict ? 0 : claim.also.includes(verdict) ? 1 : 2;
    const ours = root.querySelector(`[data-told="${claim.id}"]`);
    const line = make("p", {}, make("span", { className: "ho-verdict" }, CLAIM_WORDS[mark]), ` You said ${verdict}.`);
    told.replaceChildren(line, ours.querySelector(".ho-why").cloneNode(true));
    told.dataset.state = mark === 2 ? "note" : "right";
    const sentence = ours.querySelector(".ho-better").cloneNode(true);
    sentence.querySelector("span").remove();
    better.querySelector("p").replaceWith(sentence);
  }

  function compareClaim() {
    const chosen = radios.find((radio) => radio.checked)?.value;
    if (!chosen) {
      told.dataset.state = "ask";
      told.replaceChildren(make("p", {}, "Choose a verdict first."));
      return;
    }
    state.answers[id()] = { ...state.answers[id()], verdict: chosen, told: true };
    store();
    show();
    box.focus({ preventScroll: true });
  }

  function checkSentence() {
    const claim = byId[id()];
    if (!tidyText(box.value)) {
      result.dataset.state = "ask";
      return result.replaceChildren(make("p", {}, "Write your sentence first."));
    }
    if (tidyText(box.value) === tidyText(text(claim.id))) {
      result.dataset.state = "ask";
      return result.replaceChildren(make("p", {}, "This is the claim as it stands. Say in whom, how sure and from where."));
    }
    const { rows, dangers, missing } = claimJudged(spec, box.value, claim.asks), whole = !missing && !dangers.length;
    result.dataset.state = whole ? "right" : dangers.length ? "wrong" : "note";
    const head = dangers.length ? "✗ Read it again before it stands." : whole ? "✓ All that the checklist asks is there." : `△ ${rows.length - missing} of ${rows.length} there.`;
    result.replaceChildren(make("p", {}, make("strong", {}, head)), make("ul", {},
      ...dangers.map((one) => checkRow("✗", one)), ...rows.filter((row) => !row.ok).map((row) => checkRow("△", row)),
      ...rows.filter((row) => row.ok).map((row) => checkRow("✓", row, true))),
      make("p", {}, "The checklist reads words, not meaning. Compare with ours below."));
  }

  function move(step) {
    const to = state.at + step;
    if (to < 0 || to >= list().length) return;
    state.at = to;
    store();
    show();
    fromItsTop();
  }

  // Without the verdict on the claim before, the page is shorter: the new claim would stand above the screen.
  function fromItsTop() {
    if (form.getBoundingClientRect().top < 0) form.scrollIntoView({ block: "start" });
  }

  function nextOpen() {
    const all = list(), order = [...all.keys()].map((n) => (state.at + 1 + n) % all.length);
    const to = order.find((n) => !judged(all[n]));
    if (to === undefined) return;
    state.at = to;
    store();
    show();
    radios[0].focus({ preventScroll: true });
    fromItsTop();
  }

  function forget() {
    gone = Object.keys(state.answers).length ? state.answers : gone;
    state.answers = {};
    state.at = 0;
    dropKept(kept);
    undo.hidden = !gone;
    show("Deleted from this browser.");
  }

  // What was judged since stays as it is.
  function bringBack() {
    state.answers = { ...gone, ...state.answers };
    gone = null;
    undo.hidden = true;
    store();
    show();
    restart.focus();
  }

  function store() {
    writeKept(kept, state);
  }

  radios.forEach((radio) => radio.addEventListener("input", () => {
    state.answers[id()] = { ...state.answers[id()], verdict: radio.value };
    told.replaceChildren();
    delete told.dataset.state;
    store();
  }));
  box.addEventListener("input", () => {
    state.answers[id()] = { ...state.answers[id()], text: box.value.slice(0, spec.longest) };
    store();
  });
  filter.addEventListener("input", () => {
    state.filter = filter.value;
    state.at = Math.max(0, list().findIndex((one) => !judged(one)));
    store();
    show();
  });
  show();
  return spec.after ? waitFor(root, spec.after) : undefined;
}

const claimsCapital = (word) => word[0].toUpperCase() + word.slice(1);

// Where one stands, in a sentence.
function claimsStatus(spec, ids, answers) {
  const byId = Object.fromEntries(spec.claims.map((claim) => [claim.id, claim]));
  const done = ids.filter((one) => answers[one]?.told), whole = spec.claims.filter(({ id }) => answers[id]?.told).length;
  const marks = done.map((one) => (answers[one].verdict === byId[one].verdict ? 0 : byId[one].also.includes(answers[one].verdict) ? 1 : 2));
  const counted = [["as ours", 0], ["that can be defended", 1], ["otherwise", 2]].map(([words, mark]) => [marks.filter((one) => one === mark).length, words]);
  const detail = done.length ? ` (${listText(counted.filter(([count]) => count).map(([count, words]) => `${count} ${words}`))})` : "";
  const rest = ids.length === spec.claims.length ? "" : ` Of the whole article: ${whole} of ${spec.claims.length}.`;
  return `${done.length} of ${ids.length} judged${detail}.${rest}`;
}

function claimsKept(name, spec) {
  const found = readKept(name), answers = {};
  const words = spec.verdicts.map(([word]) => word), sizes = { first: spec.first.length, all: spec.claims.length };
  for (const [part] of spec.parts) sizes[part] = spec.claims.filter((claim) => claim.part === part).length;
  for (const { id } of spec.claims) {
    const one = found?.answers?.[id];
    if (!one || typeof one !== "object") continue;
    const verdict = words.includes(one.verdict) ? one.verdict : undefined;
    answers[id] = { verdict, told: one.told === true && Boolean(verdict), text: typeof one.text === "string" ? one.text.slice(0, spec.longest) : "" };
  }
  const filter = Object.hasOwn(sizes, found?.filter) ? found.filter : "first";
  const at = filter === found?.filter && Number.isInteger(found.at) && found.at >= 0 && found.at < sizes[filter] ? found.at : 0;
  return { filter, at, answers };
}

// As `judge` in explorers/claim_review.py.
export function claimJudged(spec, text, asks) {
  const { words } = readText(text), [least, most] = spec.words;
  const rows = [
    { key: "length", label: `A whole sentence, ${least} to ${most} words`, why: `It has ${words}.`, ok: words >= least && words <= most },
    ...spec.criteria.filter(({ key }) => asks.includes(key)).map((one) => ({ ...one, ok: criterionMet(one, text) })),
  ];
  return { rows, dangers: spec.dangers.filter((danger) => dangerIn(danger, text)), missing: rows.filter((row) => !row.ok).length };
}
