// What a learner has done, folded from attempts. The twin of hoedu/progress/fold.py.
// An attempt is a row: [id, t, item, hash, response, confidence].

import { grade, isRight } from "./grade.js";

const REVIEW_AFTER = [1, 3, 7, 14, 30];
const DAY = 86_400_000;
const RESTART = "-restart";

export function fold(rows, specs) {
  const byId = new Map(rows.map((row) => [row[0], row]));
  const inOrder = [...byId.values()].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
  const states = {};
  for (const [, t, item, hash, response, confidence] of inOrder) {
    if (item.endsWith(RESTART)) {
      for (const name of Object.keys(states)) if (name.slice(0, 3) === item.slice(0, 3)) delete states[name];
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
