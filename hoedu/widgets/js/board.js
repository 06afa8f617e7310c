// The evidence board: two native selects a study, then the learner's places beside ours, then a prescription.

import { button, make } from "./dom.js";
import { waitFor } from "./explorer.js";
import { readKept, writeKept } from "./kept.js";
import { criterionMet, dangerIn, tidyText } from "./wording.js";

export function enhanceBoard(root, spec) {
  const kept = `hoedu.${spec.name}`, studies = [...root.querySelectorAll(".ho-study")];
  const selects = studies.map((study) => [...study.querySelectorAll("select")]);
  const ours = root.querySelector(".ho-ours"), oursInside = ours.querySelector("div");
  const told = studies.map((study) => study.appendChild(make("div", { className: "ho-told-why", hidden: true })));
  const compare = button("Compare with ours", compareAll, { className: "ho-check" });
  const restart = button("Take all off the board", takeOff, { className: "ho-quiet" });
  const status = make("p", { className: "ho-sentence", role: "status" });
  const mine = make("div", { className: "ho-mine-ours" });
  ours.before(make("div", { className: "ho-bar" }, compare, restart), status, mine);
  ours.hidden = true;
  ours.querySelectorAll(".ho-twin-only").forEach((part) => part.remove());
  ours.querySelector("summary").textContent = "What the board as a whole supports";
  let compared = false;
  root.dataset.live = "true";

  const places = () => selects.map((pair) => pair.map((select) => select.value));
  const whole = () => places().filter(([a, b]) => a && b).length;

  function changed() {
    writeKept(kept, places());
    if (compared) compareAll(false);
    else showMine();
  }

  function showMine() {
    const count = whole();
    status.textContent = `${count} of ${studies.length} studies placed.`;
    mine.replaceChildren(...(count ? boardTables(spec, "Your board", places()) : []));
  }

  function compareAll(focus = true) {
    const found = places(), count = whole();
    if (!count) {
      status.textContent = "Place at least one study first: direction and certainty.";
      return;
    }
    compared = true;
    let same = 0, near = 0;
    studies.forEach((_, n) => {
      const [direction, certainty] = found[n], one = spec.studies[n];
      told[n].hidden = !(direction && certainty);
      if (told[n].hidden) return;
      const marks = [[direction, 0], [certainty, 1]].map(([value, k]) => (value === one.ours[k] ? 0 : one.also.includes(value) ? 1 : 2));
      const worst = Math.max(...marks);
      same += worst === 0 ? 1 : 0;
      near += worst === 1 ? 1 : 0;
      const words = ["✓ Placed as ours.", "○ Can be defended.", "△ Placed otherwise."][worst];
      const place = spec.directions.find(([key]) => key === one.ours[0])[1];
      const line = make("p", {});
      line.innerHTML = `<span class="ho-verdict">${words}</span> Ours: <strong>${place}; ${one.ours[1]}.</strong> ${one.why}`;
      told[n].dataset.mark = String(worst);
      told[n].replaceChildren(line);
    });
    const rest = studies.length - count;
    status.textContent = `${same} of ${count} placed as ours, ${near} more that can be defended, ${count - same - near} otherwise.` +
      (rest ? ` ${rest} still to place.` : " What the board as a whole supports stands below.");
    const pairs = [boardTables(spec, "Your board", found), boardTables(spec, "Our board", spec.studies.map((one) => one.ours))];
    mine.replaceChildren(...(rest ? pairs[0] : [0, 1].flatMap((n) => [pairs[0][n], pairs[1][n]])));
    ours.hidden = rest > 0;
    ours.open = rest === 0;
    if (focus !== false && !rest) oursInside.querySelector(".ho-conclusion").scrollIntoView({ block: "nearest" });
  }

  function takeOff() {
    for (const select of selects.flat()) select.value = "";
    compared = false;
    ours.hidden = true;
    told.forEach((one) => (one.hidden = true));
    writeKept(kept, places());
    showMine();
  }

  restorePlaces(kept, selects);
  selects.flat().forEach((select) => select.addEventListener("input", changed));
  showMine();
  enhanceLine(root, spec);
  return spec.after ? waitFor(root, spec.after) : undefined;
}

function restorePlaces(name, selects) {
  const found = readKept(name);
  selects.forEach((pair, n) => pair.forEach((select, k) => {
    const value = Array.isArray(found) && Array.isArray(found[n]) ? found[n][k] : "";
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }));
}

// As `_table` in html/evidence_board.py, of the learner's places.
function boardTables(spec, title, places) {
  return [["people", false], ["animals", true]].map(([name, animal]) => {
    const heads = spec.directions.map(([, label]) => make("th", { scope: "col" }, label));
    const rows = spec.certainty.map((word) => make("tr", {}, make("th", { scope: "row" }, word), ...spec.directions.map(([key]) => {
      const here = spec.studies.filter((one, n) => one.animal === animal && places[n][0] === key && places[n][1] === word);
      return make("td", {}, ...here.flatMap((one, n) => (n ? [make("br"), one.short] : [one.short])));
    })));
    return make("table", { className: "ho-placed" }, make("caption", {}, `${title}, in ${name}`),
      make("thead", {}, make("tr", {}, make("td"), ...heads)), make("tbody", {}, ...rows));
  });
}

// One line, judged by its checklist.
function enhanceLine(root, spec) {
  const box = root.querySelector(".ho-prescription"), text = box.querySelector("textarea"), { criteria, dangers } = spec.checks;
  const checks = root.querySelector(".ho-checks"), result = make("div", { className: "ho-feedback", role: "status" });
  checks.querySelector("summary").textContent = "The checklist with its reasons, and a line that passes it";
  const look = () => {
    if (!tidyText(text.value)) {
      result.dataset.state = "ask";
      return result.replaceChildren(make("p", {}, "Write your line first."));
    }
    const bad = dangers.filter((danger) => dangerIn(danger, text.value)), met = criteria.map((one) => criterionMet(one, text.value));
    const count = met.filter(Boolean).length, whole = count === criteria.length && !bad.length;
    result.dataset.state = whole ? "right" : bad.length ? "wrong" : "note";
    const head = bad.length ? "✗ Not safe as it stands." : whole ? "✓ It can be given." : `△ ${count} of ${criteria.length} there.`;
    result.replaceChildren(make("p", {}, make("strong", {}, head)), make("ul", {},
      ...bad.map((one) => checkRow("✗", one)), ...criteria.map((one, n) => checkRow(met[n] ? "✓" : "△", one, met[n]))));
  };
  box.after(make("div", { className: "ho-bar" }, button("Check the line", look)), result);
}

// One line of a checklist: what is met in a word, what is not with its reason.
export function checkRow(symbol, { label, why }, met = false) {
  const row = make("li", {});
  row.innerHTML = met ? `<span class="ho-verdict">${symbol}</span> ${label}` : `<span class="ho-verdict">${symbol} ${label}.</span> ${why}`;
  return row;
}
