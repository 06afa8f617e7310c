// The questions of all lessons, packed (hoedu/html/pool.py): unpack them, and put one of them on the page.

import { through } from "./code.js";
import { make } from "./dom.js";
import { kinds } from "./kinds.js";

// `data` are bytes, or, on a page that carries them in its spec, their base64.
export async function unpackPool(data) {
  const bytes = typeof data === "string" ? Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)) : data;
  const text = await through(bytes, new DecompressionStream("deflate"));
  return JSON.parse(new TextDecoder().decode(text));
}

// What grades one set of numbers of a question, under the name of an event.
export function specOf(pool, id, set, name) {
  const { variants, ...spec } = pool.items[id].spec;
  return { ...spec, ...variants?.[set], id: name };
}

let poolCopies = 0;

// The HTML of one set, as a node; its radio buttons share no group with another copy on the page.
export function faceOf(pool, id, set) {
  const holder = make("div");
  holder.innerHTML = pool.items[id].faces[set];
  poolCopies += 1;
  for (const input of holder.querySelectorAll("input[type=radio]")) input.name += `~pool${poolCopies}`;
  const node = holder.firstElementChild;
  delete node.dataset.ho; // whoever puts it on the page brings it to life
  node.dataset.live = "true";
  return node;
}

export function poolKind(pool, id) {
  return kinds[pool.items[id].spec.kind];
}

// Lesson number -> how the part's own table links it.
function hrefsIn(root) {
  const rows = [...root.querySelectorAll("tr[data-lesson]")];
  return Object.fromEntries(rows.map((row) => [row.dataset.lesson, row.querySelector("a")?.getAttribute("href")]));
}

// Links to lessons, as the part has them: a notebook beside this one, in a tab of its own; or a page of the site.
export function lessonLinks(root) {
  const hrefs = hrefsIn(root);
  const notebook = (href) => /\.ipynb(#|$)/.test(href);
  for (const link of root.querySelectorAll("tr[data-lesson] a")) if (notebook(link.getAttribute("href"))) openApart(link);
  return (number, text, heading = "") => {
    const href = hrefs[number];
    if (!href) return document.createTextNode(text);
    const plain = heading.replaceAll(" ", "-");
    const anchor = notebook(href) ? plain : plain.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    const link = make("a", { href: anchor ? `${href}#${encodeURI(anchor)}` : href }, text);
    return notebook(href) ? openApart(link) : link;
  };
}

function openApart(link) {
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

// "Lesson 3": as lessons are spoken of.
export const lessonName = (number) => `Lesson ${Number(number)}`;
