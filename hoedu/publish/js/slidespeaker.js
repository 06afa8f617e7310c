// For the speaker: what to say, what to ask, what comes next and the time; in a window of its own, or in a drawer below.

import { button, make } from "./dom.js";
import { asClock, asMinutes, classClock, planned } from "./slideclock.js";

const WINDOW = "hoedu-speaker";
const STYLE = `
  :root { color-scheme: dark; font: 20px/1.4 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; background: #14171a; color: #e7e4dd; }
  body { margin: 0; padding: 16px 20px; display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 12px 24px; }
  h1 { grid-column: 1 / 3; margin: 0; font-size: 22px; } h2 { margin: 0 0 4px; font-size: 17px; font-weight: 400; color: #b5b1a8; }
  p { margin: 0 0 10px; } section { min-width: 0; } kbd { border: 1px solid #777; border-radius: 3px; padding: 0 5px; font: 16px system-ui, sans-serif; }
  .ask { font-size: 28px; line-height: 1.3; } .ask::first-letter { text-transform: uppercase; }
  h1, .title { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; } .lost { grid-column: 1 / -1; border: 2px solid; padding: 8px 14px; border-radius: 6px; } .clock { display: flex; flex-wrap: wrap; gap: 4px 28px; grid-column: 1 / 3; align-items: end; }
  .clock b { display: block; font-size: 34px; line-height: 1.1; font-variant-numeric: tabular-nums; font-weight: 600; }
  button { font: inherit; font-size: 18px; min-height: 44px; padding: 4px 14px; color: #86bfe6; background: none; border: 1px solid #86bfe6; border-radius: 4px; cursor: pointer; }
  :focus-visible { outline: 3px solid #86bfe6; outline-offset: 2px; }
  .preview { position: relative; overflow: hidden; width: 100%; aspect-ratio: 16 / 9; border: 1px solid #555; background: #fff; }
  iframe { position: absolute; left: 0; top: 0; width: 1280px; height: 720px; border: 0; transform-origin: 0 0; pointer-events: none; }
  ul { margin: 0; padding-left: 22px; } li { margin: 0 0 6px; } .bar { display: flex; flex-wrap: wrap; gap: 8px; grid-column: 1 / 3; }
  .small { color: #b5b1a8; font-size: 18px; }
  @media (max-width: 700px) { body { grid-template-columns: minmax(0, 1fr); } h1, .clock, .bar { grid-column: 1; } }`;

