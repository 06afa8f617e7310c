// For each kind of question: read the response from the page, write one back, and mark its parts.

import { make, roving } from "./dom.js";

const inputs = (root) => [...root.querySelectorAll(".ho-options input")];
const selects = (root) => [...root.querySelectorAll(".ho-question select")];
const field = (root) => root.querySelector(".ho-field input");

function partNodes(root) {
  const found = {};
  for (const input of inputs(root)) found[input.value] = input.closest("li");
  for (const select of selects(root)) found[select.name] = select.closest("tr") ?? select;
  for (const step of root.querySelectorAll(".ho-steps > li")) found[step.dataset.key] = step;
  const only = field(root);
  if (only) found.number = found.text = only.parentElement;
  return found;
}

// Say of each part whether it was right, by a word and a symbol (a sign in front, named for screen readers).
export function markParts(root, verdicts) {
  const nodes = partNodes(root);
  for (const [key, node] of Object.entries(nodes)) {
    node.querySelector?.(":scope > .ho-mark")?.remove();
    delete node.dataset.right;
    if (!(key in verdicts)) continue;
    node.dataset.right = String(verdicts[key]);
    const word = wordFor(node, verdicts[key]);
    if (!word) continue;
    const mark = make("span", { className: "ho-mark" }, word);
    if (node.matches("tr")) node.lastElementChild.append(mark);
    else if (node.matches("select")) node.after(mark);
    else node.append(mark);
  }
}

// A box left alone rightly gets no mark: "✓ right" beside an option that is not true would mislead.
function wordFor(node, right) {
  const box = node.querySelector?.("input[type=checkbox]");
  if (!box) return right ? "✓ right" : "✗ not right";
  if (right) return box.checked ? "✓ right" : "";
  return box.checked ? "✗ does not belong" : "✗ belongs too";
}

export function clearMarks(root) {
  root.querySelectorAll(".ho-question .ho-mark").forEach((mark) => mark.remove());
  root.querySelectorAll(".ho-question [data-right]").forEach((node) => delete node.dataset.right);
}

const choice = {
  read: (root) => inputs(root).find((input) => input.checked)?.value ?? null,
  write: (root, response) => inputs(root).forEach((input) => (input.checked = input.value === response)),
  setUp: () => {},
};

const ticks = {
  read: (root) => inputs(root).filter((input) => input.checked).map((input) => input.value),
  write: (root, response) => inputs(root).forEach((input) => (input.checked = (response ?? []).includes(input.value))),
  setUp: (root) => root.querySelector(".ho-options").addEventListener("keydown", roving(inputs(root))),
};

const typed = {
  read: (root) => field(root).value.trim() || null,
  write: (root, response) => (field(root).value = response ?? ""),
  setUp: (root, check) =>
    field(root).addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      check();
    }),
};

const ARROW = 36; // pixels of a list that its arrow and padding take

const lists = {
  read: (root) => Object.fromEntries(selects(root).map((select) => [select.name, select.value])),
  write: (root, response) => selects(root).forEach((select) => (select.value = response?.[select.name] ?? "")),
  setUp(root) {
    // A list cuts a long choice short: where it does, the choice stands in full below it.
    const fulls = selects(root).map((select) => {
      const full = make("span", { className: "ho-full", "aria-hidden": "true", hidden: true });
      select.after(full);
      return [select, full];
    });
    const pen = document.createElement("canvas").getContext("2d");
    const show = () => {
      for (const [select, full] of fulls) {
        const text = select.value ? select.selectedOptions[0].textContent : "";
        const { fontWeight, fontSize, fontFamily } = getComputedStyle(select);
        pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
        full.textContent = text;
        full.hidden = !text || pen.measureText(text).width <= select.clientWidth - ARROW;
      }
    };
    root.addEventListener("input", show);
    root.addEventListener("ho-written", show);
    new ResizeObserver(show).observe(root);
  },
};

const steps = (root) => [...root.querySelectorAll(".ho-steps > li")];

