// Read a number as people type it. The twin of hoedu/items/numbers.py: same rules, same messages.

const SHAPE = /^[~≈]?\s*([+-]?)\s*(\d[\d.,\s']*|[.,]\d+)\s*(.*)$/;
const PER_CENT = ["%", "percent", "per cent", "pct", "pc"];
const ONE_NUMBER = "Write one number, for example 12.5.";

export class Invalid extends Error {}

export function parseNumber(text, unit = "") {
  if (typeof text === "number") return text;
  if (text === null || text === undefined || !String(text).trim()) return null;
  const tidy = String(text).normalize("NFKC").replaceAll("\u2212", "-").trim();
  const match = SHAPE.exec(tidy);
  if (!match || tidy.length > 60) throw new Invalid(ONE_NUMBER);
  const value = numberValue(match[2].trim());
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
