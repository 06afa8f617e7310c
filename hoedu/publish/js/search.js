// Search across the lessons: the index is fetched when the search is first opened, and nothing leaves this machine.

import { fetchData, fetchScript, onPage } from "./data.js";
import { make } from "./dom.js";

const MOST_FOUND = 30;
const OPTIONS = { prefix: (word) => word.length > 2, fuzzy: (word) => (word.length > 4 ? 0.2 : false), boost: { heading: 4, lesson: 1.5 } };
const IDLE = new Set(["a", "an", "and", "are", "can", "do", "does", "how", "in", "is", "it", "of", "on", "or", "the", "to", "what", "when", "which", "who", "why"]);
// What people type, and what the lessons write instead.
const FULL = [[/\btbi\b/i, "brain injury"], [/\bsci\b/i, "cord injury"], [/\bth[ar]\b/i, "hip replacement"], [/\brom\b/i, "range movement"],
  [/\bphysical therap(y|ist)\b/i, "physiotherap$1"], [/\bx-?rays?\b/i, "film"], [/\bradiographs?\b/i, "film"]];
let finder = null; // a promise of a function: query -> documents

function openIndex() {
  const { library, index } = onPage("search-files");
  finder ??= Promise.all([fetchScript(library), fetchData(index)]).then(([, documents]) => {
    const mini = new globalThis.MiniSearch({
      fields: ["heading", "lesson", "text"], processTerm: (word) => (IDLE.has(word.toLowerCase()) ? null : word.toLowerCase()),
    });
    mini.addAll(documents.map(([page, id, lesson, heading, text], number) => ({ id: number, page, anchor: id, lesson, heading, text })));
    return (query) => {
      const full = FULL.reduce((text, [short, words]) => text.replace(short, words), query);
      // An abbreviation leads to the term that it stands for.
      const boostDocument = (id, word) => (documents[id][3].includes(`(${word.toUpperCase()}`) ? 4 : 1);
      const ways = [[query, "AND"], [full, "AND"], [full, "OR"]];
      const found = ways.reduce((found, [text, combineWith]) => (found.length ? found : mini.search(text, { ...OPTIONS, boostDocument, combineWith })), []);
      return found.map(({ id, terms }) => ({ document: documents[id], terms }));
    };
  });
  finder.catch(() => (finder = null));
  return finder;
}

export function searchDialog(opener) {
  if (!opener || !globalThis.HTMLDialogElement) return;
  const input = make("input", { type: "search", id: "site-search", autocomplete: "off", spellcheck: "false", placeholder: "A word, a drug, a sign …" });
  const count = make("p", { className: "found", role: "status" });
  const list = make("ol", { className: "results" });
  const close = make("button", { type: "button", className: "plain", onclick: () => dialog.close() }, "Close");
  const dialog = make("dialog", { className: "search", "aria-label": "Search" },
    make("div", { className: "searchbar" }, make("label", { for: "site-search" }, "Search the lessons"), input, close), count, list);
  document.body.append(dialog);

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    openIndex().then(show, (error) => (count.textContent = error.message));
  };
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => finder?.then(show), 60);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector("a")?.click();
    if (event.key === "Escape") { // which would only empty the box
      event.preventDefault();
      dialog.close();
    }
  });
  // The arrows walk from the box through what was found, and back.
  dialog.addEventListener("keydown", (event) => {
    const stops = [input, ...list.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to === undefined || at < 0 || !stops[to]) return;
    event.preventDefault();
    stops[to].focus();
  });
  list.addEventListener("click", (event) => event.target.closest("a") && dialog.close());

  function show(find) {
    const query = input.value.trim();
    const found = query ? find(query) : [];
    list.replaceChildren(...found.slice(0, MOST_FOUND).map(({ document: [page, id, lesson, heading, text], terms }) =>
      make("li", {}, make("a", { href: id ? `${page}#${id}` : page }, make("span", { className: "where" }, lesson),
        make("strong", {}, ...marked(heading, terms)), make("span", { className: "snippet" }, ...marked(around(text, terms), terms))))));
    const many = found.length > MOST_FOUND ? `, the first ${MOST_FOUND} shown` : "";
    count.textContent = !query ? "" : found.length ? `${found.length} ${found.length === 1 ? "place" : "places"} found${many}.` : "Nothing found. Try fewer or other words.";
  }
}

// The words near the first hit.
function around(text, terms) {
  const at = text.search(wordsOf(terms));
  const from = at > 60 ? text.indexOf(" ", at - 60) + 1 : 0;
  const to = from + 170 < text.length ? text.lastIndexOf(" ", from + 170) : text.length;
  return `${from ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`;
}

const wordsOf = (terms) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${terms.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|")})`, "giu");

function marked(text, terms) {
  const parts = [];
  let from = 0;
  for (const hit of text.matchAll(wordsOf(terms))) {
    parts.push(text.slice(from, hit.index), make("mark", {}, hit[0]));
    from = hit.index + hit[0].length;
  }
  return [...parts, text.slice(from)];
}
