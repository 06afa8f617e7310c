// Curves over days as inline SVG: one run or several, each curve named beside itself. No science here: numbers come in.

import { make } from "./dom.js";

const SIZE = { width: 320, height: 196, left: 46, right: 8, top: 28, bottom: 34 };
const INNER = { width: SIZE.width - SIZE.left - SIZE.right, height: SIZE.height - SIZE.top - SIZE.bottom };

function shape(tag, attributes = {}, text = "") {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  return node;
}

// A chart named `title`. `lines` are { key, label, kind }: `kind` is a class that gives the colour. `scale` is
// { low, high, ticks: [[value, label]], log } or null, where the highest value decides. Returns { figure, draw }.
export function curves(title, unit, lines, scale = null) {
  const svg = shape("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img", "aria-label": `${title}, ${unit}` });
  const band = shape("rect", { class: "ho-given", y: SIZE.top, height: INNER.height });
  const edge = shape("path", { class: "ho-given-edge" });
  const given = shape("text", { y: 11 });
  const grid = shape("g", { class: "ho-grid" }), older = shape("g"), newest = shape("g"), names = shape("g");
  svg.append(band, grid, older, newest, edge, given, names);
  const drawn = lines.map(({ kind }) => twoStrokes(newest, kind));
  const figure = make("figure", { className: "ho-curves" }, make("figcaption", {}, title, make("small", {}, ` ${unit}`)), svg);
  const labels = lines.map(({ label }) => names.appendChild(shape("text", { class: "ho-name" }, label)));
  const leads = lines.map(() => names.insertBefore(shape("path", { class: "ho-lead" }), names.firstChild));
  let frame = "";

  // `runs` are { days, values: { key: numbers }, name }, the newest first; `axis` is { span, days: [[day, label]],
  // title }; `treated` is null or { from, to, label }.
  function draw(runs, axis, treated) {
    const most = Math.max(...runs.flatMap((run) => lines.map(({ key }) => highest(run.values[key]))));
    const y = scale ?? roundScale(most);
    const across = (day) => SIZE.left + (INNER.width * day) / axis.span;
    const share = (value) => (y.log ? Math.log(Math.max(value, y.low) / y.low) / Math.log(y.high / y.low) : value / y.high);
    const down = (value) => SIZE.top + INNER.height * (1 - Math.min(1, share(value)));
    const wanted = JSON.stringify([y.ticks, axis]);
    if (wanted !== frame) drawFrame(grid, y.ticks, axis, across, down);
    frame = wanted;
    const path = (run, key) => {
      let text = "";
      for (let n = 0; n < run.days.length && run.days[n] <= axis.span; n++)
        text += `${n ? "L" : "M"}${across(run.days[n]).toFixed(1)} ${down(run.values[key][n]).toFixed(1)}`;
      return text;
    };
    lines.forEach(({ key }, number) => drawn[number].forEach((stroke) => stroke.setAttribute("d", path(runs[0], key))));
    // Kept runs change only when one is kept or forgotten, or when the scale does.
    const keptNow = JSON.stringify([runs.slice(1).map((run) => run.name), wanted]);
    if (keptNow !== older.dataset.drawn) {
      older.replaceChildren();
      older.dataset.drawn = keptNow;
      for (const run of runs.slice(1))
        for (const { key, kind } of lines) {
          twoStrokes(older, `${kind} ho-kept-${run.name}`).forEach((stroke) => stroke.setAttribute("d", path(run, key)));
          const top = peak(run, key, axis.span);
          const x = Math.min(across(run.days[top]) + 3, SIZE.width - SIZE.right - 10);
          older.append(shape("text", { class: "ho-name", x, y: down(run.values[key][top]) - 4 }, run.name));
        }
    }
    placeNames(lines.map(({ key }) => spot(runs[0], key, axis.span, share)), labels, leads, across);
    for (const node of [band, edge, given]) node.setAttribute("visibility", treated ? "visible" : "hidden");
    if (treated) {
      band.setAttribute("x", across(treated.from));
      band.setAttribute("width", across(Math.min(treated.to, axis.span)) - across(treated.from));
      edge.setAttribute("d", `M${across(treated.from)} ${SIZE.top - 14}V${SIZE.top + INNER.height}`);
      given.textContent = treated.label;
      const late = across(treated.from) > SIZE.width / 2;
      given.setAttribute("x", across(treated.from) + (late ? 3 : -3));
      given.setAttribute("text-anchor", late ? "end" : "start");
    }
  }
  return { figure, svg, draw };
}

// A broad stroke of the colour and a fine one of ink on it, which carries the run's line style.
function twoStrokes(parent, kind) {
  return ["ho-colour", "ho-line"].map((part) => parent.appendChild(shape("path", { class: `${part} ${kind}` })));
}

