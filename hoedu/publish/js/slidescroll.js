// What does not fit on a slide scrolls inside it, and says so.

import { button, make } from "./dom.js";

export function scrollHint(slide) {
  const body = slide.querySelector(".body");
  const more = button("", () => scrollBody(slide, 1), { className: "more", hidden: true });
  more.append("More below ", make("kbd", {}, "↓"));
  slide.querySelector(".turn").before(more);
  let waiting = 0;
  const look = () => {
    waiting = 0;
    const over = body.scrollHeight - body.clientHeight > 4;
    slide.dataset.over = String(over);
    more.hidden = !over || body.scrollTop + body.clientHeight > body.scrollHeight - 8;
    slide.dataset.more = String(!more.hidden);
    if (over) {
      body.tabIndex = 0;
      body.setAttribute("role", "region");
      body.setAttribute("aria-label", "This slide, which scrolls");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) body.removeAttribute(name);
    }
  };
  const soon = () => (waiting ||= requestAnimationFrame(look));
  body.addEventListener("scroll", soon, { passive: true });
  const sizes = new ResizeObserver(soon);
  sizes.observe(body);
  for (const child of body.children) sizes.observe(child);
  new MutationObserver(() => {
    for (const child of body.children) sizes.observe(child);
    soon();
  }).observe(body, { childList: true });
  return look;
}

// Down or up by most of what is seen; false where there is nothing more.
export function scrollBody(slide, way) {
  const body = slide?.querySelector(".body");
  if (!body || body.scrollHeight - body.clientHeight < 5) return false;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  body.scrollBy({ top: way * body.clientHeight * 0.8, behavior: calm ? "auto" : "smooth" });
  return true;
}
