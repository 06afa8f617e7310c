// What a widget and a page load: it makes the HTML that Python wrote answer.

import { enhanceBoard } from "./board.js";
import { enhanceCase } from "./case.js";
import { enhanceClaims } from "./claims.js";
import { keepKeys } from "./dom.js";
import { enhanceDrill } from "./drill.js";
import { enhanceEvidence } from "./evidence.js";
import { enhanceExam } from "./exam.js";
import { enhanceExplorer } from "./explorer.js";
import { enhanceGrading } from "./grading.js";
import { enhanceLaboratory } from "./laboratory.js";
import { enhanceLeaflet } from "./leaflet.js";
import { enhanceQuestion } from "./family.js";
import { enhanceFinish, enhanceReveal, enhanceStart } from "./lesson.js";
import { enhanceList } from "./lists.js";
import { enhancePlan } from "./plan.js";
import { enhanceRevisit } from "./revisit.js";
import { enhanceSimulator } from "./simulator.js";
import { browserHost, kernelHost, labHost } from "./store.js";
import { enhanceTeach } from "./teach.js";

const ENHANCERS = {
  evidence: enhanceEvidence, item: enhanceQuestion, explorer: enhanceExplorer, laboratory: enhanceLaboratory, start: enhanceStart,
  reveal: enhanceReveal, finish: enhanceFinish, simulator: enhanceSimulator, drill: enhanceDrill, grading: enhanceGrading,
  board: enhanceBoard, plan: enhancePlan, teach: enhanceTeach, leaflet: enhanceLeaflet, claims: enhanceClaims, case: enhanceCase,
  exam: enhanceExam, revisit: enhanceRevisit, list: enhanceList,
};

// Enhance every part under `root`; `specs` are theirs, in the order of the page; `data` are bytes for the one part that
// has some. Returns a function that lets go.
export function enhance(root, specs, host, data) {
  const parts = [...root.querySelectorAll("[data-ho]")];
  const stops = parts.map((part, number) => ENHANCERS[part.dataset.ho]?.(part, specs[number], host, data));
  keepKeys(root);
  return () => stops.forEach((stop) => stop?.());
}

// One part of a page, by itself.
export const enhancePart = (part, spec, host, data) => ENHANCERS[part.dataset.ho]?.(part, spec, host, data);

// A page: every part is followed by its spec in a script of type application/json.
export function enhancePage(root = document.body) {
  const specs = [...root.querySelectorAll("[data-ho] > script[type='application/json']")];
  return enhance(root, specs.map((script) => JSON.parse(script.textContent)), browserHost());
}

function render({ model, el }) {
  el.innerHTML = model.get("html");
  const data = model.get("data");
  const bytes = data?.byteLength ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : undefined;
  const host = model.get("browser") ? labHost(model) : kernelHost(model);
  const stop = enhance(el, model.get("specs"), host, bytes);
  return () => {
    stop();
    host.stop?.();
  };
}

export default { render };
