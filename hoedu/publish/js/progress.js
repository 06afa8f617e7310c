// The page of one's own progress: how far in each lesson, and the code that carries it elsewhere.

import { decode, encode } from "./code.js";
import { fetchData, onPage } from "./data.js";
import { button, make } from "./dom.js";
import { dayName, due, fold, isDue } from "./fold.js";
import { allRows, browserHost, forgetRows, listen } from "./store.js";

export function progressPage(root, lessons) {
  const host = browserHost(), place = root.querySelector("[data-table]");
  codePanel(root.querySelector("[data-code]"), host);
  withBank((states, specs) => table(place, lessons, states, specs), (error) => (place.textContent = error.message));
}

// On the first page: a bar and a line for each lesson that was begun.
export function lessonBars(root, lessons) {
  browserHost();
  withBank((states) => {
    for (const { id, items } of lessons) {
      const count = items.filter((item) => states[item]?.attempts).length, node = root.querySelector(`[data-lesson="${id}"]`);
      node.hidden = !count;
      node.querySelector("[data-words]").textContent = count === items.length ? "✓ All answered" : `${count} of ${items.length} answered`;
      node.querySelector("[data-bar]").style.setProperty("--share", count / items.length);
    }
  }, () => {});
}

// Show what the attempts come to, now and whenever they change; every question of the site is needed for that.
function withBank(show, failed) {
  fetchData(onPage("bank")).then((specs) => {
    const update = () => show(fold(allRows(), specs), specs);
    listen(update);
    update();
  }, failed);
}

function table(place, lessons, states, specs) {
  const rows = lessons.map(({ title, page, items }) => {
    const known = items.map((name) => states[name]).filter((state) => state?.attempts);
    // What is asked before it is taught counts for nothing here, and its answer may still be held back.
    const taught = items.filter((name) => specs[name]?.feedback !== "held" && states[name]?.attempts);
    const right = taught.filter((name) => states[name].firstCorrect).length;
    const again = items.filter((name) => specs[name]?.attempts !== 1 && isDue(states[name])).length;
    const days = known.map(due).filter((day) => day !== null);
    const next = !days.length ? "–" : again ? `${again} now` : dayName(Math.min(...days));
    return make("tr", {}, make("th", { scope: "row" }, make("a", { href: page }, title)),
      make("td", { "data-head": "Answered" }, `${known.length} of ${items.length}`),
      make("td", { "data-head": "Right at the first try" }, taught.length ? `${right} of ${taught.length}` : "–"),
      make("td", { "data-head": "Look again" }, next));
  });
  const head = ["Lesson", "Answered", "Right at the first try", "Look again"].map((text) => make("th", { scope: "col" }, text));
  place.replaceChildren(make("table", { className: "progress" }, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)));
}

function codePanel(place, host) {
  const said = make("p", { className: "said", role: "status" });
  const say = (text) => (said.textContent = text);
  const code = make("textarea", { rows: "4", id: "code", spellcheck: "false", placeholder: "HO1.…" });
  const file = make("input", { type: "file", accept: ".txt,text/plain", hidden: true, "aria-label": "A progress code as a file" });
  const sure = make("div", { className: "buttons", hidden: true }, make("p", {}, "Forget every answer kept in this browser?"),
    button("Yes, forget them", forget), button("No", () => (sure.hidden = true)));
  const undo = button("Undo: bring them back", () => put(forgotten), { hidden: true });
  let forgotten = [];
  place.append(make("label", { for: "code" }, "Progress code"), code,
    make("div", { className: "buttons" }, button("Copy my code", copy), button("Use the code in the box", () => take(code.value)),
      button("Download it", download), button("Open a file", () => file.click()), file), said,
    make("div", { className: "buttons" }, button("Clear my progress", ask), undo), sure);

  const mine = () => encode(allRows());

  async function copy() {
    if (!allRows().length) return say("There is no answer yet.");
    code.value = await mine();
    code.select();
    try {
      await navigator.clipboard.writeText(code.value);
      say("Copied.");
    } catch {
      say("Selected: copy it from the box.");
    }
  }

  async function download() {
    if (!allRows().length) return say("There is no answer yet.");
    const link = make("a", { href: URL.createObjectURL(new Blob([await mine()], { type: "text/plain" })),
      download: `hoedu-progress-${new Date().toISOString().slice(0, 10)}.txt` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say(`Saved as ${link.download}.`);
  }

  async function take(text) {
    try {
      put(await decode(text));
    } catch (error) {
      say(error.message);
    }
  }

  function put(rows) {
    const known = new Set(allRows().map((row) => row[0])), fresh = rows.filter((row) => !known.has(row[0]));
    undo.hidden = true;
    if (!fresh.length) return say("Nothing new: these answers are here already.");
    say(`${fresh.length} answer${fresh.length === 1 ? "" : "s"} restored.`);
    host.restore(fresh, (text) => text && say(text));
  }

  // On a small screen the question would open below what is seen.
  function ask() {
    sure.hidden = !sure.hidden;
    if (!sure.hidden) sure.scrollIntoView({ block: "nearest" });
  }

  function forget() {
    forgotten = allRows();
    forgetRows();
    sure.hidden = true;
    undo.hidden = !forgotten.length;
    say("Your progress in this browser is cleared.");
    (forgotten.length ? undo : code).focus();
  }

  file.addEventListener("change", async () => {
    if (!file.files[0]) return;
    code.value = await file.files[0].text();
    file.value = "";
    take(code.value);
  });
}
