// What a learner has done, folded from attempts. The twin of hoedu/progress/fold.py.
// An attempt is a row: [id, t, item, hash, response, confidence].

import { grade, isRight } from "./grade.js";

const REVIEW_AFTER = [1, 3, 7, 14, 30];
const DAY = 86_400_000;
const RESTART = "-restart", UNDO = "-undo";
const LOOK = /^90-(again|p[0-9]{2})-([0-9]{2}-.+)$/;
const END = /^90-(p[0-9]{2})-done$/;

// The question that an event of the review or the exam was an answer to ("90-p03-05-x" -> "05-x"); else "".
export const lookedAt = (name) => LOOK.exec(name)?.[2] ?? "";

// Attempts and looks, and the events that tell which of them count: restarts, undoings, ends of papers.
export const concerns = (row, ids) =>
  ids.includes(row[2]) || ids.includes(lookedAt(row[2])) || row[2].endsWith(RESTART) || row[2].endsWith(UNDO) || END.test(row[2]);

// Ids of the rows that count as looks: each in the review; in an exam paper the last before it was finished.
function looksOf(inOrder) {
  const ends = {}, counted = new Set(), final = {};
  for (const [, t, item] of inOrder) {
    const paper = END.exec(item)?.[1];
    if (paper) ends[paper] = t;
  }
  for (const [id, t, item] of inOrder) {
    const where = LOOK.exec(item)?.[1];
    if (where === "again") counted.add(id);
    else if (where && t <= (ends[where] ?? -1)) final[item] = id;
  }
  for (const id of Object.values(final)) counted.add(id);
  return counted;
}

// Was the lesson's last event a restart, so that there is something to undo?
export function restarted(rows, lesson) {
  const ours = rows.filter((row) => row[2].startsWith(`${lesson}-`)).sort((a, b) => a[1] - b[1]);
  return ours.length > 1 && ours[ours.length - 1][2].endsWith(RESTART);
}

export function fold(rows, specs) {
  const byId = new Map(rows.map((row) => [row[0], row]));
  const inOrder = [...byId.values()].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
  const states = {};
  const forgotten = {};
  const looks = looksOf(inOrder);
  for (const [id, t, item, hash, response, confidence] of inOrder) {
    const lesson = item.slice(0, 3);
    if (item.endsWith(RESTART)) {
      const ours = Object.entries(states).filter(([name]) => name.startsWith(lesson));
      forgotten[lesson] = Object.fromEntries(ours);
      for (const [name] of ours) delete states[name];
      continue;
    }
    if (item.endsWith(UNDO)) {
      Object.assign(states, forgotten[lesson]);
      delete forgotten[lesson];
      continue;
    }
    const name = specs[item] ? item : lookedAt(item);
    if (!specs[name]) continue;
    const look = name !== item;
    const spec = contentOf(specs[name], hash);
    if (look && (!spec || !looks.has(id))) continue;
    const state = (states[name] ??= { attempts: 0, correct: false, firstCorrect: false, best: 0, box: 0, stale: 0, looks: 0, known: false });
    if (!spec) {
      state.stale += 1;
      continue;
    }
    const outcome = grade(spec, response);
    if (outcome.status !== "graded") continue;
    if (look) {
      step(state, t, isRight(outcome));
      state.looks += 1;
    } else count(state, t, response, confidence, outcome, hash);
  }
  return states;
}

// The spec that a hash names: the item's own, or that of one set of its numbers; null where it has changed since.
function contentOf(spec, hash) {
  if (!spec.variants) return spec.hash === hash ? spec : null;
  const variant = spec.variants.find((one) => one.hash === hash);
  return variant ? { ...spec, ...variant } : null;
}

function count(state, t, response, confidence, outcome, hash) {
  const right = isRight(outcome);
  const sitting = Math.floor(t / DAY);
  state.tries = sitting === state.sitting ? state.tries + 1 : 1; // what the page counts before it opens the answer
  if (!state.attempts) Object.assign(state, { firstCorrect: right, firstConfidence: confidence });
  step(state, t, right);
  Object.assign(state, { correct: right, best: Math.max(state.best, outcome.score), response, hash, confidence, sitting });
  state.attempts += 1;
}

// One step a day, whether in the lesson or at a look: answering the same item five times in a row is not five reviews.
function step(state, t, right) {
  const day = Math.floor(t / DAY);
  if (!right) state.box = 0;
  else if (day !== state.day || !state.box) state.box = Math.min(state.box + 1, REVIEW_AFTER.length);
  Object.assign(state, { known: right, last: t, day });
}

// The day (as days since 1970) on which to meet an item again; null before the first attempt or look.
export function due(state) {
  if (!state?.attempts && !state?.looks) return null;
  return state.day + (state.box ? REVIEW_AFTER[state.box - 1] : 1);
}

export const isDue = (state) => state?.attempts > 0 && due(state) <= Math.floor(Date.now() / DAY);

export const dayName = (day) =>
  new Date(day * DAY).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
