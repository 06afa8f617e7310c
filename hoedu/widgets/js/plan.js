// The plan builder: a patient, eight weeks, a plan for each; red flags interrupt, FOP locks the page.

import { button, listText, make } from "./dom.js";
import { waitFor } from "./explorer.js";
import { readKept, writeKept } from "./kept.js";
import { planRecord } from "./plancurve.js";
import { planWorst, weekBegins, weekCarried } from "./planrules.js";

let planCopies = 0;

export function enhancePlan(root, spec) {
  const parts = planParts(root, spec);
  const { name, facts, now, alarm, form, go, feedback, record, summary, lock } = parts;
  const kept = planKept(spec);
  let at = kept.at, patient, joint, number, weeks;
  root.dataset.live = "true";

  function deal(focus = true) {
    patient = spec.patients[at - 1];
    joint = { range: patient.range, irritation: patient.irritation, spasticity: patient.spasticity, skin: patient.skin, reviewed: null, referred: false };
    [number, weeks] = [1, []];
    name.textContent = `Patient ${at}`;
    facts.forEach((cell, n) => (cell.textContent = patient.lines[n]));
    feedback.replaceChildren();
    feedback.dataset.state = "";
    summary.hidden = true;
    record.hidden = true;
    lock.hidden = true;
    planClear(form, true);
    open();
    if (patient.fop === "known") shut();
    if (focus) name.focus();
  }

  // A week begins: what is found, and a red flag if there is one.
  function open() {
    const began = weekBegins(spec, patient, joint, number);
    joint = began.joint;
    now.replaceChildren(make("strong", {}, patient.fop ? "First visit. " : `Week ${number} of ${spec.model.weeks}. `),
      `${planReading(spec, patient, joint.range)}. ${planFound(spec, patient, joint)}`);
    alarm.hidden = !began.flag;
    alarm.textContent = began.flag ? `Before the session: ${patient.told}` : "";
    if (began.flag) planClear(form, false);
    go.textContent = patient.fop ? "Decide" : `Carry out week ${number}`;
    for (const part of [form, go]) part.hidden = false;
  }

  function decide() {
    const plan = planChosen(form);
    if (!plan.movement || !plan.referral) {
      feedback.dataset.state = "ask";
      return feedback.replaceChildren(make("p", {}, "Choose the movement, and who is told."));
    }
    carry(plan);
    keep();
    if (!summary.hidden) return summary.firstElementChild.focus();
    if (alarm.hidden) return;
    alarm.focus({ preventScroll: true });
    alarm.scrollIntoView({ block: "center" });
  }

  const keep = () => writeKept(`hoedu.${spec.name}`, { at, plans: weeks.map(({ plan }) => plan) });

  function carry(plan) {
    const week = weekCarried(spec, patient, joint, number, plan);
    weeks.push(week);
    joint = week.after;
    tell(week);
    if (patient.fop) return shut();
    number += 1;
    showRecord();
    if (number > spec.model.weeks) return sumUp();
    open();
  }

  function tell(week) {
    const shown = week.said.filter((one) => one.text);
    const worst = planWorst(week.said);
    feedback.dataset.state = { best: "right", unsafe: "wrong" }[spec.verdicts[worst][2]] ?? "note";
    const list = make("ul", { className: "ho-plan-said" }, ...shown.map((one) => {
      const [symbol, word, group] = spec.verdicts[one.verdict];
      const row = make("li", {});
      row.innerHTML = `<strong>${spec.parts[one.part]}.</strong> <span class="ho-verdict" data-group="${group}">${symbol} ${word}.</span> ${one.text}`;
      return row;
    }));
    const heading = make("p", {}, make("strong", {}, patient.fop ? "Your plan. " : `Week ${week.number}: ${spec.names[week.plan.movement].toLowerCase()}. `), week.news);
    feedback.replaceChildren(heading, list);
  }

  function shut() {
    alarm.hidden = true;
    for (const part of [form, go]) part.hidden = true;
    lock.hidden = false;
    lock.querySelector("p").innerHTML = spec.locked;
  }

  function showRecord() {
    record.hidden = false;
    record.replaceChildren(...planRecord(spec, patient, weeks));
  }

  function sumUp() {
    for (const part of [form, go, alarm]) part.hidden = true;
    now.replaceChildren(make("strong", {}, "Eight weeks are over. "), `${planReading(spec, patient, joint.range)}. ${planFound(spec, patient, joint)}`);
    summary.replaceChildren(...planSummary(spec, patient, weeks), button("The same patient again", () => jump(at), { className: "ho-again-plan" }));
    summary.hidden = false;
  }

  function jump(to) {
    const size = spec.patients.length;
    parts.said.textContent = Number.isInteger(to) && to >= 1 && to <= size ? "" : `Patients are numbered 1 to ${size}.`;
    if (parts.said.textContent) return;
    at = to;
    deal();
    keep();
  }

  go.addEventListener("click", decide);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    if (feedback.dataset.state === "ask") feedback.replaceChildren();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) decide();
  });
  go.addEventListener("keydown", (event) => event.key === "Enter" && event.repeat && event.preventDefault());
  parts.next.addEventListener("click", () => jump((at % spec.patients.length) + 1));
  parts.goTo.addEventListener("click", () => jump(Number(parts.where.value || NaN)));
  parts.where.addEventListener("keydown", (event) => event.key === "Enter" && jump(Number(parts.where.value || NaN)));
  deal(false);
  for (const plan of kept.plans) if (lock.hidden) carry(plan);
  return spec.after ? waitFor(root, spec.after) : undefined;
}

