// The imaging simulator: a patient, a week and a test are chosen; the picture, a sentence and a table say what is seen.

import { button, listText, make, roving } from "./dom.js";
import { waitFor } from "./explorer.js";
import { lightbox, placeOn, WHOLE } from "./lightbox.js";
import { contrastToNoise, openStack, pictureRenderer } from "./pictures.js";

const MOST = 8; // times enlarged
const ALL = -1; // the tab "side by side"

export function enhanceSimulator(root, spec, host, data) {
  let left = false, stop = null;
  openStack(spec.stack, data ?? fromBase64(spec.data)).then((stack) => {
    if (!left) stop = simulatorOf(root, spec, stack);
  }, (error) => root.querySelector(".ho-todo").append(` ${error.message}`));
  const unwait = spec.after ? waitFor(root, spec.after) : null;
  return () => {
    left = true;
    unwait?.();
    stop?.();
  };
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function simulatorOf(root, spec, stack) {
  const { pictures, presets } = stack.manifest, { words } = spec;
  const state = { number: 0, preset: presets[0].name, week: spec.start, where: false, serial: false, zoom: WHOLE,
    windows: pictures.map(({ windows }) => windows[0].slice(1)), doses: pictures.map(({ usual }) => usual) };
  const finding = (number) => pictures[number].findings[state.preset];
  const boxes = pictures.map((_, number) => lightbox(() => draw(number))), big = lightbox(() => state.number !== ALL && draw(state.number));
  const strip = spec.serial.map((_, n) => lightbox(() => drawSerial(n)));
  const renderers = new Map();
  const sentence = root.querySelector(".ho-sentence"), rows = root.querySelector(".ho-cnr tbody");
  const about = make("p", { className: "ho-about" });

  // One renderer a picture for the screen, one for the strip; of the present patient only.
  function rendererOf(number, use = "screen") {
    const key = `${use} ${number}`;
    if (!renderers.has(key)) renderers.set(key, pictureRenderer(stack, number, state.preset));
    return renderers.get(key);
  }

  const settingOf = (number, week) => {
    const [low, high] = state.windows[number];
    return { week, dose: pictures[number].doses[state.doses[number]][1], low, high };
  };
  const nameOf = (number, week) => fillIn(words.alt, [pictures[number].modality, String(week), presetOf(state.preset).title, seenIn(finding(number), week)]);
  const presetOf = (name) => presets.find((one) => one.name === name);
  const levelOf = (cnr) => (cnr === null ? -1 : oneDecimal(cnr) < spec.levels[0] ? 0 : oneDecimal(cnr) < spec.levels[1] ? 1 : 2);
  const wordFor = (cnr) => words.levels[levelOf(cnr)] ?? "";
  const contrastText = (cnr) => (cnr === null ? words.none : `${oneDecimal(cnr)}, ${wordFor(cnr)}`);
  const measured = (number, week) => contrastToNoise(stack, finding(number), week, state.doses[number]);

  function extrasOf(number) {
    const { mm, marks } = pictures[number], { outline, colour } = finding(number);
    return { mm, marks, colour, outline: state.where ? outline : null };
  }

  function draw(number) {
    const small = state.number === ALL, { canvas, draw: show } = small ? boxes[number] : big;
    const renderer = rendererOf(number), box = renderer.show(settingOf(number, state.week));
    const heads = small ? [pictures[number].title, wordFor(measured(number, state.week))] : [];
    const extras = extrasOf(number), { left, right } = extras.marks;
    show(renderer, box, small ? { ...extras, marks: { left, right }, heads, bar: false } : { ...extras, zoom: state.zoom });
    canvas.setAttribute("aria-label", nameOf(number, state.week));
  }

  function drawSerial(n) {
    if (!state.serial || state.number === ALL) return;
    const week = spec.serial[n], renderer = rendererOf(state.number, `strip ${n}`), box = renderer.show(settingOf(state.number, week));
    strip[n].draw(renderer, box, { ...extrasOf(state.number), marks: {}, bar: false });
    strip[n].canvas.setAttribute("aria-label", nameOf(state.number, week));
    captions[n].textContent = fillIn(words.serial, [String(week), contrastText(measured(state.number, week))]);
  }

  // What is drawn at once follows the hand; the rest comes with the next frame.
  let waiting = 0;
  function update(weekOnly = false) {
    if (state.number !== ALL) draw(state.number);
    say();
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => {
      if (state.number === ALL) pictures.forEach((_, number) => draw(number));
      if (!weekOnly) strip.forEach((_, n) => drawSerial(n));
    });
  }

  function say() {
    const { number, week } = state;
    if (number !== ALL) {
      const { modality, doses } = pictures[number], cnr = measured(number, week);
      const test = doses.length > 1 ? `${modality}, ${doses[state.doses[number]][0]}` : modality;
      sentence.textContent = fillIn(cnr === null ? words.nothing : words.say,
        [String(week), test, cnr === null ? "" : oneDecimal(cnr), wordFor(cnr), seenIn(finding(number), week)]).trim();
      return;
    }
    const titlesAt = (level) => pictures.filter((_, n) => levelOf(measured(n, week)) === level).map(({ title }) => title);
    const groups = words.levels.map((_, level) => titlesAt(level)), unmeasured = titlesAt(-1);
    const parts = groups.map((names, level) => names.length && `${capitalised(words.levels[level])}: ${names.join("; ")}.`).filter(Boolean).reverse();
    if (parts.length && unmeasured.length) parts.push(fillIn(words.unmeasured, [unmeasured.join("; ")]));
    sentence.textContent = [fillIn(words.all, [String(week)]), ...(parts.length ? parts : [`${capitalised(words.none)}.`])].join(" ");
  }

  // ---- controls

  const week = sliderField("Week", 0, spec.last, 0.5, (value) => {
    state.week = value;
    update(true);
  });
  const patient = choiceField("Patient", presets.map(({ name, title }) => [name, title]), (value) => {
    state.preset = value;
    renderers.clear();
    about.textContent = presetOf(value).text;
    rows.innerHTML = spec.tables[value];
    update();
  });
  const dose = choiceField("Dose", [], (value) => {
    state.doses[state.number] = Number(value);
    update();
  });
  const preset = choiceField("Window", [], (value) => {
    if (value === "own") return;
    state.windows[state.number] = pictures[state.number].windows[Number(value)].slice(1);
    showWindow();
    update();
  });
  const level = sliderField("Middle (level)", 0, 100, 1, windowMoved), width = sliderField("Width", 0, 100, 1, windowMoved);
  const where = tickField("Where is it?", (on) => {
    state.where = on;
    update();
  });
  const serial = tickField(`Serial: weeks ${listText(spec.serial.map(String))}`, (on) => {
    state.serial = on;
    series.hidden = !on || state.number === ALL;
    update();
  });

  function windowMoved() {
    const { windows } = pictures[state.number], [, low, high] = windows[0];
    const half = ((high < low ? -1 : 1) * width.value()) / 2;
    state.windows[state.number] = [level.value() - half, level.value() + half];
    showWindow(true);
    update();
  }

  function showWindow(moved = false) {
    const { windows, limits: [lowest, highest, narrowest], unit } = pictures[state.number], [low, high] = state.windows[state.number];
    const at = windows.findIndex((one) => one[1] === low && one[2] === high), range = highest - lowest;
    const digits = range >= 50 ? 0 : range >= 5 ? 1 : 2, text = (value) => `${value.toFixed(digits).replace("-", "\u2212")}${unit ? `\u00a0${unit}` : ""}`;
    const options = windows.map(([label], n) => [String(n), label]);
    preset.fill(at < 0 ? [...options, ["own", "as set below"]] : options, at < 0 ? "own" : String(at));
    if (!moved) {
      level.range(lowest, highest, range / 200);
      width.range(narrowest, range, (range - narrowest) / 200);
    }
    level.set((low + high) / 2, text((low + high) / 2));
    width.set(Math.abs(high - low), text(Math.abs(high - low)));
  }

  // ---- enlarging and moving

  const enlarge = (factor) => zoomTo({ ...state.zoom, by: Math.min(MOST, Math.max(1, state.zoom.by * factor)) });
  function zoomTo(zoom) {
    const half = 0.5 / zoom.by, inside = (at) => Math.min(1 - half, Math.max(half, at));
    state.zoom = { by: zoom.by, x: inside(zoom.x), y: inside(zoom.y) };
    view.dataset.enlarged = String(zoom.by > 1);
    smaller.setAttribute("aria-disabled", String(zoom.by <= 1));
    larger.setAttribute("aria-disabled", String(zoom.by >= MOST));
    zoomSays.textContent = `${Number(zoom.by.toFixed(1))}\u00d7`;
    if (state.number !== ALL) draw(state.number);
  }
  const move = (x, y) => zoomTo({ ...state.zoom, x: state.zoom.x + x / state.zoom.by, y: state.zoom.y + y / state.zoom.by });
  const smaller = button("\u2212", () => enlarge(1 / 1.5), { "aria-label": "Smaller" }), larger = button("+", () => enlarge(1.5), { "aria-label": "Larger" });
  const whole = button("Whole", () => zoomTo(WHOLE)), zoomSays = make("output", {});
  const zooming = make("div", { className: "ho-zoom", role: "group", "aria-label": "Enlarge" }, smaller, larger, whole, zoomSays);
  const view = make("div", { className: "ho-view", role: "group", tabindex: "0", "data-enlarged": "false",
    "aria-label": "Picture: plus and minus enlarge it, arrow keys move it, 0 shows it whole" }, big.canvas);
  const KEYS = { "+": () => enlarge(1.5), "=": () => enlarge(1.5), "-": () => enlarge(1 / 1.5), 0: () => zoomTo(WHOLE),
    ArrowLeft: () => move(-0.1, 0), ArrowRight: () => move(0.1, 0), ArrowUp: () => move(0, -0.1), ArrowDown: () => move(0, 0.1) };
  view.addEventListener("keydown", (event) => {
    if (!(event.key in KEYS) || event.ctrlKey || event.metaKey || event.altKey || (event.key.startsWith("Arrow") && state.zoom.by === 1)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  view.addEventListener("pointerdown", (event) => state.zoom.by > 1 && event.button === 0 && view.setPointerCapture(event.pointerId));
  view.addEventListener("pointermove", (event) => {
    if (!view.hasPointerCapture(event.pointerId)) return;
    const { width: across, height: down } = rendererOf(state.number), [scale] = placeOn(big.canvas, { width: across, height: down }, state.zoom);
    const ratio = globalThis.devicePixelRatio || 1;
    zoomTo({ ...state.zoom, x: state.zoom.x - (event.movementX * ratio) / (scale * across), y: state.zoom.y - (event.movementY * ratio) / (scale * down) });
  });
  view.addEventListener("dblclick", (event) => {
    if (state.zoom.by > 1) return zoomTo(WHOLE);
    const box = view.getBoundingClientRect();
    zoomTo({ by: 2.25, x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height });
  });

  // ---- the weeks as a film

  let playing = 0;
  const play = button("Play", () => (playing ? pause() : start()), { className: "ho-play" });
  function start() {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    if (state.week >= spec.last) week.set(0);
    play.textContent = "Pause";
    sentence.setAttribute("aria-live", "off"); // a sentence ten times a second is no help to a listener
    playing = setInterval(() => {
      week.set(Math.min(spec.last, week.value() + 0.5));
      state.week = week.value();
      if (state.week >= spec.last) pause();
      update(true);
    }, 120);
  }
  function pause() {
    clearInterval(playing);
    playing = 0;
    play.textContent = "Play";
    sentence.removeAttribute("aria-live");
  }
  for (const own of ["pointerdown", "input"]) week.input.addEventListener(own, pause);

  // ---- the page

  const panelId = `ho-view-${Math.random().toString(36).slice(2)}`;
  const tabs = [...pictures.map(({ title }, number) => tabOf(title, number)), ...(pictures.length > 1 ? [tabOf("Side by side", ALL)] : [])];
  function tabOf(title, number) {
    return make("button", { type: "button", role: "tab", id: `${panelId}-${number}`, "aria-controls": panelId, onclick: () => choose(number) }, title);
  }
  const tablist = make("div", { className: "ho-tabs", role: "tablist", "aria-label": "Test" }, ...tabs);
  const along = roving(tabs);
  tablist.addEventListener("keydown", (event) => {
    along(event);
    if (document.activeElement !== event.target && tabs.includes(document.activeElement)) document.activeElement.click();
  });
  const many = make("div", { className: "ho-views", hidden: true, style: `--ho-columns: ${Math.ceil(Math.sqrt(pictures.length))}` }, ...boxes.map(({ canvas }) => canvas));
  const panel = make("div", { className: "ho-lightbox", role: "tabpanel", id: panelId }, view, many);
  const captions = strip.map(() => make("figcaption", {}));
  const series = make("div", { className: "ho-serial", hidden: true }, ...strip.map(({ canvas }, n) => make("figure", {}, canvas, captions[n])));
  const single = make("fieldset", { className: "ho-single", "aria-label": "This picture" },
    zooming, preset.node, level.node, width.node, dose.node);
  const weeks = make("div", { className: "ho-weeks" }, week.node, play);
  const viewer = make("div", { className: "ho-viewer" }, make("div", { className: "ho-stage" },
    make("div", { className: "ho-whom" }, patient.node, about), tablist, panel, weeks, sentence,
    make("div", { className: "ho-panel" }, where.node, serial.node, single)));

  function choose(number) {
    state.number = number;
    tabs.forEach((tab, n) => {
      const here = n === (number === ALL ? pictures.length : number);
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      if (here) panel.setAttribute("aria-labelledby", tab.id);
    });
    const all = number === ALL;
    view.hidden = all;
    many.hidden = !all;
    panel.dataset.many = String(all);
    series.hidden = all || !state.serial;
    single.disabled = all;
    serial.input.disabled = all;
    if (!all) {
      const { doses } = pictures[number];
      dose.fill(doses.map(([label], n) => [String(n), label]), String(state.doses[number]));
      dose.input.disabled = doses.length < 2;
      showWindow();
    }
    update();
  }

  about.textContent = presets[0].text;
  sentence.setAttribute("role", "status");
  root.querySelector(".ho-twin").replaceWith(viewer);
  viewer.after(series);
  week.set(state.week);
  zoomTo(WHOLE);
  choose(0);
  root.dataset.live = "true";
  return () => {
    pause();
    cancelAnimationFrame(waiting);
    [big, ...boxes, ...strip].forEach((one) => one.stop());
  };
}

// ---- words

const fillIn = (text, values) => text.replace(/\{(\d+)\}/g, (_, number) => values[number]);
const capitalised = (text) => text[0].toUpperCase() + text.slice(1);
const oneDecimal = (value) => (Math.floor(10 * value + 0.5 + 1e-6) / 10).toFixed(1);
const seenIn = ({ sees }, week) => sees.findLast(([from]) => from <= week)?.[1] ?? "";

// ---- fields. A label names the first field in it, and `output` counts as one: the slider comes before it.

function sliderField(label, min, max, step, changed) {
  const output = make("output", {}), input = make("input", { type: "range" });
  const range = (low, high, by) => Object.assign(input, { min: low, max: high, step: by });
  const set = (value, text = String(value)) => {
    input.valueAsNumber = value;
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  range(min, max, step);
  input.addEventListener("input", () => {
    set(input.valueAsNumber);
    changed(input.valueAsNumber);
  });
  return { input, set, range, value: () => input.valueAsNumber, node: make("label", { className: "ho-slide" }, make("span", {}, label), input, output) };
}

function choiceField(label, options, changed) {
  const input = make("select", {});
  const fill = (items, value) => {
    input.replaceChildren(...items.map(([name, text]) => make("option", { value: name }, text)));
    input.value = value;
  };
  fill(options, options[0]?.[0]);
  input.addEventListener("input", () => changed(input.value));
  return { input, fill, node: make("label", {}, make("span", {}, label), input) };
}

function tickField(label, changed) {
  const input = make("input", { type: "checkbox" });
  input.addEventListener("input", () => changed(input.checked));
  return { input, node: make("label", { className: "ho-tick" }, input, make("span", {}, label)) };
}
