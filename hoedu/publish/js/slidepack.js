// Text that is too long for one slide is cut where it reads well: between paragraphs and list entries, in even pieces.

import { make } from "./dom.js";

const LISTS = "ul, ol";
const SPARE = 8; // what a line more than was measured may take

export function packText(slide) {
  const body = slide.querySelector(".body");
  const first = body.querySelector("h1, h2, h3, h4, h5, h6");
  const heading = headed(first);
  body.prepend(heading);
  const title = first?.tagName === "H1";
  if (title) slide.dataset.opening = "yes";
  const units = [...body.children].filter((node) => node !== heading).flatMap((node) =>
    node.matches(LISTS) ? [...node.children].map((entry, number) => ({ node: entry, list: node, number })) : [{ node }]);
  if (!units.length) return [slide];
  const { room, head, spans } = measured(slide, heading, units);
  // A lesson's first slide is its name; what one will be able to do stands on the next.
  const intro = title ? units.findIndex((unit, at) => units[at + 1]?.number === 0) : -1;
  const cuts = intro > 0 ? [0, ...evenCuts(spans, units, room - head, intro)] : evenCuts(spans, units, room - head, 0);
  if (cuts.length === 1) return [slide];
  const pages = cuts.map((from, at) => units.slice(from, cuts[at + 1]));
  const slides = pages.map((page, number) => {
    const copy = number ? slide.cloneNode(false) : slide;
    if (number) {
      copy.id = `${slide.id}--${number + 1}`;
      delete copy.dataset.opening;
    }
    const into = number ? make("div", { className: "body" }) : body;
    let head_ = number ? heading.cloneNode(true) : heading, rest = page;
    if (number && intro > 0) {
      head_ = headed(null, units[intro].node.textContent.replace(/:\s*$/, ""));
      rest = page.filter((unit) => unit !== units[intro]);
    }
    if (number > (intro > 0 ? 1 : 0)) head_.append(make("span", { className: "of" }, ` ${number + 1} of ${pages.length}`));
    if (number) copy.dataset.title = head_.textContent;
    into.replaceChildren(head_, ...joined(rest));
    if (number) copy.append(into);
    return copy;
  });
  slides.forEach((one, number) => number && slides[number - 1].after(one));
  return slides;
}

// Every slide's own heading is of one level; the lesson's name is said once, above all of them.
function headed(node, text = "") {
  const made = make("h2", { className: "heading" }, text);
  if (node) {
    made.append(...node.childNodes);
    node.remove();
  }
  return made;
}

// List entries that stand together again in a list, numbered on from where they were.
function joined(units) {
  const nodes = [];
  for (const { node, list, number } of units) {
    if (!list) {
      nodes.push(node);
      continue;
    }
    const last = nodes.at(-1);
    if (last?.source === list) last.append(node);
    else {
      const part = list.cloneNode(false);
      part.source = list;
      if (part.matches("ol")) part.start = (list.start ?? 1) + number;
      part.append(node);
      nodes.push(part);
    }
  }
  return nodes;
}

function measured(slide, heading, units) {
  const gauge = make("div", { className: "gauge", "data-leaf": "" });
  gauge.dataset.kind = "text";
  const body = slide.querySelector(".body");
  const place = body.parentElement;
  gauge.append(body, make("div", { className: "foot" }));
  document.body.append(gauge);
  const room = body.clientHeight - SPARE, top = body.getBoundingClientRect().top - body.scrollTop;
  const box = (node) => node.getBoundingClientRect();
  const head = box(units[0].node).top - top;
  const spans = units.map(({ node }) => ({ top: box(node).top, bottom: box(node).bottom }));
  place.append(body);
  gauge.remove();
  return { room, head: heading.textContent ? head : 0, spans };
}

// As few pieces as fit, and among those the most even. What announces a list stays with it.
function evenCuts(spans, units, room, from) {
  const best = Array(units.length + 1).fill(null);
  best[units.length] = { pieces: 0, cost: 0, next: null };
  for (let at = units.length - 1; at >= from; at--) {
    for (let end = at + 1; end <= units.length; end++) {
      const height = spans[end - 1].bottom - spans[at].top;
      if (end > at + 1 && height > room) break;
      if (end < units.length && units[end].number === 0 && /:\s*$/.test(units[end - 1].node.textContent)) continue;
      const rest = best[end];
      if (!rest) continue;
      const one = { pieces: rest.pieces + 1, cost: rest.cost + height ** 2, next: end };
      if (!best[at] || one.pieces < best[at].pieces || (one.pieces === best[at].pieces && one.cost < best[at].cost)) best[at] = one;
    }
  }
  const cuts = [];
  for (let at = from; at < units.length; at = best[at].next) cuts.push(at);
  return cuts;
}
