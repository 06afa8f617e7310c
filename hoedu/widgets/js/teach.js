// The teach-back: a text judged in the page. It is kept in this browser alone, and only ever shown as text.

import { checkRow } from "./board.js";
import { button, make } from "./dom.js";
import { waitFor } from "./explorer.js";
import { dropKept, readKept, writeKept } from "./kept.js";
import { criterionMet, dangerIn, gradeText, jargonIn, readText, tidyText } from "./wording.js";

let teachCopies = 0;

export function enhanceTeach(root, spec) {
  teachCopies += 1;
  const kept = `hoedu.${spec.name}`, text = root.querySelector("textarea"), radios = [...root.querySelectorAll("input[type=radio]")];
  radios.forEach((radio) => (radio.name = `teach-patient~${teachCopies}`));
  const models = [...root.querySelectorAll(".ho-modeltext")], own = root.querySelector(".ho-private");
  const count = make("p", { className: "ho-count ho-todo" }), result = make("div", { className: "ho-feedback", role: "status" });
  const remove = button("Delete what I wrote", forget, { className: "ho-quiet" });
  const undo = button("Undo: bring it back", () => put(gone), { className: "ho-quiet", hidden: true });
  let gone = null; // what was deleted a moment ago
  own.after(count, make("div", { className: "ho-bar" }, button("Check my text", check, { className: "ho-check" }), remove, undo), result);
  root.dataset.live = "true";

  const patient = () => radios.find((radio) => radio.checked)?.value ?? "";

  function store() {
    if (!writeKept(kept, { patient: patient(), text: text.value.slice(0, spec.longest) }))
      own.textContent = "This browser keeps nothing: copy your text before you leave. Nothing is sent.";
  }

  function counted() {
    const { words, grade } = readText(text.value);
    const over = text.value.length >= spec.longest ? ` The box is full at ${spec.longest} characters.` : "";
    count.textContent = `${words} words${words ? `, grade ${gradeText(grade)}` : ""}.${over}`;
    for (const model of models) model.hidden = Boolean(patient()) && model.dataset.patient !== patient();
  }

  function changed() {
    undo.hidden = true;
    counted();
    store();
  }

  function check() {
    const ask = !patient() ? "Choose whom you speak to." : !tidyText(text.value) ? "Write something first." : "";
    if (ask) {
      result.dataset.state = "ask";
      return result.replaceChildren(make("p", {}, ask));
    }
    const { rows, dangers, missing } = teachJudged(spec, text.value, patient());
    const whole = !missing && !dangers.length;
    result.dataset.state = whole ? "right" : dangers.length ? "wrong" : "note";
    const head = dangers.length ? `✗ ${dangers.length === 1 ? "One thing" : `${dangers.length} things`} must not stand there.` : whole ? "✓ All of it is there."
      : `△ ${rows.length - missing} of ${rows.length} there; missing: ${missing}.`;
    const close = whole ? "Now say it to somebody, and listen to what comes back." : "A model answer stands below, under its own heading; compare after a second try.";
    result.replaceChildren(make("p", {}, make("strong", {}, head)), make("ul", {},
      ...dangers.map((one) => checkRow("✗", one)), ...rows.filter((row) => !row.ok).map((row) => checkRow("△", row)),
      ...rows.filter((row) => row.ok).map((row) => checkRow("✓", row, true))), make("p", {}, close));
  }

  function forget() {
    if (text.value) gone = { patient: patient(), text: text.value };
    undo.hidden = !gone;
    text.value = "";
    for (const radio of radios) radio.checked = false;
    dropKept(kept);
    result.replaceChildren(make("p", {}, "Deleted from this browser."));
    result.dataset.state = "note";
    counted();
    text.focus();
  }

  function put(found) {
    fill(found);
    changed();
    result.replaceChildren();
    result.dataset.state = "";
    text.focus();
  }

  function fill(found) {
    text.value = found.text.slice(0, spec.longest);
    for (const radio of radios) radio.checked = radio.value === found.patient;
  }

  fill(teachKept(kept));
  text.addEventListener("input", changed);
  radios.forEach((radio) => radio.addEventListener("input", changed));
  counted();
  return spec.after ? waitFor(root, spec.after) : undefined;
}

function teachKept(name) {
  const found = readKept(name);
  return { text: typeof found?.text === "string" ? found.text : "", patient: typeof found?.patient === "string" ? found.patient : "" };
}

// As `judge` in explorers/teach_back.py.
export function teachJudged(spec, text, patient) {
  const { words, grade } = readText(text), plain = tidyText(text), [least, most] = spec.words, has = (pattern) => new RegExp(pattern).test(plain);
  const jargon = jargonIn(text, spec.jargon).map(([word, better]) => `${(plain.match(new RegExp(`\\b${word}\\b`)) ?? [word])[0]}: ${better}`);
  const dangers = spec.dangers.filter((danger) => dangerIn(danger, text)), asked = dangers.map((one) => one.key);
  const special = {
    signs: () => spec.signs.filter((group) => group.some(has)).length >= 2,
    back: () => plain.includes("?") && spec.back.some(has),
  };
  const rows = [
    { key: "length", label: `${least} to ${most} words`, why: `It has ${words}.`, ok: words >= least && words <= most },
    { key: "grade", label: `Reading level ${spec.grade} or below`, why: `It is ${gradeText(grade)}. Cut the longest sentence in two; swap the longest words.`, ok: words > 0 && grade <= spec.grade },
    { key: "plain", label: "Plain words", why: jargon.map(teachEscape).join("; "), ok: !jargon.length },
    ...[...spec.criteria.map((one) => spec.instead[patient]?.[one.key] ?? one), { ...spec.own[patient], key: "own" }].map((one) => ({ ...one, ok: (special[one.key] ?? (() => criterionMet(one, text)))() && !asked.includes(one.key) })),
  ];
  return { rows, dangers, missing: rows.filter((row) => !row.ok).length };
}

const teachEscape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
