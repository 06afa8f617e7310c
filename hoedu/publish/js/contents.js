// The list of contents of a lesson: where one is, and which sections are answered.

import { fold } from "./fold.js";
import { allRows, listen } from "./store.js";

// `specs` are the questions of the page by id. Open beside the text, folded above it.
export function contentsList(list, article, specs) {
  if (!list) return;
  const wide = matchMedia("(min-width: 64rem)"), open = () => (list.open = wide.matches);
  wide.addEventListener("change", open);
  open();
  const links = new Map([...list.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const idOf = (node) => node.dataset.at ?? node.id;
  markAnswered(links, article, idOf, specs);
  const heads = [...article.querySelectorAll(":is(h1, h2, h3)[id], [data-at]")].filter((node) => links.has(idOf(node)));
  let waiting = 0;
  const follow = () => {
    waiting = 0;
    const here = heads.findLast((node) => node.getBoundingClientRect().top < innerHeight * 0.3);
    for (const link of links.values()) link.removeAttribute("aria-current");
    const link = here && links.get(idOf(here));
    link?.setAttribute("aria-current", "true");
    if (link && wide.matches && list.scrollHeight > list.clientHeight) keepInSight(list, link);
  };
  addEventListener("scroll", () => (waiting ||= requestAnimationFrame(follow)), { passive: true });
  list.addEventListener("click", (event) => event.target.closest("a") && !wide.matches && (list.open = false));
  follow();
}

function keepInSight(list, link) {
  const box = link.getBoundingClientRect(), around = list.getBoundingClientRect();
  if (box.top < around.top + 40 || box.bottom > around.bottom - 40) list.scrollTop += box.top - around.top - around.height / 2;
}

function markAnswered(links, article, idOf, specs) {
  const sections = new Map([...links.keys()].map((id) => [id, []]));
  let at = null;
  for (const node of article.querySelectorAll(":is(h1, h2, h3)[id], [data-ho=item], [data-at]")) {
    if (sections.has(idOf(node))) at = idOf(node);
    else if (at && node.dataset.item && !node.closest("[data-extra]")) sections.get(at).push(node.dataset.item);
  }
  const show = () => {
    const states = fold(allRows(), specs);
    for (const [id, items] of sections) {
      const done = items.filter((item) => states[item]?.attempts).length;
      const mark = links.get(id).querySelector("[data-mark]");
      mark.textContent = !items.length || !done ? "" : done === items.length ? "✓" : `${done}/${items.length}`;
      mark.title = done ? `${done} of ${items.length} questions answered` : "";
    }
  };
  listen(show);
  show();
}
