// The growth laboratory: controls ask for a run of the model; curves, a sentence and a table show it.

import { curves, timingChart } from "./curves.js";
import { button, make } from "./dom.js";
import { growthModel } from "./growth.js";
import { cellsOf, clockOf, dayText, percentOf, sentenceOf } from "./growthwords.js";

const LETTERS = ["A", "B", "C"];
const PANELS = [
  { title: "Macrophages", unit: "thousand cells/mL", per: 1000, lines: [
    { key: "M0", label: "resting", kind: "ho-faint" }, { key: "M1", label: "inflammatory", kind: "ho-inflammation" },
    { key: "M2", label: "repair", kind: "ho-plainline" }] },
  { title: "Signals", unit: "ng/mL, logarithmic", per: 1, lines: [
    { key: "c1", label: "inflammatory", kind: "ho-inflammation" }, { key: "c2", label: "calming", kind: "ho-plainline" }],
    scale: { low: 0.001, high: 10, log: true, ticks: [0.001, 0.01, 0.1, 1, 10].map((value) => [value, String(value)]) } },
  { title: "Cells that build", unit: "thousand cells/mL", per: 1000, lines: [
    { key: "Cm", label: "progenitors", kind: "ho-faint" }, { key: "Cb", label: "osteoblasts", kind: "ho-plainline" }] },
  { title: "Tissue", unit: "share of the most there can be", per: 1, lines: [
    { key: "mc", label: "cartilage", kind: "ho-cartilage" }, { key: "mb", label: "bone", kind: "ho-heterotopic" }],
    scale: { low: 0, high: 1, ticks: [[0, "0"], [0.5, "50\u00a0%"], [1, "100\u00a0%"]] } },
];

