// The page of questions for paper: tick, then print. What is printed stands in the page all the time, unseen on a screen.

import { fetchData, onPage } from "./data.js";
import { make } from "./dom.js";

const about = onPage("paper"), root = document.getElementById("choose");
const filters = root.querySelector("[data-filters]"), printing = root.querySelector("[data-print]");
const entries = [...root.querySelectorAll("[data-entry]")], boxes = entries.map((entry) => entry.querySelector("input"));
const texts = entries.map((entry) => entry.textContent.toLowerCase());
const chosen = document.querySelector("[data-chosen]"), margins = document.querySelector("[data-margins]");

const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value);

function show() {
  const { where, use, kind, words } = filters.elements, wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  entries.forEach((entry, n) => {
    const { objective } = entry.dataset;
    entry.hidden = !((!where.value || objective === where.value || objective.startsWith(`${where.value}.`)) && (!use.value || entry.dataset.use === use.value) &&
      (!kind.value || entry.dataset.kind === kind.value) && wanted.every((word) => texts[n].includes(word)));
  });
  for (const group of root.querySelectorAll("[data-group]")) group.hidden = !group.querySelector("[data-entry]:not([hidden])");
  count();
}

function count() {
  const shown = entries.filter((entry) => !entry.hidden).length;
  root.querySelector("[data-count]").textContent = `${ticked().length} ticked; ${shown} of ${about.count} shown.`;
}

// The marks of sources get their numbers, in order of appearance; returns the list of those sources.
function number(leaf, sources) {
  const order = [];
  for (const mark of leaf.querySelectorAll("sup.cite")) {
    const numbers = mark.dataset.refs.split(" ").map((key) => (order.includes(key) ? order.indexOf(key) + 1 : order.push(key)));
    mark.textContent = [...new Set(numbers)].sort((a, b) => a - b).join(",");
  }
  if (!order.length) return "";
  const list = make("ol", { className: "sources" });
  list.innerHTML = order.map((key) => `<li>${sources[key]}</li>`).join("");
  return make("section", { className: "end" }, make("h2", {}, "Sources"), list);
}

function leaf(title, head, forms, sources, key) {
  const page = make("article", { className: `leaf p0${key ? " key" : ""}` });
  const who = [make("span", {}, "Name ", make("i", { className: "line" })), make("span", {}, "Date ", make("i", { className: "line" }))];
  const header = make("header", {}, make("p", { className: "about" }, head), make("h1", {}, title), key ? "" : make("p", { className: "who" }, ...who));
  const body = make("div");
  body.innerHTML = forms.join("");
  [...body.children].forEach((one, n) => (one.querySelector(".n").textContent = n + 1));
  page.append(header, body, number(body, sources));
  return page;
}

async function compose() {
  const ids = ticked(), title = printing.elements.title.value.trim() || "Questions", withKey = printing.elements.key.checked;
  count();
  history.replaceState(null, "", ids.length ? `#${ids.join(",")}` : location.pathname + location.search);
  if (!ids.length) return chosen.replaceChildren();
  const { forms, sources } = await fetchData(about.src);
  if (ids.join() !== ticked().join()) return; // ticked on while this was fetched
  const pages = [leaf(title, about.school, ids.map((id) => forms[id][0]), sources, false)];
  if (withKey) pages.push(leaf(`Key: ${title}`, about.school, ids.map((id) => forms[id][1]), sources, true));
  chosen.replaceChildren(...pages);
  const foot = [about.school, "CC BY 4.0", about.foot].filter(Boolean).join(" · ");
  margins.textContent = `@page { @top-left { content: ${JSON.stringify(title)} } @bottom-left { content: ${JSON.stringify(foot)} } }`;
}

filters.addEventListener("input", show);
filters.addEventListener("submit", (event) => event.preventDefault());
root.addEventListener("change", (event) => boxes.includes(event.target) && compose());
printing.addEventListener("input", compose);
printing.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!ticked().length) return (root.querySelector("[data-count]").textContent = "Tick a question first.");
  await compose();
  print();
});
for (const [name, checked] of [["[data-all]", true], ["[data-none]", false]]) {
  root.querySelector(name).addEventListener("click", () => {
    boxes.forEach((box, n) => (box.checked = checked ? box.checked || !entries[n].hidden : false));
    compose();
  });
}
const fromAddress = new Set(decodeURIComponent(location.hash.slice(1)).split(","));
boxes.forEach((box) => (box.checked = fromAddress.has(box.value)));
show();
compose();