// `deck` tells: slide() and next() (elements or null), number(), count, go(way), question(slide), onkey(event).
export function speakerView(about, deck, styles) {
  const clock = classClock(about.name, about.plans.length);
  let view = null, drawer = null;
  const plan = () => about.plans[Number(deck.slide()?.dataset.plan ?? 0)];

  // What the window holds; null once it is closed, or emptied on its way there or by loading it again.
  function shown() {
    if (view && (view.closed || !view.document?.querySelector(".words") || (frame && !frame.contentDocument))) view = null;
    return view?.document ?? null;
  }

  function times() {
    const at = Number(deck.slide()?.dataset.plan ?? 0), { from, to, all } = planned(about.plans, at);
    const { minutes } = about.plans[at];
    return {
      now: new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }),
      elapsed: asClock(clock.elapsed),
      here: minutes ? `${asClock(clock.spent)} of ${asMinutes(minutes)}` : asClock(clock.spent),
      plan: `The notes plan ${asMinutes(all)} in class${about.minutes ? `; a reader alone takes about ${about.minutes} min` : ""}. `
        + `By the notes this part runs from minute ${Math.floor(from)} to minute ${Math.ceil(to)}.`,
    };
  }

  // The words of one slide: the same in the window and in the drawer.
  function words(make_) {
    const { notes, ask } = plan();
    const asked = deck.question(deck.slide());
    const html = (tag, text, props = {}) => {
      const node = make_(tag, props);
      node.innerHTML = text;
      return node;
    };
    const todo = deck.slide()?.dataset.kind === "part" ? deck.slide().querySelector(".ho-todo")?.textContent : "";
    return [
      asked ? make_("section", { className: "key" }, make_("h2", {}, "The answer, for you"), keyOf(asked, make_)) : null,
      ask ? make_("section", {}, make_("h2", {}, "Ask"), html("p", ask, { className: "ask" })) : null,
      notes ? make_("section", {}, make_("h2", {}, "Notes"), html("p", notes)) : null,
      todo ? make_("section", {}, make_("h2", {}, "To do here"), make_("p", {}, todo)) : null,
    ].filter(Boolean);
  }

  function keyOf({ key }, make_) {
    const list = make_("ul", {});
    for (const row of key.querySelectorAll("[data-why]")) {
      if (row.querySelector(".ho-verdict")?.dataset.right !== "true") continue;
      const why = row.cloneNode(true), option = why.querySelector("strong");
      why.querySelector(".ho-verdict").remove();
      option?.remove();
      list.append(make_("li", {}, make_("strong", {}, option?.textContent ?? ""), ` ${why.textContent.trim()}`));
    }
    return list;
  }

  function open() {
    if (shown()) return void view.focus();
    view = window.open("", WINDOW, "width=1100,height=760");
    if (!view) return toggleDrawer(true);
    attach(view);
  }

  // The window is filled from here: it needs no page of its own, so that it opens from a disk too. Should the slides be
  // loaded again, it asks them to take it back.
  function attach(other) {
    view = other;
    const page = view.document;
    page.open();
    page.write(`<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Speaker: ${about.title.replace(/</g, "&lt;")}</title><style>${STYLE}</style></head>
      <body><script>setInterval(() => { try { if (opener.hoeduSlides && !opener.hoeduSlides.has(window)) opener.hoeduSlides.attach(window); } catch {} }, 1000);<\/script></body></html>`);
    page.close();
    const on = (tag, props, ...children) => made(page, tag, props, ...children);
    const value = (label) => on("b", { "data-time": label }, "");
    const press = (text, does) => {
      const node = on("button", { type: "button" }, text);
      node.addEventListener("click", does);
      return node;
    };
    const body = page.body;
    const run = press("", () => { clock.running ? clock.pause() : clock.start(); tick(); });
    run.dataset.run = "";
    body.append(
      on("h1", {}, ""),
      on("section", { className: "clock", "aria-label": "Time" }, on("div", {}, "Time", value("now")), on("div", {}, "Since the start", value("elapsed")),
        on("div", {}, "This part", value("here")), run, press("Start again at 0:00", () => { clock.reset(); tick(); })),
      on("div", { className: "words" }),
      on("section", { className: "next" }, on("h2", {}, "Next"), on("p", { className: "title" }, ""), on("div", { className: "preview" })),
      on("p", { className: "small plan", style: "grid-column: 1 / -1" }, ""),
      on("div", { className: "bar" }, press("Back", () => deck.go(-1)), press("Forward", () => deck.go(1)), on("p", { className: "small votes" }, "")),
    );
    page.addEventListener("keydown", (event) => {
      if (!event.target.closest("button") || ![" ", "Enter"].includes(event.key)) deck.onkey(event);
    });
    view.addEventListener("resize", fit);
    frame = null;
    update();
  }

  let frame = null;
  function preview(page) {
    const box = page.querySelector(".preview"), next = deck.next();
    page.querySelector(".next .title").textContent = next ? next.dataset.title : "That was the last slide.";
    if (!frame) {
      frame = page.createElement("iframe");
      frame.title = "The next slide";
      frame.tabIndex = -1;
      box.append(frame);
      const inside = frame.contentDocument;
      inside.open();
      inside.write(`<!doctype html><html lang="en-GB"><head>${styles.map((href) => `<link rel="stylesheet" href="${href}">`).join("")}</head><body class="previewed"></body></html>`);
      inside.close();
    }
    const inside = frame.contentDocument;
    if (document.documentElement.dataset.theme) inside.documentElement.dataset.theme = document.documentElement.dataset.theme;
    const copy = next?.cloneNode(true);
    copy?.querySelectorAll("script, [hidden]").forEach((node) => node.remove());
    copy?.removeAttribute("style");
    copy?.removeAttribute("hidden");
    copy?.removeAttribute("aria-hidden");
    inside.body.replaceChildren(...(copy ? [inside.adoptNode(copy)] : []));
    fit();
  }

  function fit() {
    frame.style.transform = `scale(${frame.parentElement.clientWidth / 1280})`;
  }

  function update() {
    clock.goTo(Number(deck.slide()?.dataset.plan ?? 0));
    const page = shown();
    if (page) {
      page.querySelector("h1").textContent = `${deck.number()} of ${deck.count}: ${deck.slide().dataset.title}`;
      page.querySelector(".words").replaceChildren(...words((tag, props, ...children) => made(page, tag, props, ...children)));
      preview(page);
    }
    if (drawer) drawer.querySelector(".words").replaceChildren(...words(make));
    tick();
  }

  function tick() {
    const places = [shown(), drawer].filter(Boolean);
    if (!places.length) return;
    const told = times();
    for (const place of places) {
      for (const node of place.querySelectorAll("[data-time]")) {
        if (node.textContent !== told[node.dataset.time]) node.textContent = told[node.dataset.time];
      }
      const run = place.querySelector("[data-run]");
      if (run) run.textContent = clock.running ? "Pause the clock" : "Start the clock";
      place.querySelector(".plan").textContent = told.plan;
      const votes = place.querySelector(".votes");
      if (votes) votes.textContent = votesText();
    }
  }

  function votesText() {
    const asked = deck.question(deck.slide());
    if (!asked) return "";
    const { stage, votes } = asked.state();
    const line = (name, counts) => (counts.some(Boolean) ? `${name}: ${counts.map((count, n) => `${"ABCDEFGH"[n]} ${count ?? 0}`).join(", ")}. ` : "");
    return `${line("First vote", votes.first)}${line("Second vote", votes.second)}${stage === "ask" && asked.lettered ? "V counts votes." : ""}`;
  }

  function toggleDrawer(on = !drawer) {
    if (!on) {
      drawer?.remove();
      drawer = null;
      return;
    }
    if (drawer) return;
    drawer = make("aside", { className: "drawer", "aria-label": "Speaker's notes" },
      make("p", { className: "drawertimes" }, make("span", { "data-time": "now" }), make("span", { "data-time": "elapsed" }), make("span", { "data-time": "here" }),
        button("Close", () => toggleDrawer(false))),
      make("div", { className: "words" }), make("p", { className: "plan" }, ""));
    deck.stage.append(drawer);
    update();
  }

  setInterval(tick, 500);
  addEventListener("pagehide", () => {
    const page = shown();
    page?.body.prepend(made(page, "p", { className: "lost" }, "The slides were closed or loaded again. Press S there to bring this window back."));
  });
  globalThis.hoeduSlides = { has: (other) => other === view, attach };
  return { open, update, toggleDrawer, drawerOpen: () => Boolean(drawer), start: () => clock.start(), tick };
}

// As `make`, in another document.
function made(page, tag, props = {}, ...children) {
  const node = page.createElement(tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name === "className" ? "class" : name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
