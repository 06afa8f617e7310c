// A run of a case: how it is written down, and what it was worth. The twin of hoedu/cases/score.py; no page here.
// A step is { node, looks, choice }: a node's name, ids of the looks taken there, the id of the choice or null.

const RESTARTS = "-restart", UNDOES = "-undo";

export const caseStart = (spec) => [{ node: spec.start, looks: [], choice: null }];

export const writeCase = (steps) => steps.map(({ looks, choice }) => looks.join(",") + (choice ? `>${choice}` : ""));

export const caseChoice = (spec, step) => spec.nodes[step.node].choices.find((one) => one.id === step.choice);

// The steps behind their written form; null where it does not fit the case.
export function replayCase(spec, kept) {
  if (!Array.isArray(kept) || !kept.length || !kept.every((text) => typeof text === "string")) return null;
  const steps = [];
  let node = spec.start;
  for (const [number, text] of kept.entries()) {
    const at = text.indexOf(">"), names = at < 0 ? text : text.slice(0, at), id = at < 0 ? null : text.slice(at + 1);
    const looks = names ? names.split(",") : [], last = number === kept.length - 1;
    if (new Set(looks).size < looks.length || !looks.every((look) => spec.nodes[node].looks.some((one) => one.id === look))) return null;
    const choice = spec.nodes[node].choices.find((one) => one.id === id) ?? null;
    if (!choice && (id !== null || !last)) return null;
    steps.push({ node, looks, choice: choice && id });
    if (choice) {
      node = choice.to;
      if (last) steps.push({ node, looks: [], choice: null });
    }
  }
  return steps;
}

export const caseEnding = (spec, steps) => spec.nodes[steps[steps.length - 1].node].ending;

// The flags set before the step at `number`.
export function caseFlags(spec, steps, number) {
  const flags = new Set();
  for (const step of steps.slice(0, number)) {
    const looks = spec.nodes[step.node].looks.filter((one) => step.looks.includes(one.id));
    for (const part of [...looks, caseChoice(spec, step)]) part.sets.forEach((flag) => flags.add(flag));
  }
  return flags;
}

// What a learner's attempts say of a case: where the run stands, and every run that reached an ending, in order.
export function caseRuns(spec, rows) {
  const lesson = spec.id.slice(0, 2), byId = new Map(rows.map((row) => [row[0], row]));
  let runs = [], forgotten = null;
  for (const [, , item, hash, response] of [...byId.values()].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))) {
    if (item === lesson + RESTARTS) [forgotten, runs] = [runs, []];
    else if (item === lesson + UNDOES) [forgotten, runs] = [null, [...(forgotten ?? []), ...runs]];
    else if (item === spec.id && hash === spec.hash) {
      const steps = replayCase(spec, response);
      if (steps) runs.push(steps);
    }
  }
  return { steps: runs[runs.length - 1] ?? caseStart(spec), ended: runs.filter((steps) => caseEnding(spec, steps)) };
}

// The five lines of a run that has reached an ending: [name, symbol, word, figure, text].
export function scoreCase(spec, steps) {
  const made = steps.filter((step) => step.choice).map((step) => caseChoice(spec, step));
  const looksAt = (step) => spec.nodes[step.node].looks;
  const taken = steps.flatMap((step) => step.looks.map((id) => looksAt(step).find((one) => one.id === id)));
  const there = steps.filter((step) => step.choice).flatMap((step) => looksAt(step).filter((one) => one.useful)).length;
  const last = spec.nodes[steps[steps.length - 1].node];
  return [
    caseSafety(spec, made), caseInformation(taken, there), caseTime(taken, last.day - spec.nodes[steps[0].node].day),
    caseDose(taken.filter((look) => look.dose).map((look) => look.dose)),
    ["function", ...spec.endings[last.ending], `${last.function} of 100`, "What this ending lets the patient do, on a made-up scale."],
  ];
}

function caseSafety(spec, made) {
  const unsafe = made.filter((choice) => choice.safety < 0), least = Math.min(...made.map((choice) => choice.safety));
  const [symbol, word] = spec.verdicts[least];
  const harm = Math.min(...unsafe.filter((choice) => choice.safety === least).map((choice) => choice.function));
  const worst = unsafe.find((choice) => choice.safety === least && choice.function === harm);
  const text = worst ? `Unsafe choices; the worst: “${worst.said.replace(/\.+$/, "")}”.` : "No unsafe choice.";
  return ["safety", symbol, word, `${unsafe.length} of ${made.length}`, text];
}

function caseInformation(taken, there) {
  const found = taken.filter((look) => look.useful).length, idle = taken.length - found;
  const word = found === there ? "all" : !found ? "none" : 3 * found >= 2 * there ? "most" : 3 * found >= there ? "some" : "few";
  return ["information", "", word, `${found} of ${there}`, `Useful looks on this path; ${idle ? `${idle} that you took did not help` : "no other was taken"}.`];
}

function caseTime(taken, days) {
  const hours = taken.reduce((sum, look) => sum + look.hours, 0), spent = `${caseNumber(hours)} ${hours === 1 ? "hour" : "hours"}`;
  return ["time", "", caseSpan(days), caseMany(days, "day"), `To the ending${hours ? `, with ${spent} of looking and testing` : ""}.`];
}

function caseDose(tests) {
  const known = tests.filter((dose) => dose !== "unstated"), blank = tests.length - known.length;
  const [low, high] = [0, 1].map((end) => known.reduce((sum, dose) => sum + dose[end], 0));
  if (blank && !high) return ["dose", "", "not known", "not stated", `From ${caseMany(blank, "test")} whose dose is not stated.`];
  const word = !high ? "none" : high < 1 ? "small" : high <= 10 ? "moderate" : "large";
  const [least, most] = [low, high].map(caseNumber), figure = least === most ? most : least === "0" ? `up to ${most}` : `${least} to ${most}`;
  const count = caseMany(known.length, "test"), more = blank ? ` The dose of ${blank} more is not stated.` : "";
  const text = known.length ? `From ${count} ${high ? "with a stated dose" : "without radiation"}.` : "No test with radiation.";
  return ["dose", "", word, `${figure} mSv`, text + more];
}

const caseNumber = (value) => String(Math.floor(value * 100 + 0.5) / 100);
const caseMany = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function caseSpan(days) {
  for (const [unit, length, least] of [["year", 365, 730], ["month", 30.4, 60], ["week", 7, 14]]) {
    if (days >= least) return caseMany(Math.floor(days / length + 0.5), unit);
  }
  return caseMany(days, "day");
}
