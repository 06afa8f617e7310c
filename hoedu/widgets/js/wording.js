// A text judged by a checklist, as `hoedu/wording.py` does it. It reads words, not meaning; nothing leaves the page.

const WORDING_LONGEST = 4000;
const WORDING_URGES = /(?:\bnot|n't|\bnever)(?: to)? (?:stop|hesitate|worry|be afraid|fear|give up|rest|wait)\b/g;
const WORDING_DENIAL = "\\b(?:never|not|no|nobody|none|nothing|cannot|avoid|avoids|avoiding|without|instead of|rather than|stop before)\\b|n't\\b";
const WORDING_BEFORE = new RegExp(WORDING_DENIAL);
const WORDING_AFTER = new RegExp(
  `${WORDING_DENIAL}|\\b(?:harm|harms|harmful|hurts|wrong|worse|dangerous|damage|damages|unsafe|tear|tears|bleed)\\b`);
const WORDING_TURN = /[,:] *(?:but|then|just|so)\b|\b(?:but|instead,)(?= )/;
// A reason given afterwards denies nothing: "force it so that it does not stiffen", "force it to avoid stiffness".
const WORDING_CLAUSE = /[,:]|\b(?:so|because|since|to avoid)\b/;

export function tidyText(text) {
  return String(text).slice(0, WORDING_LONGEST).replace(/[\u2019\u2018]/g, "'").toLowerCase()
    .replace(/[^\S\n]+/g, " ").replace(/ ?\n[ \n]*/g, "\n").trim();
}

function sentencesOf(text) {
  return tidyText(text).split(/[.!?;\n]+/).map((part) => part.trim()).filter(Boolean);
}

function syllablesOf(word) {
  let count = 0;
  for (const part of word.split(/['-]/)) {
    if (/^[0-9]+$/.test(part) || part.length <= 3) {
      count += part && !["s", "t", "d", "ll", "re", "ve"].includes(part) ? 1 : 0;
      continue;
    }
    const stem = part.replace(/(?:[^laeiouy]es|[^dt]ed|[^laeiouy]e)$/, "").replace(/^y/, "");
    count += Math.max(1, (stem.match(/[aeiouy]{1,2}/g) ?? []).length);
  }
  return count;
}

// { words, sentences, syllables, grade }; the grade is Flesch-Kincaid.
export function readText(text) {
  const found = tidyText(text).split(/[.!?\n]+/).map((one) => one.match(/[a-z]+(?:['-][a-z]+)*|[0-9]+/g) ?? []).filter((words) => words.length);
  const all = found.flat(), syllables = all.reduce((sum, word) => sum + syllablesOf(word), 0);
  return withGrade({ words: all.length, sentences: found.length, syllables });
}

export function withGrade({ words, sentences, syllables }) {
  const exact = words ? 0.39 * words / sentences + 11.8 * syllables / words - 15.59 : 0;
  return { words, sentences, syllables, grade: exact > 0 ? Math.trunc(10 * exact + 0.5) / 10 : 0 };
}

// Above 20 the number says little: the full stops are missing.
export const gradeText = (grade) => (grade > 20 ? "above 20: add full stops" : grade.toFixed(1));

// Every place where one of the patterns stands: its sentence, and whether something denies it.
function usesOf(text, patterns) {
  const found = [];
  for (const sentence of sentencesOf(text)) {
    const plain = sentence.replace(WORDING_URGES, "~");
    for (const pattern of patterns) {
      for (const match of plain.matchAll(new RegExp(pattern, "g"))) {
        const before = plain.slice(0, match.index).split(WORDING_TURN).pop();
        const after = plain.slice(match.index + match[0].length).split(WORDING_CLAUSE)[0];
        const words = (part) => part.split(" ").filter(Boolean);
        const denied = WORDING_BEFORE.test(words(before).slice(-9).join(" ")) || WORDING_AFTER.test(words(after).slice(0, 9).join(" "));
        found.push({ sentence, denied });
      }
    }
  }
  return found;
}

const wordingAny = (patterns, text) => patterns.some((pattern) => new RegExp(pattern).test(text));

export function criterionMet({ groups, sentence, denied }, text) {
  if (denied.length && !usesOf(text, denied).some((use) => use.denied)) return false;
  const places = sentence ? sentencesOf(text) : [sentencesOf(text).join(" . ")];
  return !groups.length || places.some((place) => groups.every((group) => wordingAny(group, place)));
}

export function dangerIn({ patterns, near, unless }, text) {
  return usesOf(text, patterns).some((use) => !use.denied && (!near.length || wordingAny(near, use.sentence)) && !wordingAny(unless, use.sentence));
}

export function jargonIn(text, words) {
  const plain = tidyText(text);
  return words.filter(([word]) => new RegExp(`\\b${word}\\b`).test(plain));
}