// The patient, and the plans of the weeks carried out: the weeks follow from them again.
function planKept(spec) {
  const { at, plans } = readKept(`hoedu.${spec.name}`) ?? {};
  if (!spec.patients[at - 1]) return { at: 1, plans: [] };
  const good = (plan) => Object.hasOwn(spec.names, plan?.movement) && Object.hasOwn(spec.refers, plan.referral);
  return { at, plans: Array.isArray(plans) && plans.every(good) ? plans.slice(0, spec.model.weeks) : [] };
}

function planParts(root, spec) {
  planCopies += 1;
  const card = root.querySelector(".ho-card"), form = card.querySelector("form");
  root.querySelectorAll(".ho-twin-only, .ho-course").forEach((node) => node.remove());
  form.querySelectorAll("input").forEach((input) => (input.name = `${input.name}~${planCopies}`));
  const name = card.querySelector(".ho-patient"), now = card.querySelector(".ho-now");
  name.tabIndex = -1;
  now.setAttribute("role", "status");
  const alarm = make("p", { className: "ho-alarm", role: "alert", tabIndex: -1, hidden: true });
  const lock = make("div", { className: "ho-locked", role: "note", hidden: true }, make("p", {}));
  const go = button("Carry out week 1", null, { className: "ho-check" });
  const feedback = make("div", { className: "ho-feedback", role: "status" });
  const record = make("div", { className: "ho-record", hidden: true }), summary = make("div", { className: "ho-summary", hidden: true });
  now.before(alarm);
  alarm.before(now);
  card.append(make("div", { className: "ho-bar" }, go), feedback, lock, summary, record);
  const next = button("Another patient", null, { className: "ho-next" });
  const where = make("input", { type: "text", inputmode: "numeric", size: "4", autocomplete: "off" }), goTo = button("Go", null);
  const said = make("span", { role: "status" });
  card.after(make("div", { className: "ho-field ho-goto" }, next,
    make("label", {}, make("span", {}, `Patient (1 to ${spec.patients.length}) `), where), goTo, said));
  return { name, facts: [...card.querySelectorAll("dd")], now, alarm, form, go, feedback, record, summary, lock, next, where, goTo, said };
}

function planClear(form, all) {
  for (const input of form.querySelectorAll("input")) if (all || input.type === "radio") input.checked = false;
}

function planChosen(form) {
  const one = (part) => form.querySelector(`[data-part="${part}"] input:checked`)?.value ?? "";
  const [splint, seating] = [...form.querySelectorAll("input[type=checkbox]")].map((box) => box.checked);
  return { movement: one("movement"), referral: one("referral"), splint, seating };
}

// In FOP there is no aim: a number to reach would invite a stretch.
const planReading = (spec, { joint, fop }, degrees) => {
  const [name, target] = spec.measures[joint];
  return `${name[0].toUpperCase()}${name.slice(1)} ${degrees}°${fop ? "" : ` (aim: at least ${target}°)`}`;
};

// As `found` in explorers/plan_builder.py.
function planFound(spec, patient, joint) {
  const words = [(patient.moves ? spec.feels : spec.numb)[joint.irritation], spec.spasm[joint.spasticity], patient.chair ? spec.skin[joint.skin] : ""];
  return words.filter(Boolean).join(" ");
}

function planSummary(spec, patient, weeks) {
  const group = (one) => spec.verdicts[one.verdict][2], every = weeks.flatMap((week) => week.said.map((one) => ({ ...one, week })));
  const unsafe = every.filter((one) => group(one) === "unsafe"), missed = every.filter((one) => ["missed", "too soon", "too late"].includes(spec.verdicts[one.verdict][1]));
  const slow = every.filter((one) => spec.verdicts[one.verdict][1] === "safe, but costs range");
  const safe = weeks.filter((week) => !week.said.some((one) => group(one) === "unsafe")).length;
  const [first, last] = [patient.range, weeks[weeks.length - 1].after.range];
  const said = (ones) => {
    const row = make("li", {}), weeksOf = listText(ones.map((one) => String(one.week.number)));
    row.innerHTML = `<strong>Week${ones.length > 1 ? "s" : ""} ${weeksOf}, ${spec.parts[ones[0].part].toLowerCase()}:</strong> ${ones[0].text}`;
    return row;
  };
  const flagged = weeks.find((week) => week.flag);
  const red = flagged && (flagged.said.some((one) => one.part === "referral" && (group(one) === "unsafe" || spec.verdicts[one.verdict][1] === "too late"))
    ? `The red flag of week ${flagged.number} was not answered the same day.` : `The red flag of week ${flagged.number} was answered the same day.`);
  // The same said of several weeks stands once.
  const grouped = (ones) => [...ones.reduce((all, one) => all.set(one.part + one.text, [...(all.get(one.part + one.text) ?? []), one]), new Map()).values()];
  const best = patient.best[patient.best.length - 1];
  const list = (title, ones) => (ones.length ? [make("p", {}, make("strong", {}, title)), make("ul", {}, ...grouped(ones).map(said))] : []);
  return [
    make("p", { className: "ho-patient", tabIndex: -1 }, `${spec.kinds[patient.kind]}: ${safe} of ${weeks.length} weeks safe. From ${first}° to ${last}°; the plan marked best makes it ${best}°.`),
    ...(best < first ? [make("p", {}, spec.fell)] : []),
    ...(unsafe.length && last === best ? [make("p", {}, spec.luck)] : []),
    ...(red ? [make("p", {}, red)] : []),
    ...list("✗ Unsafe", unsafe), ...list("△ Missed", missed), ...list("△ Safe, but costs range", slow),
    ...(unsafe.length || missed.length || slow.length ? [] : [make("p", {}, "Nothing unsafe, and nothing missed.")]),
  ];
}