export function enhanceLaboratory(root, spec) {
  const model = growthModel(spec.model), { states } = spec.model;
  const end = spec.times[spec.times.length - 1];
  const chosen = Object.fromEntries(spec.controls.map((control) => [control.name, control.value])), labels = {};
  const fields = Object.fromEntries(spec.controls.map((control) => [control.name, labField(control, chosen, labels, text, changed)]));
  const charts = PANELS.map(({ title, unit, lines, scale }) => curves(title, unit, lines, scale));
  const timing = timingChart("When does it still help?", "share of final bone left, by the day the treatment begins");
  const keep = button("Keep this run to compare", keepRun), clear = button("Forget kept runs", forget, { className: "ho-quiet" });
  const warning = make("p", { className: "ho-warning" }), timingRows = make("tbody", {});
  const sentence = root.querySelector(".ho-sentence"), rows = root.querySelector(".ho-runs tbody");
  sentence.setAttribute("role", "status");
  root.querySelector(".ho-todo").after(make("div", { className: "ho-controls" }, ...Object.values(fields).map(({ node }) => node)));
  root.querySelector(".ho-twin").replaceWith(
    make("div", { className: "ho-many" }, ...charts.map(({ figure }) => figure)),
    make("div", { className: "ho-many" }, timing.figure, make("div", {}, warning, timingTable(timingRows))),
    make("div", { className: "ho-bar" }, keep, clear),
  );
  let kept = [], current = null, waiting = 0;
  root.dataset.live = "true";

  // What a control shows for one of its options: days on the chosen clock, else the option's own label.
  function text(name, [value, label]) {
    return name === "start" || name === "stop" ? dayText(Number(value), clockOf(spec, chosen)) : label;
  }

  function changed(name) {
    if (name === "treatment" && chosen.treatment !== "none") fields.left.set(spec.treatments[chosen.treatment].left);
    if (name === "clock") for (const moved of ["start", "stop"]) fields[moved].set(chosen[moved]);
    // A treatment does not end before it begins: the one moved takes the other along.
    const crossed = Number(chosen.stop) < Number(chosen.start);
    if (crossed && name === "start") fields.stop.set(chosen.start);
    if (crossed && name === "stop") fields.start.set(chosen.stop);
    update(crossed ? "stop" : name);
  }

  // The treatment as the model reads it, begun on day `start`.
  function given(start) {
    const one = spec.treatments[chosen.treatment];
    if (!one) return null;
    const left = Number(chosen.left), once = one.cells !== 1;
    return { name: chosen.treatment, once, start, stop: Math.max(start, Number(chosen.stop)), cells: once ? left : 1,
      factors: Object.fromEntries(one.factors.map((name) => [name, left])) };
  }

  function statesOn(days, treatment) {
    const start = spec.model.start.slice();
    start[states.indexOf("D")] = Number(chosen.debris);
    return model.run(start, { phi: Number(chosen.phi), d_b: Number(chosen.d_b) }, treatment, days);
  }
  const finalBone = (treatment) => statesOn([0, end], treatment)[1][states.indexOf("mb")];

  function update(name) {
    const treatment = given(Number(chosen.start)), found = statesOn(spec.times, treatment), values = {};
    for (const { lines, per } of PANELS)
      for (const { key } of lines) values[key] = Float64Array.from(found, (y) => y[states.indexOf(key)] / per);
    const bone = values.mb[values.mb.length - 1], untreated = treatment ? finalBone(null) : bone;
    current = { days: spec.times, values, bone, untreated, treatment, chosen: { ...chosen }, labels: { ...labels },
      timing: current?.timing ?? null, name: "" };
    show();
    if (name === "start" || name === "clock") return showTiming();
    // The other days come a frame later, so that the curves follow the hand.
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(findTiming);
  }

  function show() {
    const clock = clockOf(spec, chosen), axis = daysAxis(spec.span, 14, clock), runs = [current, ...kept];
    const { treatment } = current;
    const treated = treatment && { from: treatment.start, to: treatment.once ? treatment.start : treatment.stop, label: "treated" };
    for (const chart of charts) chart.draw(runs, axis, treated);
    sentence.textContent = sentenceOf(current, spec, clock);
    warning.textContent = treatment ? spec.treatments[treatment.name].warning : "Choose a treatment to see until when it helps.";
    for (const name of ["left", "start", "stop"]) fields[name].input.disabled = !treatment || (name === "stop" && treatment.once);
    rows.replaceChildren(...runs.map((run) => tableRow(cellsOf(run, spec, clock))));
    clear.hidden = kept.length === 0;
    keep.setAttribute("aria-disabled", String(kept.length === LETTERS.length));
  }

  // Final bone for each day on which the treatment might begin.
  function findTiming() {
    current.timing = null;
    if (current.treatment && current.untreated) {
      const days = spec.starts.filter((start) => current.treatment.once || start <= current.treatment.stop);
      current.timing = { days, values: { left: days.map((start) => finalBone(given(start)) / current.untreated) } };
    }
    showTiming();
  }

  function showTiming() {
    const clock = clockOf(spec, chosen), { treatment, timing: found } = current, share = current.bone / current.untreated;
    const runs = [current, ...kept].filter((run) => run.timing).map((run) => ({ ...run.timing, name: run.name }));
    const mark = found && { day: treatment.start, left: share, label: `${labels.start}: ${percentOf(share)} left` };
    timing.draw(runs, daysAxis(spec.starts[spec.starts.length - 1], 7, clock), mark);
    timingRows.replaceChildren(...(found?.days ?? []).map((day, n) => tableRow([dayText(day, clock), percentOf(found.values.left[n])])));
  }

  function keepRun() {
    if (kept.length === LETTERS.length) return;
    kept = [...kept, { ...current, name: LETTERS[kept.length] }];
    show();
    showTiming();
  }

  function forget() {
    kept = [];
    keep.focus();
    show();
    showTiming();
  }

  update("");
  return () => cancelAnimationFrame(waiting);
}

// One control. `set` takes one of its values; `text` says what is shown for an option.
function labField({ name, label, kind, options }, chosen, labels, text, changed) {
  const choice = kind === "choice", output = make("output", {});
  const input = choice
    ? make("select", {}, ...options.map(([value, shown]) => make("option", { value }, shown)))
    : make("input", { type: "range", min: "0", max: String(options.length - 1), step: "1" });
  const set = (value) => {
    const at = options.findIndex(([option]) => option === value);
    chosen[name] = value;
    labels[name] = text(name, options[at]);
    if (choice) return (input.value = value);
    input.valueAsNumber = at;
    output.textContent = labels[name];
    input.setAttribute("aria-valuetext", labels[name]);
  };
  input.addEventListener("input", () => {
    set(choice ? input.value : options[input.valueAsNumber][0]);
    changed(name);
  });
  set(chosen[name]);
  return { set, input, node: make("label", {}, make("span", {}, label), input, ...(choice ? [] : [output])) };
}

function daysAxis(span, step, clock) {
  const days = Array.from({ length: Math.floor(span / step) + 1 }, (_, n) => [n * step, String(n * step * clock)]);
  return { span, days, title: clock === 1 ? "days of the model" : "human days (assumed)" };
}

function tableRow([first, ...rest]) {
  return make("tr", {}, make("th", { scope: "row" }, first), ...rest.map((cell) => make("td", {}, cell)));
}

function timingTable(body) {
  const heads = ["Begins on", "Final bone left"].map((head) => make("th", { scope: "col" }, head));
  return make("details", {}, make("summary", {}, "The same as a table"), make("table", {}, make("thead", {}, make("tr", {}, ...heads)), body));
}
