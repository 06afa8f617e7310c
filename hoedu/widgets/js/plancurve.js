// The weeks so far, as a curve and as a table of the same numbers.

import { make } from "./dom.js";
import { planWorst } from "./planrules.js";

export function planRecord(spec, patient, weeks) {
  const mine = [...weeks.map((week) => week.before.range), weeks[weeks.length - 1].after.range];
  const over = weeks.length === spec.model.weeks;
  const rows = weeks.map((week) => {
    const [symbol, word, group] = spec.verdicts[planWorst(week.said)];
    const extras = [week.plan.splint && "splint", week.plan.seating && "seat review"].filter(Boolean).map((extra) => `, ${extra}`).join("");
    return make("tr", {},
      make("th", { scope: "row" }, `${week.number}`), make("td", {}, `${week.before.range}°`),
      make("td", {}, `${spec.names[week.plan.movement]}${extras}${week.plan.referral === "none" ? "" : `; ${spec.refers[week.plan.referral].toLowerCase()}`}`),
      make("td", {}, make("span", { className: "ho-verdict", "data-group": group }, `${symbol} ${word}`)),
      make("td", {}, `${week.after.range}°`));
  });
  const heads = ["Week", "Before", "Plan", "Judged", "After"].map((head) => make("th", { scope: "col" }, head));
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
  return [planCurve(spec, patient, mine, over ? patient.best : null),
    make("div", { className: "ho-scroll", tabIndex: 0, role: "region", "aria-label": "The weeks so far, table" }, table)];
}

const PLAN_SVG = "http://www.w3.org/2000/svg";

function planCurve(spec, patient, mine, best) {
  const [width, height, left, right, top, bottom] = [360, 190, 34, 12, 14, 30];
  const shape = (tag, attributes, text = "") => {
    const node = document.createElementNS(PLAN_SVG, tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.textContent = text;
    return node;
  };
  const [name, target] = spec.measures[patient.joint], all = [...mine, ...(best ?? []), target];
  const low = Math.floor((Math.min(...all) - 5) / 20) * 20, high = Math.ceil((Math.max(...all) + 5) / 20) * 20;
  const x = (week) => left + ((width - left - right) * week) / spec.model.weeks;
  const y = (degrees) => top + ((height - top - bottom) * (high - degrees)) / (high - low);
  const line = (values) => values.map((value, week) => `${week ? "L" : "M"}${x(week).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const label = `${name} by week: ${mine.join(", ")} degrees${best ? `; with the plan marked best: ${best.join(", ")}` : ""}. Aim ${target}.`;
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  for (let degrees = low; degrees <= high; degrees += 20)
    svg.append(shape("path", { class: "ho-gridline", d: `M${left} ${y(degrees)}H${width - right}` }),
      shape("text", { x: left - 5, y: y(degrees) + 4, "text-anchor": "end" }, `${degrees}°`));
  for (let week = 0; week <= spec.model.weeks; week++)
    svg.append(shape("text", { x: x(week), y: height - 14, "text-anchor": "middle" }, String(week)));
  svg.append(shape("text", { x: (left + width) / 2, y: height - 1, "text-anchor": "middle" }, "weeks"),
    shape("path", { class: "ho-aim", d: `M${left} ${y(target)}H${width - right}` }),
    shape("text", { class: "ho-name", x: left + 4, y: y(target) - 4 }, "aim"));
  if (patient.flag && patient.week <= mine.length) {
    const place = x(patient.week - 1), late = place > width * 0.6;
    svg.append(shape("path", { class: "ho-flagline", d: `M${place} ${top}V${height - bottom}` }),
      shape("text", { class: "ho-name", x: place + (late ? -4 : 4), y: top + 8, "text-anchor": late ? "end" : "start" }, "red flag"));
  }
  if (best) {
    svg.append(shape("path", { class: "ho-best", d: line(best) }));
    const mineLast = y(mine[mine.length - 1]), bestLast = y(best[best.length - 1]);
    if (Math.abs(mineLast - bestLast) > 12)
      svg.append(shape("text", { class: "ho-name", x: width - right - 3, y: bestLast + (bestLast < mineLast ? -5 : 14), "text-anchor": "end" }, "marked best"),
        shape("text", { class: "ho-name", x: width - right - 3, y: mineLast + (bestLast < mineLast ? 14 : -5), "text-anchor": "end" }, "yours"));
  }
  svg.append(shape("path", { class: "ho-mine", d: line(mine) }), ...mine.map((value, week) => shape("circle", { class: "ho-spot", cx: x(week), cy: y(value), r: 3 })));
  const caption = `${name[0].toUpperCase()}${name.slice(1)}, degrees${best ? "; dashed: the plan marked best in every week of this model" : ""}`;
  return make("figure", { className: "ho-range" }, svg, make("figcaption", {}, caption));
}