function drawFrame(grid, ticks, axis, across, down) {
  const floor = SIZE.top + INNER.height;
  const parts = ticks.flatMap(([value, label]) => [
    shape("path", { d: `M${SIZE.left} ${down(value)}H${SIZE.width - SIZE.right}` }),
    shape("text", { x: SIZE.left - 5, y: down(value) + 4, "text-anchor": "end" }, label),
  ]);
  const days = axis.days.flatMap(([day, label], number) => [
    shape("path", { d: `M${across(day)} ${floor}v4` }),
    shape("text", { x: across(day), y: floor + 15, "text-anchor": number + 1 < axis.days.length ? "middle" : "end" }, label),
  ]);
  const title = shape("text", { x: SIZE.left + INNER.width / 2, y: SIZE.height - 3, "text-anchor": "middle" }, axis.title);
  grid.replaceChildren(...parts, ...days, title);
}

function highest(values) {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}

function peak(run, key, span) {
  let top = 0;
  for (let n = 0; n < run.days.length && run.days[n] <= span; n++) if (run.values[key][n] > run.values[key][top]) top = n;
  return top;
}

// A scale from 0 to the next of 1, 2, 5, 10, ...
function roundScale(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1e-9)));
  const high = [1, 2, 5, 10].map((step) => step * power).find((step) => step >= most);
  return { low: 0, high, ticks: [0, high / 2, high].map((value) => [value, String(Number(value.toPrecision(3)))]) };
}

// Where a curve is named: on its way down, else at its end. { day, at (0 to 1), falling }
function spot(run, key, span, share) {
  const values = run.values[key], shares = [];
  let top = 0;
  for (let n = 0; n < run.days.length && run.days[n] <= span; n++) {
    shares.push(share(values[n]));
    if (shares[n] > shares[top]) top = n;
  }
  for (let n = top; n < shares.length; n++)
    if (shares[n] < 0.75 * shares[top]) return { day: run.days[n], at: shares[n], falling: true };
  return { day: span, at: shares[shares.length - 1], falling: false };
}

// Names stand clear of one another; a fine line leads from each falling curve to its name.
function placeNames(spots, labels, leads, across) {
  const height = (spot) => SIZE.top + INNER.height * (1 - Math.min(1, spot.at));
  const order = spots.map((_, number) => number).sort((a, b) => height(spots[a]) - height(spots[b]));
  const right = Math.max(0, ...spots.filter((spot) => spot.falling).map((spot) => across(spot.day))) + 14;
  let last = SIZE.top - 6;
  for (const number of order) {
    const { day, falling } = spots[number], y = height(spots[number]);
    const x = falling ? Math.min(right, SIZE.width - 100) : SIZE.width - SIZE.right - 20;
    const line = Math.min(Math.max(last + 13, falling ? y + 4 : y - 6), SIZE.top + INNER.height - 4);
    last = line;
    labels[number].setAttribute("x", x);
    labels[number].setAttribute("y", line);
    labels[number].setAttribute("text-anchor", falling ? "start" : "end");
    leads[number].setAttribute("d", falling && x - 3 > across(day) ? `M${across(day)} ${y}L${x - 3} ${line - 4}` : "");
  }
}

// One curve over the days a treatment may begin, with the chosen day marked.
export function timingChart(title, unit) {
  const chart = curves(title, unit, [{ key: "left", label: "", kind: "ho-treatment" }], {
    low: 0, high: 1, ticks: [[0, "0 %"], [0.5, "50 %"], [1, "100 %"]],
  });
  const mark = shape("circle", { class: "ho-chosen", r: 5 });
  const said = shape("text", { class: "ho-name" });
  chart.svg.append(mark, said);

  function draw(runs, axis, chosen) {
    const shown = runs.length ? runs : [{ days: [0], values: { left: [0] }, name: "" }];
    chart.draw(shown, axis, null);
    for (const node of [mark, said]) node.setAttribute("visibility", chosen ? "visible" : "hidden");
    if (!chosen) return;
    const x = SIZE.left + (INNER.width * chosen.day) / axis.span;
    const y = SIZE.top + INNER.height * (1 - Math.min(1, chosen.left));
    mark.setAttribute("cx", x);
    mark.setAttribute("cy", y);
    said.textContent = chosen.label;
    const late = x > SIZE.width * 0.6;
    said.setAttribute("x", x + (late ? -9 : 9));
    said.setAttribute("y", y < SIZE.top + 22 ? y + 18 : y + 14);
    said.setAttribute("text-anchor", late ? "end" : "start");
  }
  return { figure: chart.figure, draw };
}
