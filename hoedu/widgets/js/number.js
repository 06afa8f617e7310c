// Read a number as people type it. The twin of hoedu/items/numbers.py: same rules, same messages.

const SHAPE = /^[~≈]?\s*([+-]?)\s*(\d[\d.,\s']*|[.,]\d+)\s*(.*)$/;
const RAISED = /[²³¹⁰-₉]/; // 10² is not 102
const PER_CENT = ["%", "percent", "per cent", "pct", "pc"];
const ONE_NUMBER = "Write one number, for example 12.5.";
const LONGEST = 60;

export class Invalid extends Error {}

export function parseNumber(text, unit = "") {
  if (typeof text === "number") return text;
  if (text === null || text === undefined || !String(text).trim()) return null;
  const written = String(text).trim();
  const tidy = written.slice(0, LONGEST).normalize("NFKC").replaceAll("\u2212", "-");
  const match = SHAPE.exec(tidy);
  if (!match || written.length > LONGEST || RAISED.test(written)) throw new Invalid(ONE_NUMBER);
  const value = numberValue(match[2].trim());
  if (/^(\/|of\b)/.test(match[3])) throw new Invalid("Write one number, such as 33, not a fraction.");
  const typed = match[3].toLowerCase().replace(/\.+$/, "").split(/\s+/).filter(Boolean).join(" ");
  if (typed && typed !== unit.toLowerCase() && !(unit === "%" && PER_CENT.includes(typed))) {
    throw new Invalid(unit ? `Give the answer in ${unit}.` : "Give a plain number, with no unit.");
  }
  return match[1] === "-" ? -value : value;
}

function numberValue(written) {
  let digits = written.replace(/(?<=\d)[\s'](?=\d{3}(?!\d))/g, "");
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(digits)) {
    digits = digits.replaceAll(",", "");
  } else if (/^([1-9]\d{0,2}(\.\d{3})+,\d+|[1-9]\d{0,2}(\.\d{3}){2,})$/.test(digits)) {
    digits = digits.replaceAll(".", "").replaceAll(",", ".");
  } else if (/^(\d*[.,]?\d+|\d+[.,])$/.test(digits)) {
    digits = digits.replaceAll(",", ".");
  } else {
    throw new Invalid(ONE_NUMBER);
  }
  return Number(digits);
}
