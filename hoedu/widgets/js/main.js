// What a widget and a page load: it makes the HTML that Python wrote answer.

import { enhanceBoard } from "./board.js";
import { keepKeys } from "./dom.js";
import { enhanceDrill } from "./drill.js";
import { enhanceEvidence } from "./evidence.js";
import { enhanceExplorer } from "./explorer.js";
import { enhanceGrading } from "./grading.js";
import { enhanceItem } from "./item.js";
import { enhanceLaboratory } from "./laboratory.js";
import { enhanceLeaflet } from "./leaflet.js";
import { enhanceFinish, enhanceReveal, enhanceStart } from "./lesson.js";
import { enhancePlan } from "./plan.js";
import { enhanceSimulator } from "./simulator.js";
import { browserHost, kernelHost } from "./store.js";
import { enhanceTeach } from "./teach.js";

const ENHANCERS = {
  evidence: enhanceEvidence, item: enhanceItem, explorer: enhanceExplorer, laboratory: enhanceLaboratory, start: enhanceStart,
  reveal: enhanceReveal, finish: enhanceFinish, simulator: enhanceSimulator, drill: enhanceDrill, grading: enhanceGrading,
  board: enhanceBoard, plan: enhancePlan, teach: enhanceTeach, leaflet: enhanceLeaflet,
};

// Enhance every part under `root`; `specs` are theirs, in the order of the page; `data` are bytes for the one part that
// has some. Returns a function that lets go.
export function enhance(root, specs, host, data) {
  const parts = [...root.querySelectorAll("[data-ho]")];
  const stops = parts.map((part, number) => ENHANCERS[part.dataset.ho]?.(part, specs[number], host, data));
  keepKeys(root);
  return () => stops.forEach((stop) => stop?.());
}

// A page: every part is followed by its spec in a script of type application/json.
export function enhancePage(root = document.body) {
  const specs = [...root.querySelectorAll("[data-ho] > script[type='application/json']")];
  return enhance(root, specs.map((script) => JSON.parse(script.textContent)), browserHost());
}

function render({ model, el }) {
  el.innerHTML = model.get("html");
  const data = model.get("data");
  const bytes = data?.byteLength ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : undefined;
  return enhance(el, model.get("specs"), kernelHost(model), bytes);
}

export default { render };
