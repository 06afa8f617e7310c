// An explorer: controls choose one of the frames that Python computed; the page shows it and says it in a sentence.
// There is no medicine and no statistics here: every number comes from the spec as text, every line of a chart
// and every passage of a table as the HTML that Python made for it.

import { button, make } from "./dom.js";
import { fold } from "./fold.js";
import { readKept, writeKept } from "./kept.js";
import { allRows, listen } from "./store.js";

export function enhanceExplorer(root, spec) {
  const chosen = Object.fromEntries(spec.controls.map((control) => [control.name, control.value]));
  const sentence = root.querySelector(".ho-sentence");
  sentence.setAttribute("role", "status");
  const panel = make("div", { className: "ho-controls" });
  for (const control of spec.controls) panel.append(CONTROLS[control.kind](control, chosen, update));
  root.querySelector(".ho-todo").after(panel);
  root.dataset.live = "true";
  const stop = spec.after ? waitFor(root, spec.after) : undefined;

  function update() {
    const frame = spec.frames[spec.controls.map((control) => chosen[control.name]).join("|")];
    if (!frame) return;
    const fill = (text) => text.replace(/\{(\d+)\}/g, (_, number) => frame.v[number]);
    sentence.textContent = fill(spec.texts[frame.t]);
    if (frame.s) showScale(root, spec.scales[frame.s]);
    if (frame.rows) root.querySelector(".ho-chart tbody").innerHTML = frame.rows.map((row) => spec.lines[row]).join("");
    if (spec.cells) showTable(root, spec, spec.cells[frame.c ?? 0], fill);
    showParts(root, frame.p ?? []);
    if (frame.n) showIcons(root, frame.n, fill, spec.groups);
  }
  update();
  return stop;
}

// An explorer whose figures answer a prediction stays closed until the prediction is kept, or until it is asked for.
export function waitFor(root, item) {
  const unlocked = `hoedu.open.${root.dataset.name}`;
  const open = () => {
    root.querySelector(":scope > .ho-wait")?.remove();
    delete root.dataset.waiting;
    stop();
  };
  const notice = make("div", { className: "ho-wait ho-bar" },
    make("p", {}, "This opens when you have kept your prediction above."), button("Show it anyway", () => {
      writeKept(unlocked, true); // asked for once, it need not be asked for again
      open();
    }));
  const look = () => {
    if (readKept(unlocked) === true || fold(allRows(), { [item.id]: item })[item.id]?.attempts) open();
  };
  const stop = listen(look);
  root.dataset.waiting = "yes";
  root.querySelector(".ho-todo").after(notice);
  look();
  return stop;
}

// More letters than a third of a line holds: the choice has a line of its own.
const LONG = 30;
const longestOf = (options) => Math.max(...options.map(([, text]) => text.length));

const CONTROLS = {
  choice(control, chosen, update) {
    const select = make("select", {}, ...control.options.map(([value, label]) => make("option", { value }, label)));
    select.value = control.value;
    select.addEventListener("input", () => {
      chosen[control.name] = select.value;
      update();
    });
    return make("label", { className: longestOf(control.options) > LONG ? "ho-long" : "" }, make("span", {}, control.label), select);
  },
  tick(control, chosen, update) {
    const box = make("input", { type: "checkbox" });
    box.checked = control.value === "1";
    box.addEventListener("input", () => {
      chosen[control.name] = box.checked ? "1" : "0";
      update();
    });
    return make("label", { className: "ho-tick" }, box, make("span", {}, control.label));
  },
  slider(control, chosen, update) {
    const at = control.options.findIndex(([value]) => value === control.value);
    const slider = make("input", { type: "range", min: "0", max: String(control.options.length - 1), step: "1" });
    const output = make("output", {});
    const show = () => {
      const [value, label] = control.options[slider.valueAsNumber];
      chosen[control.name] = value;
      output.textContent = label;
      slider.setAttribute("aria-valuetext", label);
    };
    slider.valueAsNumber = at;
    slider.addEventListener("input", () => {
      show();
      update();
    });
    show();
    return make("label", {}, make("span", {}, control.label), slider, output);
  },
};

// An axis of its own: its name, its marks, and the lines behind the rows.
function showScale(root, [name, axis, lines]) {
  const head = root.querySelector(".ho-chart thead th:nth-child(3)");
  head.firstChild.textContent = name;
  head.querySelector(".ho-axis").innerHTML = axis;
  root.querySelector(".ho-chart").style.setProperty("--ho-lines", lines);
}

// The drawing holds every part that any setting shows, made in Python.
function showParts(root, parts) {
  for (const part of root.querySelectorAll(".ho-drawing [data-part]")) {
    if (parts.includes(part.dataset.part)) part.removeAttribute("display");
    else part.setAttribute("display", "none");
  }
}

function showTable(root, spec, cells, fill) {
  root.querySelector(".ho-data tbody").replaceChildren(
    ...cells.map((row) => make("tr", {}, ...row.map((text, number) => {
      const cell = make(number ? "td" : "th", number ? {} : { scope: "row" });
      if (spec.bits && text.startsWith("@")) cell.innerHTML = spec.bits[text.slice(1)];
      else cell.textContent = fill(text);
      return cell;
    }))),
  );
  root.querySelectorAll(".ho-data thead tr > *").forEach((head, number) => {
    if (spec.columns?.[number]) head.textContent = fill(spec.columns[number]);
  });
}

function showIcons(root, counts, fill, groups) {
  root.querySelectorAll(".ho-icons").forEach((figure, number) => {
    figure.hidden = number >= counts.length;
    if (figure.hidden) return;
    const svg = figure.querySelector("svg");
    const label = fill(groups[number]);
    svg.setAttribute("aria-label", label);
    figure.querySelector("figcaption").textContent = label;
    const [rest, people] = svg.querySelectorAll("path");
    rest.setAttribute("d", dotsFrom(counts[number], 1000));
    people.setAttribute("d", dotsFrom(0, counts[number]));
  });
}

// People `from` to `to` of a thousand, forty a line: one dashed stroke a line, whose round caps are the dots.
export function dotsFrom(from, to) {
  let path = "";
  for (let line = Math.floor(from / 40); line * 40 < to; line++) {
    const start = Math.max(from - line * 40, 0), end = Math.min(to - line * 40, 40);
    if (end > start) path += `M${start * 10 + 5} ${line * 10 + 5}h${(end - start - 1) * 10 + 0.01}`;
  }
  return path;
}
