// What a learner has done, folded from attempts. The twin of hoedu/progress/fold.py.
// An attempt is a row: [id, t, item, hash, response, confidence].

import { grade, isRight } from "./grade.js";

const REVIEW_AFTER = [1, 3, 7, 14, 30];
const DAY = 86_400_000;
const RESTART = "-restart", UNDO = "-undo";

// Attempts, and the restarts and undoings that tell which of them still count.
export const concerns = (row, ids) => ids.includes(row[2]) || row[2].endsWith(RESTART) || row[2].endsWith(UNDO);

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
  for (const [, t, item, hash, response, confidence] of inOrder) {
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
    const spec = specs[item];
    if (!spec) continue;
    const state = (states[item] ??= { attempts: 0, correct: false, firstCorrect: false, best: 0, box: 0, stale: 0 });
    if (spec.hash !== hash) {
      state.stale += 1;
      continue;
    }
    const outcome = grade(spec, response);
    if (outcome.status === "graded") count(state, t, response, confidence, outcome);
  }
  return states;
}

function count(state, t, response, confidence, outcome) {
  const day = Math.floor(t / DAY);
  const right = isRight(outcome);
  state.tries = day === state.day ? state.tries + 1 : 1; // of this sitting: what the page counts before it opens the answer
  if (!state.attempts) Object.assign(state, { firstCorrect: right, firstConfidence: confidence });
  if (!right) state.box = 0;
  else if (day !== state.day || !state.box) state.box = Math.min(state.box + 1, REVIEW_AFTER.length);
  Object.assign(state, { correct: right, best: Math.max(state.best, outcome.score), response, confidence, last: t, day });
  state.attempts += 1;
}

// The day (as days since 1970) on which to meet an item again; null before the first attempt.
export function due(state) {
  if (!state?.attempts) return null;
  return state.day + (state.box ? REVIEW_AFTER[state.box - 1] : 1);
}

export const isDue = (state) => state?.attempts > 0 && due(state) <= Math.floor(Date.now() / DAY);

export const dayName = (day) =>
  new Date(day * DAY).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
