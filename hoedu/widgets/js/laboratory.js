// The growth laboratory: controls, the run they ask for, curves, a sentence and a table of the same numbers.

import { curves, timingChart } from "./curves.js";
import { button, make } from "./dom.js";
import { growthModel } from "./growth.js";

const LETTERS = ["A", "B", "C"];
const percent = (share) => `${(100 * share).toFixed(1)}\u00a0%`;

export function enhanceLaboratory(root, spec) {
  const model = growthModel(spec.model), { states } = spec.model;
  const chosen = Object.fromEntries(spec.controls.map((control) => [control.name, control.value]));
  const labels = {};
  const sentence = root.querySelector(".ho-sentence");
  sentence.setAttribute("role", "status");
  const panel = make("div", { className: "ho-controls" });
  const fields = Object.fromEntries(spec.controls.map((control) => [control.name, field(control)]));
  panel.append(...Object.values(fields).map(({ node }) => node));
  root.querySelector(".ho-todo").after(panel);
  const keep = button("Keep this run to compare", keepRun), clear = button("Forget kept runs", forget, { className: "ho-quiet" });
  const bar = make("div", { className: "ho-bar" }, keep, clear);
  const charts = [
    curves("Macrophages", "thousand cells/mL", lines("M0 resting:ho-faint", "M1 inflammatory:ho-inflammation", "M2 repair:ho-plainline")),
    curves("Signals", "ng/mL, logarithmic", lines("c1 inflammatory:ho-inflammation", "c2 calming:ho-plainline"),
      { low: 0.001, high: 10, log: true, ticks: [[0.001, "0.001"], [0.01, "0.01"], [0.1, "0.1"], [1, "1"], [10, "10"]] }),
    curves("Cells that build", "thousand cells/mL", lines("Cm progenitors:ho-faint", "Cb osteoblasts:ho-plainline")),
    curves("Tissue", "share of the most there can be", lines("mc cartilage:ho-cartilage", "mb bone:ho-heterotopic"),
      { low: 0, high: 1, ticks: [[0, "0"], [0.5, "50 %"], [1, "100 %"]] }),
  ];
  const timing = timingChart("When does it still help?", "share of final bone left, by the day the treatment begins");
  const timingTable = make("tbody", {});
  root.querySelector(".ho-twin").replaceWith(
    make("div", { className: "ho-many" }, ...charts.map(({ figure }) => figure)),
    make("div", { className: "ho-many" }, timing.figure, make("div", {}, make("p", { className: "ho-warning" }), make("details", {},
      make("summary", {}, "The same as a table"),
      make("table", {}, make("thead", {}, make("tr", {}, ...["Begins on", "Final bone left"].map((text) => make("th", { scope: "col" }, text)))), timingTable)))),
    bar);
  const warning = root.querySelector(".ho-warning");
  let kept = [], current = null, waiting = 0;
  root.dataset.live = "true";

  function lines(...texts) {
    return texts.map((text) => {
      const [label, kind] = text.split(":");
      return { key: label.split(" ")[0], label: label.slice(label.indexOf(" ") + 1), kind };
    });
  }

  function field(control) {
    const { name, label, options } = control;
    const choice = control.kind === "choice";
    const input = choice
      ? make("select", {}, ...options.map(([value, text]) => make("option", { value }, text)))
      : make("input", { type: "range", min: "0", max: String(options.length - 1), step: "1" });
    const output = make("output", {});
    const set = (value) => {
      const at = options.findIndex(([option]) => option === value);
      chosen[name] = value;
      labels[name] = name === "start" || name === "stop" ? day(Number(value)) : options[at][1];
      if (choice) return (input.value = value);
      input.valueAsNumber = at;
      output.textContent = labels[name];
      input.setAttribute("aria-valuetext", labels[name]);
    };
    input.addEventListener("input", () => {
      set(choice ? input.value : options[input.valueAsNumber][0]);
      changed(name);
    });
    set(control.value);
    return { set, input, node: make("label", {}, make("span", {}, label), input, ...(choice ? [] : [output])) };
  }

  function clock() {
    return chosen.clock === "human" ? spec.clock : 1;
  }
  function day(number) {
    return `day ${Math.round(number * clock())}`;
  }

  function changed(name) {
    if (name === "treatment" && chosen.treatment !== "none") fields.left.set(spec.treatments[chosen.treatment].left);
    if (name === "clock") for (const moved of ["start", "stop"]) fields[moved].set(chosen[moved]);
    // A treatment does not end before it begins: the one moved takes the other along.
    const crossed = Number(chosen.stop) < Number(chosen.start);
    if (crossed) name === "start" ? fields.stop.set(chosen.start) : fields.start.set(chosen.stop);
    update(crossed ? "stop" : name);
  }

  // What is given from day `start` on, as the model reads it.
  function given(start) {
    const one = spec.treatments[chosen.treatment];
    if (!one) return null;
    const left = Number(chosen.left), once = one.cells !== 1;
    return { factors: Object.fromEntries(one.factors.map((name) => [name, left])), cells: once ? left : 1,
      start, stop: Math.max(start, Number(chosen.stop)), once };
  }

  function setting() {
    const start = spec.model.start.slice();
    start[states.indexOf("D")] = Number(chosen.debris);
    return { start, changes: { phi: Number(chosen.phi), d_b: Number(chosen.d_b) } };
  }

  function finalBone(treatment) {
    const { start, changes } = setting(), end = spec.times[spec.times.length - 1];
    return model.run(start, changes, treatment, [0, end])[1][states.indexOf("mb")];
  }

  function update(name) {
    const { start, changes } = setting(), treatment = given(Number(chosen.start));
    const found = model.run(start, changes, treatment, spec.times);
    const column = (key, unit) => Float64Array.from(found, (y) => y[states.indexOf(key)] / unit);
    const thousands = ["M0", "M1", "M2", "Cm", "Cb"];
    const values = Object.fromEntries(states.map((key) => [key, column(key, thousands.includes(key) ? 1000 : 1)]));
    const bone = values.mb[values.mb.length - 1];
    current = { days: spec.times, values, bone, untreated: treatment ? finalBone(null) : bone, treatment,
      said: treatmentText(treatment), timing: current?.timing ?? null, name: "" };
    show();
    if (name === "start" || name === "clock") return showTiming();
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(findTiming);
  }

  function treatmentText(treatment) {
    if (!treatment) return "No treatment";
    const when = treatment.once ? `on ${labels.start}` : `from ${labels.start} to ${labels.stop}`;
    return `${spec.treatments[chosen.treatment].title}, strength ${labels.left}, ${when}`;
  }

  function show() {
    const axis = daysAxis(spec.span), runs = [current, ...kept];
    const { treatment } = current;
    const treated = treatment && { from: treatment.start, to: treatment.once ? treatment.start : treatment.stop, label: "treated" };
    for (const chart of charts) chart.draw(runs, axis, treated);
    sentence.textContent = say();
    warning.textContent = treatment ? spec.treatments[chosen.treatment].warning : "Choose a treatment to see until when it helps.";
    for (const part of ["left", "start", "stop"]) fields[part].input.disabled = !treatment || (part === "stop" && treatment.once);
    root.querySelector(".ho-runs tbody").replaceChildren(...runs.map(row));
    clear.hidden = kept.length === 0;
    keep.setAttribute("aria-disabled", String(kept.length === LETTERS.length));
  }

  // Final bone for each day on which the treatment might begin.
  function findTiming() {
    current.timing = null;
    if (current.treatment && current.untreated) {
      const last = current.treatment.once ? Infinity : Number(chosen.stop);
      const days = spec.starts.filter((start) => start <= last);
      current.timing = { days, values: { left: days.map((start) => finalBone(given(start)) / current.untreated) } };
    }
    showTiming();
  }

  function showTiming() {
    const { treatment } = current;
    const runs = [current, ...kept].filter((run) => run.timing).map((run) => ({ ...run.timing, name: run.name }));
    const share = current.untreated ? current.bone / current.untreated : 1;
    timing.draw(runs, daysAxis(spec.starts[spec.starts.length - 1]),
      current.timing && { day: treatment.start, left: share, label: `${labels.start}: ${percent(share)} left` });
    const rows = current.timing ? current.timing.days.map((start, n) => [day(start), percent(current.timing.values.left[n])]) : [];
    timingTable.replaceChildren(...rows.map(([first, second]) => make("tr", {}, make("th", { scope: "row" }, first), make("td", {}, second))));
  }

  function daysAxis(span) {
    const step = span > 50 ? 14 : 7;
    const days = Array.from({ length: Math.floor(span / step) + 1 }, (_, n) => [n * step, String(n * step * clock())]);
    return { span, days, title: chosen.clock === "human" ? "human days (assumed)" : "days of the model" };
  }

  // The day on which bone first stands at this share of its final amount, between the days kept.
  function reachedOn({ days, values, bone }, share) {
    const at = values.mb.findIndex((value) => value >= share * bone);
    if (at <= 0) return 0;
    const [low, high] = [values.mb[at - 1], values.mb[at]];
    return days[at - 1] + ((share * bone - low) / (high - low)) * (days[at] - days[at - 1]);
  }

  function say() {
    if (current.bone <= 0) return spec.texts.none;
    const words = [labels.debris, percentLabel("phi"), labels.d_b, ...[0.5, 0.9].map((share) => Math.round(reachedOn(current, share) * clock())),
      spec.texts[chosen.clock], percent(current.bone), current.said, percent(current.untreated), percent(current.bone / current.untreated)];
    const text = spec.texts.run + spec.texts[current.treatment ? "treated" : "untreated"];
    return text.replace(/\{(\d)\}/g, (_, number) => words[number]);
  }
  function percentLabel(name) {
    return `${Math.round(100 * Number(chosen[name]))}\u00a0%`;
  }

  function row(run) {
    const top = (key) => run.days[run.values[key].indexOf(Math.max(...run.values[key]))];
    const cells = [`cartilage most on ${day(top("mc"))}`, `half of the bone by ${day(reachedOn(run, 0.5))}`, `final bone ${percent(run.bone)}`];
    const name = run.name ? `Kept run ${run.name}: ${run.about}` : `This run: ${about()}`;
    return make("tr", {}, make("th", { scope: "row" }, name), ...cells.map((cell) => make("td", {}, cell)));
  }
  function about() {
    return `${labels.debris}; niche ${percentLabel("phi")}; ${labels.d_b} lost a day; ${current.said.replace(/^No /, "no ")}`;
  }

  function keepRun() {
    if (kept.length === LETTERS.length) return;
    const name = LETTERS.find((letter) => kept.every((run) => run.name !== letter));
    kept = [...kept, { ...current, name, about: about() }];
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
}
