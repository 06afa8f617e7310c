// The evidence laboratory: controls choose a setting that Python worked out and worded; the page looks it up. The one
// thing it works out is how many more or fewer people, from two whole numbers.

import { make } from "./dom.js";
import { dotsFrom, waitFor } from "./explorer.js";

export function enhanceEvidence(root, spec) {
  const find = (name) => root.querySelector(name);
  const chosen = { comparison: spec.comparisons[0][0], measure: "RR", model: "fixed", left: "-" };
  const pick = (label, options, changed) => {
    const select = make("select", {});
    const offer = (list, value) => {
      select.replaceChildren(...list.map(([key, text]) => make("option", { value: key }, text)));
      select.value = value;
      select.disabled = list.length < 2;
    };
    offer(options, options[0]?.[0]);
    select.addEventListener("input", () => changed(select.value));
    return { node: make("label", {}, make("span", {}, label), select), offer, select };
  };
  const fields = {
    comparison: pick("Comparison", spec.comparisons, (value) => ask(value, spec.outcomes[value][0][0])),
    outcome: pick("Outcome", [], (value) => ask(chosen.comparison, value)),
    measure: pick("Measure", spec.measures, (value) => set("measure", value)),
    model: pick("Model", spec.models, (value) => set("model", value)),
    left: pick("Leave out", [], (value) => set("left", value)),
    carried: pick("Carry over", [], (value) => set("carried", value)),
  };
  const { carried, ...above } = fields;
  const box = make("input", { type: "checkbox" });
  const tick = make("label", { className: "ho-tick" }, box, make("span", {}, "Check the printed figures"));
  const flags = make("p", { className: "ho-flags", role: "status" });
  find(".ho-todo").after(make("div", { className: "ho-controls" }, ...Object.values(above).map(({ node }) => node), tick));
  find(".ho-asked").after(flags);
  find(".ho-asked").hidden = true;

  const slider = make("input", { type: "range", min: "1", max: "80", step: "1" }), output = make("output", {});
  const own = make("div", { className: "ho-ownrisk" });
  const name = make("span", {}), baseline = make("label", {}, name, slider, output); // the slider first: a label names the first it holds
  find(".ho-applied > .ho-marks")?.remove();
  find(".ho-applied > .ho-own")?.remove();
  find(".ho-part").after(make("div", { className: "ho-controls" }, carried.node, make("div", { className: "ho-risk" }, baseline, own)));
  for (const sentence of root.querySelectorAll(".ho-sentence")) sentence.setAttribute("role", "status");
  const [rest, bone, spared, hole, extra] = find(".ho-icons svg").children;
  const body = find(".ho-forest tbody");

  const question = () => spec.questions[`${chosen.comparison}|${chosen.outcome}`];

  function ask(comparison, outcome) {
    Object.assign(chosen, { comparison, outcome, left: "-" });
    const now = question();
    chosen.carried = now.carried[0]?.[0];
    fields.outcome.offer(spec.outcomes[comparison], outcome);
    fields.left.offer(now.left, "-");
    carried.offer(now.carried, chosen.carried);
    slider.valueAsNumber = now.start;
    own.innerHTML = now.own;
    name.textContent = `Risk ${now.words[1]}`;
    find(".ho-applied").hidden = now.carried.length === 0;
    find(".ho-caution").innerHTML = now.incomplete;
    show();
  }

  function set(control, value) {
    chosen[control] = value;
    show();
  }

  // A setting of a single trial is the same in both models, and is kept once.
  const frameOf = (now) => now.frames[`${chosen.measure}|${chosen.model}|${chosen.left}`] ?? now.frames[`${chosen.measure}|fixed|${chosen.left}`];

  function show() {
    const now = question(), frame = frameOf(now), { measure } = chosen;
    fields.model.select.disabled = !(`${measure}|random|${chosen.left}` in now.frames);
    const axis = spec.axes[now.axes[measure]];
    find(".ho-forest").style.setProperty("--ho-lines", axis.map((tick) => fillSlots(spec.grid, tick)).join(","));
    find(".ho-axis").innerHTML = axis.map((tick) => fillSlots(spec.tick, tick)).join("");
    find(".ho-scale").textContent = spec.heads[measure];
    let pooled = 0;
    const rows = now.lines.map((line, number) => {
      const weight = number >= now.trials ? ["", 0.6] : now.apart[number] ? ["not pooled", 0.6] : frame.w[pooled++];
      return plotRow(line, now.slots[measure][number], weight, spec);
    });
    const below = frame.r.map(([kind, small, people, marks, text]) => {
      const [title, weight] = spec.belowNames[kind];
      return fillSlots(spec.below, [kind, title, small, people, plotMarks(marks, 0.6, spec), text, weight]);
    });
    body.innerHTML = [...rows.slice(0, now.trials), ...below, ...rows.slice(now.trials)].join("");
    find(".ho-sentence").textContent = frame.s;
    find(".ho-spread").textContent = spec.shared[frame.h];
    flags.textContent = box.checked ? now.flags : "";
    flags.hidden = !box.checked;
    root.dataset.checked = String(box.checked);
    carry();
  }

  function carry() {
    const now = question(), percent = slider.valueAsNumber;
    output.textContent = `${percent}\u00a0%`;
    slider.setAttribute("aria-valuetext", `${percent} per cent`);
    const entry = now.carried.find(([key]) => key === chosen.carried);
    if (!entry) return;
    const place = entry[2] === null ? frameOf(now).e : typeof entry[2] === "number" ? entry[2] : entry[2][chosen.measure];
    const [text, people, numbers] = spec.applied[place];
    const at = (column) => unpack(spec.packed[column], percent - 1, spec);
    const [over, under, none, most] = spec.codes;
    const without = 10 * percent, found = people.map(at);
    const number = (value) => (value === none ? "no number" : value > most ? "more than 1,000" : value.toLocaleString("en-GB"));
    const amount = (value) => (value === 0 && chosen.measure !== "RD" ? "fewer than 1" : String(value));
    const outside = found[0] === over ? "over" : found[0] === under ? "under" : "";
    const left = outside ? without : found[0];
    const [treated, control, does] = now.words;
    const values = [`${percent}\u00a0%`, without, amount(found[0]), amount(found[1]), amount(found[2]), Math.abs(without - left),
      ...[0, 1, 2].map((n) => (n < numbers.length ? number(at(numbers[n])) : "")), treated, control, does];
    // The rosiest number is often that of few trials: say first where it comes from.
    const from = entry[2] === null ? (now.incomplete ? spec.texts.listed : "") : typeof entry[2] === "number" ? "" : spec.texts.alone;
    find(".ho-meaning").textContent = from + fillSlots(spec.texts[outside || text], values);
    const label = fillSlots(spec.texts[left < without ? "fewer" : left > without ? "more" : "same"], values);
    find(".ho-icons svg").setAttribute("aria-label", label);
    find(".ho-icons figcaption").textContent = label;
    find(".ho-icons").dataset.bone = String(now.bone);
    rest.setAttribute("d", dotsFrom(Math.max(left, without), 1000));
    bone.setAttribute("d", dotsFrom(0, Math.min(left, without)));
    for (const path of [spared, hole]) path.setAttribute("d", left < without ? dotsFrom(left, without) : "");
    extra.setAttribute("d", left > without ? dotsFrom(without, left) : "");
  }

  box.addEventListener("input", show);
  slider.addEventListener("input", carry);
  ask(chosen.comparison, spec.outcomes[chosen.comparison][0][0]);
  root.dataset.live = "true";
  return spec.after ? waitFor(root, spec.after) : undefined;
}

const fillSlots = (template, values) => template.replace(/\{(\d+)\}/g, (_, number) => values[number]);

// A row of the plot: its marks, its figure and what is said below it; `weight` is [text, size of the square].
function plotRow(line, [marks, figure, said], [weight, size], spec) {
  const row = fillSlots(spec.line, [...line, plotMarks(marks, size, spec), figure, said, weight]);
  return weight === "left out" ? row.replace("ho-trial", "ho-trial ho-absent") : row;
}

// Marks are told as "name number number|name number"; Python gives the template of each.
function plotMarks(marks, size, spec) {
  return marks.split("|").filter(Boolean).map((mark) => {
    const [name, ...numbers] = mark.split(" ");
    return fillSlots(spec.marks[name], numbers).replace("{z}", size);
  }).join("");
}

// The number at a place of a packed column: steps of one digit, or "!" and a whole number of two digits.
function unpack(text, at, { digits, middle }) {
  let number = 0;
  for (let here = 0, place = 0; here <= at; here++) {
    if (text[place] === "!") {
      number = parseInt(text.slice(place + 1, place + 3), 36);
      place += 3;
    } else number += digits.indexOf(text[place++]) - middle;
  }
  return number;
}
