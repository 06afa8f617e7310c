// One store of attempts for everything on a page, and the places that keep it: a kernel, this browser, or both.

import { isRow } from "./code.js";
import { dropKept, readKept, writeKept } from "./kept.js";

const KEPT = "hoedu.progress"; // on a page without a kernel: all attempts
const WAITING = "hoedu.waiting"; // with a kernel: attempts it has not yet confirmed

// Every widget carries its own copy of this module, so the store hangs on the page, not on the module.
const store = (globalThis[Symbol.for("hoedu.store")] ??= { rows: new Map(), listeners: new Set() });

export const allRows = () => [...store.rows.values()];

export function listen(listener) {
  store.listeners.add(listener);
  return () => store.listeners.delete(listener);
}

function merge(rows) {
  const fresh = rows.filter((row) => isRow(row) && !store.rows.has(row[0]));
  for (const row of fresh) store.rows.set(row[0], row);
  if (fresh.length) for (const listener of store.listeners) listener();
}

function keptRows(name) {
  const rows = readKept(name);
  return Array.isArray(rows) ? rows.filter(isRow) : [];
}

function newRow(item, hash, response, confidence) {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(5)), (b) => b.toString(16).padStart(2, "0")).join("");
  return [id, Date.now(), item, hash, response, confidence ?? null];
}

// A host keeps attempts: `record` one, `restore` many. `say(text)` is told when an attempt could not be kept, and
// told "" when it is after all.

export function browserHost() {
  merge(keptRows(KEPT));
  // Another tab may have added since: take in what is kept before keeping the whole.
  const add = (rows, say) => {
    merge([...keptRows(KEPT), ...rows]);
    if (!writeKept(KEPT, allRows())) say?.("This browser keeps nothing: copy your progress code before you leave.");
  };
  addEventListener("storage", ({ key, newValue }) => {
    if (key === KEPT) newValue === null ? dropRows() : merge(keptRows(KEPT));
  });
  addEventListener("pageshow", ({ persisted }) => persisted && merge(keptRows(KEPT)));
  return {
    record: (attempt, say) => add([newRow(...attempt)], say),
    restore: add,
  };
}

function dropRows() {
  store.rows.clear();
  for (const listener of store.listeners) listener();
}

// Forget every attempt that this browser keeps, here and in its other tabs.
export function forgetRows() {
  dropKept(KEPT);
  dropRows();
}

// A kernel inside the browser forgets everything with its page. So the browser keeps the attempts, as on a page and for the
// pages of the same site, and the kernel is told of each one once. `browser` names the kernel: a fresh one is told of all.
export function labHost(model) {
  const host = (store.host ??= browserHost());
  const told = ((store.told ??= {})[model.get("browser")] ??= new Set());
  const take = () => {
    const rows = model.get("events").filter((row) => isRow(row) && !store.rows.has(row[0]));
    for (const row of rows) told.add(row[0]);
    if (rows.length) host.restore(rows);
  };
  const tell = () => {
    const rows = allRows().filter((row) => !told.has(row[0]));
    const forget = told.size > 0 && !store.rows.size;
    if (forget) told.clear();
    for (const row of rows) told.add(row[0]);
    if (rows.length || forget) model.send({ attempts: rows, forget });
  };
  take();
  tell();
  model.on("change:events", take);
  return { ...host, stop: listen(tell) };
}

export function kernelHost(model) {
  const told = new Map(); // row id -> whom to tell
  merge(model.get("events"));
  model.on("change:events", () => merge(model.get("events")));
  model.on("msg:custom", (message) => {
    if (!message?.saved) return;
    writeKept(WAITING, keptRows(WAITING).filter((row) => !message.saved.includes(row[0])));
    for (const id of message.saved) {
      told.get(id)?.("");
      told.delete(id);
    }
  });
  const send = (rows, say) => {
    merge(rows);
    const held = writeKept(WAITING, [...keptRows(WAITING), ...rows]);
    for (const row of rows) told.set(row[0], say);
    try {
      model.send({ attempts: rows });
    } catch {
      // The kernel has gone: the rows wait in the browser.
    }
    setTimeout(() => {
      if (!rows.some((row) => told.has(row[0]))) return;
      say?.(held
        ? "The kernel does not answer. Your answer is kept in this browser: reload the page to save it."
        : "The kernel does not answer and this browser keeps nothing: copy your progress code.");
    }, 4000);
  };
  const waiting = keptRows(WAITING);
  if (waiting.length) {
    merge(waiting);
    model.send({ attempts: waiting });
  }
  return { record: (attempt, say) => send([newRow(...attempt)], say), restore: send };
}