const order = {
  read: (root) => (root.dataset.moved ? steps(root).map((step) => step.dataset.key) : null),
  write(root, response) {
    if (response) root.dataset.moved = "yes";
    else delete root.dataset.moved;
    const list = root.querySelector(".ho-steps");
    const byKey = Object.fromEntries(steps(root).map((step) => [step.dataset.key, step]));
    list.append(...(response ?? list.dataset.start.split(" ")).map((key) => byKey[key]).filter(Boolean));
    nameSteps(root);
  },
  setUp(root) {
    const list = root.querySelector(".ho-steps");
    list.dataset.start = steps(root).map((step) => step.dataset.key).join(" ");
    const said = make("span", { className: "ho-unseen", "aria-live": "assertive" });
    list.after(said);
    for (const step of steps(root)) {
      const move = (by) => moveStep(root, step, by, said);
      const text = step.firstElementChild;
      const grip = make("button", { type: "button", className: "ho-grip", "aria-pressed": "false" }, text);
      grip.addEventListener("click", () => {
        const held = grip.getAttribute("aria-pressed") === "true";
        for (const other of list.querySelectorAll(".ho-grip")) other.setAttribute("aria-pressed", "false");
        grip.setAttribute("aria-pressed", String(!held));
        said.textContent = held ? "Put down." : "Picked up. Arrows move it, Space puts it down.";
      });
      const arrow = (sign, by, name) =>
        make("button", { type: "button", className: "ho-arrow", tabindex: "-1", "aria-label": name,
                         onclick: () => move(by) }, sign);
      step.append(grip, make("span", {}, arrow("▲", -1, `Move up: ${text.textContent}`),
                             arrow("▼", 1, `Move down: ${text.textContent}`)));
    }
    const grips = () => steps(root).map((step) => step.querySelector(".ho-grip"));
    const go = roving(grips, (at, to) => {
      const held = grips()[at].getAttribute("aria-pressed") === "true";
      if (held && Math.abs(to - at) === 1) moveStep(root, steps(root)[at], to - at, said);
      return held;
    });
    list.addEventListener("keydown", go);
    list.addEventListener("keydown", (event) => {
      const held = list.querySelector('.ho-grip[aria-pressed="true"]');
      if (event.key !== "Escape" || !held) return;
      event.preventDefault();
      event.stopPropagation();
      held.setAttribute("aria-pressed", "false");
      said.textContent = "Put down.";
    });
    nameSteps(root);
  },
};

function moveStep(root, step, by, said) {
  const all = steps(root);
  const to = all.indexOf(step) + by;
  if (to < 0 || to >= all.length) return;
  const focused = document.activeElement;
  if (by < 0) all[to].before(step);
  else all[to].after(step);
  root.dataset.moved = "yes";
  nameSteps(root);
  focused?.focus();
  said.textContent = `Now ${to + 1} of ${all.length}.`;
  root.dispatchEvent(new Event("input", { bubbles: true }));
}

function nameSteps(root) {
  const all = steps(root);
  all.forEach((step, number) => {
    const grip = step.querySelector(".ho-grip");
    grip?.setAttribute("aria-label", `${number + 1} of ${all.length}: ${grip.textContent}`);
  });
}

const region = {
  ...choice,
  setUp(root) {
    const image = root.querySelector(".ho-image");
    const show = () => {
      const chosen = choice.read(root);
      for (const box of image.querySelectorAll(".ho-region")) box.dataset.chosen = String(box.dataset.key === chosen);
    };
    image.addEventListener("click", (event) => {
      const box = event.target.closest(".ho-region");
      if (!box) return;
      choice.write(root, box.dataset.key);
      root.dispatchEvent(new Event("input", { bubbles: true }));
    });
    root.addEventListener("input", show);
    root.addEventListener("ho-written", show);
  },
};

export const kinds = {
  single: choice, multiple: ticks, numeric: typed, text: typed,
  matching: lists, cloze: lists, ordering: order, hotspot: region,
};
