// The glossary on demand: a term shows its definition on hover, on a tap, and with the keyboard.

import { onPage } from "./data.js";
import { make } from "./dom.js";

export function glossaryTerms(root) {
  const known = onPage("terms") ?? {};
  const card = make("span", { className: "definition", role: "status" });
  let shown = null, leaving = 0;

  function show(link) {
    clearTimeout(leaving);
    if (shown === link) return;
    hide();
    const { term, html } = known[link.dataset.term];
    const text = make("span", {});
    text.innerHTML = html;
    shown = link;
    link.setAttribute("aria-expanded", "true");
    link.after(card);
    card.replaceChildren(make("strong", {}, term), text, make("a", { href: link.getAttribute("href") }, "In the glossary"));
    place(link);
  }

  // Below the term, or above it where there is no room; on a narrow screen the stylesheet puts it at the bottom, or at
  // the top where it would hide the term.
  function place(link) {
    const box = link.getClientRects()[0], { offsetWidth: width, offsetHeight: height } = card;
    card.dataset.high = String(box.bottom > innerHeight - height - 16);
    card.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8))}px`;
    card.style.top = `${box.bottom + 6 + height < innerHeight ? box.bottom + 6 : Math.max(8, box.top - height - 6)}px`;
  }

  function hide() {
    shown?.setAttribute("aria-expanded", "false");
    shown = null;
    card.replaceChildren();
    card.remove();
  }

  const later = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => !card.matches(":hover, :focus-within") && hide(), 250);
  };
  card.addEventListener("pointerleave", later);
  card.addEventListener("focusout", later);
  let again = false; // a second tap closes
  for (const link of root.querySelectorAll("a[data-term]")) {
    if (!known[link.dataset.term]) continue;
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(link));
    link.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && later());
    link.addEventListener("pointerdown", (event) => (again = event.pointerType !== "mouse" && shown === link));
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", later);
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (again) hide();
      else show(link);
      again = false;
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    if (card.contains(document.activeElement)) shown.focus();
    hide();
  });
  document.addEventListener("pointerdown", (event) => shown && !card.contains(event.target) && event.target !== shown && hide());
  addEventListener("scroll", () => {
    if (!shown) return;
    const { top, bottom } = shown.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) hide();
    else place(shown);
  }, { passive: true });
}
