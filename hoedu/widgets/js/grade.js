// Grade a response. The twin of hoedu/items/*.py, replayed against it for every key and distractor of the bank.

import { Invalid, parseNumber } from "./number.js";

const SLACK = 1e-9;
const FORGIVING = 6;
const LONGEST_ANSWER = 80;
const BLANK = { status: "blank", score: 0, verdicts: {}, whys: [] };

export function grade(spec, response) {
  try {
    return GRADERS[spec.kind](spec, response);
  } catch (error) {
    if (error instanceof Invalid) return { ...BLANK, status: "invalid", message: error.message };
    throw error;
  }
}

export const isRight = (outcome) => outcome.status === "graded" && outcome.score >= 1;

const graded = (score, verdicts, whys) => ({ status: "graded", score, verdicts, whys });
const share = (verdicts) => Object.values(verdicts).filter(Boolean).length / Object.keys(verdicts).length;

function one(keys, right, response, what) {
  if (response === null || response === undefined || response === "") return BLANK;
  if (!keys.includes(response)) throw new Invalid(`That is not one of the ${what}.`);
  return graded(Number(response === right), { [response]: response === right }, [response]);
}

function several(spec, response) {
  if (!response || !response.length) return BLANK;
  const keys = Object.keys(spec.options);
  const chosen = new Set(response);
  if ([...chosen].some((key) => !keys.includes(key))) throw new Invalid("One of these is not among the options.");
  const right = keys.filter((key) => spec.options[key]);
  const hits = right.filter((key) => chosen.has(key)).length;
  const score = hits / right.length - (chosen.size - hits) / (keys.length - right.length);
  const verdicts = Object.fromEntries(keys.map((key) => [key, spec.options[key] === chosen.has(key)]));
  return graded(Math.max(0, score), verdicts, keys);
}

function numeric(spec, response) {
  const value = parseNumber(response, spec.unit);
  if (value === null) return BLANK;
  if ((spec.low !== null && value < spec.low) || (spec.high !== null && value > spec.high)) {
    const low = spec.low === null ? "" : ` from ${spec.low}`;
    const high = spec.high === null ? "" : ` up to ${spec.high}`;
    const minus = value < 0 && spec.low !== null && spec.low >= 0 ? ", without a minus sign" : "";
    throw new Invalid(`Give a number${low}${high}${minus}.`);
  }
  if (Math.abs(value - spec.answer) <= spec.tolerance + SLACK) return graded(1, { number: true }, ["right"]);
  const slip = spec.wrong.find((wrong) => Math.abs(value - wrong.value) <= wrong.tolerance + SLACK);
  return graded(0, { number: false }, [slip ? slip.key : "otherwise"]);
}

function ordering(spec, response) {
  if (!response || !response.length) return BLANK;
  const right = spec.key;
  if ([...response].sort().join() !== [...right].sort().join()) throw new Invalid("Every step needs one place.");
  let inOrder = 0, pairs = 0;
  for (let first = 0; first < right.length; first++) {
    for (let later = first + 1; later < right.length; later++) {
      pairs += 1;
      inOrder += response.indexOf(right[first]) < response.indexOf(right[later]);
    }
  }
  const verdicts = Object.fromEntries(right.map((key, number) => [key, response[number] === key]));
  return graded(inOrder / pairs, verdicts, right);
}

function filled(spec, response, what, first, choices, whys) {
  if (!response || !Object.values(response).some(Boolean)) return BLANK;
  const names = Object.keys(spec.key);
  if (Object.keys(response).some((name) => !names.includes(name))) throw new Invalid(`That is not one of the ${what}.`);
  if (names.some((name) => !response[name])) throw new Invalid(first);
  if (names.some((name) => !choices(name).includes(response[name]))) {
    throw new Invalid("One of these is not among the choices.");
  }
  const verdicts = Object.fromEntries(names.map((name) => [name, response[name] === spec.key[name]]));
  return graded(share(verdicts), verdicts, whys(names));
}

function matching(spec, response) {
  const used = (names) => spec.extras.filter((key) => names.some((name) => response[name] === key));
  return filled(spec, response, "pairs", "Choose a match for each one first.", () => spec.choices,
    (names) => [...names, ...used(names)]);
}

function cloze(spec, response) {
  return filled(spec, response, "blanks", "Fill every blank first.", (name) => spec.choices[name],
    (names) => names.map((name) => `${name}.${response[name]}`));
}

function hotspot(spec, response) {
  let key = response;
  if (Array.isArray(response) && response.length) {
    const [x, y] = response;
    const inside = ([, [left, top, width, height]]) => x >= left && x <= left + width && y >= top && y <= top + height;
    const hit = Object.entries(spec.regions).find(inside);
    if (!hit) throw new Invalid("There is nothing to choose at that point.");
    key = hit[0];
  }
  return one(Object.keys(spec.regions), spec.key, Array.isArray(key) ? null : key, "regions");
}

export function normal(text) {
  const bare = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const words = bare.replace(/[^\p{L}\p{N}]+/gu, " ").trim().split(" ").filter(Boolean);
  return (words.length > 1 && ["a", "an", "the"].includes(words[0]) ? words.slice(1) : words).join(" ");
}

const digits = (text) => text.replace(/[^0-9]/g, "");

function oneSlip(given, wanted) {
  if (Math.abs(given.length - wanted.length) > 1 || given === wanted || digits(given) !== digits(wanted)) return false;
  let start = 0;
  while (start < Math.min(given.length, wanted.length) && given[start] === wanted[start]) start += 1;
  const a = given.slice(start), b = wanted.slice(start);
  const swapped = a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || swapped;
}

function shortText(spec, response) {
  if (response === null || response === undefined || !String(response).trim()) return BLANK;
  if (String(response).length > LONGEST_ANSWER) throw new Invalid("A word or two is enough.");
  const given = normal(String(response));
  if (!given) throw new Invalid("Type a word or two.");
  if (spec.accept.includes(given)) return graded(1, { text: true }, ["right"]);
  const slip = spec.wrong.find((wrong) => wrong.match === given);
  if (slip) return graded(0, { text: false }, [slip.key]);
  const near = spec.accept.some((text) => text.length >= FORGIVING && oneSlip(given, text));
  return near ? graded(1, { text: true }, ["right"]) : graded(0, { text: false }, ["otherwise"]);
}

const GRADERS = {
  single: (spec, response) => one(spec.options, spec.key, response, "options"),
  multiple: several,
  numeric,
  ordering,
  matching,
  cloze,
  hotspot,
  text: shortText,
};
