// The progress code, as in hoedu/progress/code.py: HO1.<base64url of zlib of JSON>.<CRC-32>

const PREFIX = "HO1";
const CHANGED = "This progress code was changed on its way. Copy it again from where it was shown.";

export class BadCode extends Error {}

export async function encode(rows) {
  const inOrder = [...rows].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
  const text = new TextEncoder().encode(JSON.stringify(inOrder));
  const packed = await through(text, new CompressionStream("deflate"));
  const letters = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  const base64 = btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `${PREFIX}.${base64}.${crc32(text)}`;
}

export async function decode(code) {
  const parts = code.replace(/\s+/g, "").split(".");
  if (parts[0] !== PREFIX) {
    throw new BadCode(`A progress code starts with ${PREFIX}. Copy the whole of it, from its first letter.`);
  }
  if (parts.length !== 3 || parts[2].length !== 8) {
    throw new BadCode("The end of this progress code is missing. Copy the whole of it.");
  }
  let rows = null;
  try {
    const letters = atob(parts[1].replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const text = await through(packed, new DecompressionStream("deflate"));
    if (crc32(text) === parts[2].toLowerCase()) rows = JSON.parse(new TextDecoder().decode(text));
  } catch {
    rows = null;
  }
  if (!Array.isArray(rows) || !rows.every(isRow)) throw new BadCode(CHANGED);
  return rows;
}

export const isRow = (row) =>
  Array.isArray(row) && row.length === 6 && typeof row[0] === "string" && Number.isFinite(row[1]) &&
  typeof row[2] === "string" && typeof row[3] === "string" && [null, 1, 2, 3].includes(row[5]);

export async function through(bytes, stream) {
  const answer = new Response(new Blob([bytes]).stream().pipeThrough(stream));
  return new Uint8Array(await answer.arrayBuffer());
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return (~crc >>> 0).toString(16).padStart(8, "0");
}
