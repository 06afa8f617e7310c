// A case, played: look, decide, and see what comes of it; at the end what each choice was worth, and back to any point.
// Every text, verdict and number was made in Python.

import { caseChoice, caseEnding, caseFlags, caseRuns, caseStart, scoreCase, writeCase } from "./casescore.js";
import { button, make } from "./dom.js";
import { filmView } from "./filmview.js";
import { printAlone } from "./printing.js";
import { allRows, listen } from "./store.js";

const CASE_KINDS = { history: "Ask", examination: "Examine", test: "Test" };
let caseCopies = 0;

export function enhanceCase(root, spec, host) {
  caseCopies += 1;
  const name = `${spec.id}~${caseCopies}`, book = root.querySelector(".ho-book");
  let steps = null, open = [], stops = []; // where the run stands; which findings are unfolded; canvases to let go of
  let left = null; // an unfinished run that was left a moment ago
  const status = make("p", { className: "ho-unseen", role: "status" }), trouble = make("p", { className: "ho-trouble", role: "status", hidden: true });
  const textOnly = button("Text only", () => showBook(!play.hidden), { "aria-pressed": "false" });
  const again = button("Start again", () => leave(caseStart(spec), "Back at the start."), { className: "ho-quiet" });
  const undo = make("p", { className: "ho-bar" }, button("Back to where I was", () => go(left, "Back where you were."), { className: "ho-quiet" }));
  const bar = make("div", { className: "ho-bar ho-casebar" }, textOnly, button("Print this case", print), again);
  const trail = make("ol", { className: "ho-trail", "aria-label": "The story so far" }), scene = make("div", { className: "ho-scene" });
  const play = make("div", { className: "ho-play-case" }, trail, scene);
  const figures = new Map([...book.querySelectorAll("[data-look]")].map((look) => [look.dataset.look, look.querySelector(".ho-still")]));
  book.before(bar, trouble, status, play);
  book.hidden = true;
  root.dataset.live = "true";

  const now = () => steps[steps.length - 1];

  // Keep what the run is now, and show it from its top: on a small screen the story so far would fill the view.
  function go(next, said, unfinished = null) {
    steps = next;
    open = [];
    left = unfinished;
    keep();
    show();
    scene.querySelector("[tabindex='-1']").focus({ preventScroll: true });
    scene.scrollIntoView({ block: "start" });
    say(said);
  }

  // An earlier point of the story. An attempt that reached its end is kept; one that did not can be gone back to at once.
  function leave(next, said) {
    if (caseEnding(spec, steps)) go(next, `${said} The earlier attempt is kept.`);
    else go(next, said, steps);
  }

  function keep() {
    host.record([spec.id, spec.hash, writeCase(steps), null], (text) => {
      trouble.textContent = text;
      trouble.hidden = !text;
    });
  }

  // The same words twice in a row are said again.
  const say = (text) => (status.textContent = status.textContent === text ? `${text}\u00a0` : text);

  function decide(id) {
    const node = spec.nodes[now().node], choice = node.choices.find((one) => one.id === id), next = spec.nodes[choice.to];
    const made = [...steps.slice(0, -1), { ...now(), choice: id }, { node: choice.to, looks: [], choice: null }];
    const head = `${next.when}, ${choice.later}.`;
    go(made, next.ending ? `${head} ${spec.endings[next.ending].join(" The end: ")}.` : head);
  }

  function look(id) {
    if (!now().looks.includes(id)) {
      steps = [...steps.slice(0, -1), { ...now(), looks: [...now().looks, id] }];
      keep();
    }
    open = open.includes(id) ? open.filter((one) => one !== id) : [...open, id];
  }

  const backTo = (number) => leave([...steps.slice(0, number), { ...steps[number], choice: null }], "Gone back: decide anew.");

  function showBook(wanted) {
    book.hidden = !wanted;
    play.hidden = wanted;
    textOnly.setAttribute("aria-pressed", String(wanted));
    say(wanted ? "The whole case as text: numbered sections, and the key at the end." : "The case to play.");
  }

  function print() {
    const copy = make("div", {}, ...[...root.querySelectorAll(":scope > .ho-title, :scope > .ho-facts")].map((part) => part.cloneNode(true)), book.cloneNode(true));
    copy.querySelectorAll("details").forEach((part) => (part.open = true));
    copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    copy.lastElementChild.hidden = false;
    printAlone(copy, "case");
  }

  // ---- what is shown

  function show() {
    stops.forEach((stop) => stop());
    stops = [];
    const ended = caseEnding(spec, steps);
    again.style.visibility = steps.length > 1 || now().looks.length ? "visible" : "hidden";
    trail.hidden = ended || steps.length < 2;
    trail.replaceChildren(...(ended ? [] : steps.slice(0, -1).map((_, number) => trailStep(number))));
    scene.replaceChildren(...(left ? [undo] : []), ...told(steps.length - 1, true), ...(ended ? debrief() : [looksOf(), choicesOf()]));
  }

  // A node's words as this path meets them.
  function told(number, heading) {
    const { node } = steps[number], { when, title, who, text, also } = spec.nodes[node], flags = caseFlags(spec, steps, number);
    const later = number ? `, ${caseChoice(spec, steps[number - 1]).later}` : "";
    const line = caseHtml("p", `${when}${later}${who ? ` · <span class="ho-who">${who}</span>` : ""}`, { className: "ho-when" });
    const more = also.filter(([flag, unset]) => flags.has(flag) !== unset).map(([, , html]) => html).join("");
    const head = heading ? [caseHtml("h3", title, { className: "ho-nodehead", tabIndex: -1 }), line] : [];
    return [...head, caseHtml("div", text + more, { className: "ho-told-story" })];
  }

  function trailStep(number) {
    const step = steps[number], node = spec.nodes[step.node];
    const summary = caseHtml("summary", `<span class="ho-when">${node.when}</span> ${node.title}: <strong>${caseChoice(spec, step).text}</strong>`);
    const seen = step.looks.map((id) => node.looks.find((one) => one.id === id)).map((one) => caseHtml("div", `<p class="ho-if">${one.label}</p>${one.finding}`));
    return make("li", {}, make("details", {}, summary, ...told(number, false), ...seen,
      make("p", { className: "ho-bar" }, button("Go back to here", () => backTo(number), { className: "ho-quiet" }))));
  }

  function looksOf() {
    const { node, looks } = now(), groups = Object.entries(CASE_KINDS).map(([kind, word]) => [word, spec.nodes[node].looks.filter((one) => one.kind === kind)]);
    const lists = groups.filter(([, ones]) => ones.length).map(([word, ones]) => make("div", { className: "ho-lookgroup" },
      make("p", { className: "ho-if" }, word), make("ul", { className: "ho-looks" }, ...ones.map((one) => lookRow(node, one, looks.includes(one.id))))));
    return make("div", { className: "ho-lookroom" }, ...(lists.length ? [make("p", { className: "ho-group" }, "Before you decide"), ...lists] : []));
  }

  function lookRow(node, one, taken) {
    const finding = make("div", { className: "ho-finding" }), toggle = button("", pressed, { className: "ho-lookbutton" });
    toggle.innerHTML = `${one.label}${one.cost ? ` <small class="ho-cost">${one.cost}</small>` : ""}`;
    const row = make("li", {}, toggle, finding);
    let filled = false;
    function unfold() {
      const wanted = open.includes(one.id);
      if (wanted && !filled) {
        filled = true;
        finding.innerHTML = one.finding;
        const figure = figures.get(`${node}/${one.id}`);
        if (figure) stops.push(caseStill(finding, figure.cloneNode(true)));
      }
      finding.hidden = !wanted;
      toggle.setAttribute("aria-expanded", String(wanted));
    }
    // The second press of a hasty double press on Decide falls on whatever the next scene has there.
    function pressed(event) {
      if (event.detail > 1) return;
      look(one.id);
      row.dataset.taken = "true";
      unfold();
      again.style.visibility = "visible";
      if (open.includes(one.id)) say(finding.textContent);
    }
    if (taken) {
      row.dataset.taken = "true";
      if (!open.includes(one.id)) open.push(one.id);
    }
    unfold();
    return row;
  }

  function choicesOf() {
    const { choices } = spec.nodes[now().node], asked = make("p", { className: "ho-said", role: "status" });
    const rows = choices.map((choice) => {
      const input = make("input", { type: "radio", name, value: choice.id });
      input.addEventListener("input", () => (asked.textContent = ""));
      return make("li", {}, make("label", {}, input, caseHtml("span", choice.text)));
    });
    const form = make("form", {}, make("fieldset", { className: "ho-question" }, make("legend", { className: "ho-stem" }, "What do you do?"),
      make("ol", { className: "ho-options", type: "A" }, ...rows)),
    make("div", { className: "ho-bar" }, make("button", { type: "submit", className: "ho-check" }, "Decide"), asked));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = form.querySelector("input:checked");
      if (chosen) decide(chosen.value);
      else asked.textContent = "Choose one first.";
    });
    return form;
  }

  // ---- the end

  function debrief() {
    const { ending, outcome } = spec.nodes[now().node], [symbol, word] = spec.endings[ending];
    const lines = scoreCase(spec, steps).map(([head, sign, found, figure, text]) => make("div", {}, make("dt", {}, caseCapital(head)),
      make("dd", {}, make("strong", {}, `${sign} ${found}`.trim()), found === figure ? "" : ` · ${figure}`, make("span", {}, text))));
    return [
      make("p", { className: "ho-ended", "data-ending": ending }, make("strong", {}, `${symbol} The end: ${word}. `), outcome),
      make("p", { className: "ho-group" }, "What this run was worth"), make("dl", { className: "ho-facts ho-score" }, ...lines),
      ...attempts(), make("p", { className: "ho-group" }, "Step by step"), ...steps.slice(0, -1).map((_, number) => stepOf(number)),
      make("div", { className: "ho-bar" }, button("Play again from the start", () => leave(caseStart(spec), "Back at the start."))),
    ];
  }

  function attempts() {
    const { ended } = caseRuns(spec, allRows());
    if (ended.length < 2) return [];
    const rows = ended.map((run, number) => {
      const cells = scoreCase(spec, run).map(([, sign, , figure]) => make("td", {}, `${sign} ${figure}`.trim()));
      return make("tr", {}, make("th", { scope: "row" }, String(number + 1)), ...cells);
    });
    const heads = ["Attempt", "Unsafe", "Information", "Time", "Dose", "Function"].map((text) => make("th", { scope: "col" }, text));
    return [make("p", { className: "ho-group" }, "Your attempts"), make("div", { className: "ho-scroll", tabindex: "0", role: "region", "aria-label": "Your attempts, table" },
      make("table", { className: "ho-attempts" }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)))];
  }

  function stepOf(number) {
    const step = steps[number], node = spec.nodes[step.node], chosen = caseChoice(spec, step);
    const others = node.choices.filter((one) => one !== chosen);
    const rows = others.map((one) => caseHtml("li", `${verdictOf(one)} <strong>${caseStopped(one.text)}</strong> ${reasonOfChoice(one)} <span class="ho-leads">It leads to: ${spec.nodes[one.to].title} (${one.later}).</span>`));
    const looks = node.looks.map((one) => {
      const [symbol, word] = spec.helps[one.useful ? "yes" : "no"], taken = step.looks.includes(one.id);
      return caseHtml("li", `<span class="ho-verdict" data-useful="${one.useful}">${symbol} ${caseCapital(word)};</span> ${taken ? "you looked." : "you did not look."} <strong>${caseStopped(one.label)}</strong> ${one.why}`);
    });
    const helped = node.looks.filter((one) => one.useful).length, found = node.looks.filter((one) => one.useful && step.looks.includes(one.id)).length;
    const summary = helped ? `Looks: ${found} of ${helped} that help` : "Looks: none of them helps";
    return make("article", { className: "ho-step" },
      caseHtml("h4", `<span class="ho-when">${node.when}</span> ${node.title}`, { className: "ho-keyhead" }),
      caseHtml("p", `You chose: <strong>${chosen.text}</strong>`),
      caseHtml("p", `${verdictOf(chosen)} ${reasonOfChoice(chosen)}`, { className: "ho-judged", "data-safety": String(chosen.safety) }),
      make("details", {}, make("summary", {}, others.length === 1 ? "The other choice" : `The other ${others.length} choices`), make("ul", {}, ...rows)),
      ...(looks.length ? [make("details", {}, make("summary", {}, summary), make("ul", {}, ...looks))] : []),
      make("p", { className: "ho-bar" }, button("Go back to here", () => backTo(number), { className: "ho-quiet", "aria-label": `Go back to here: ${node.when}` })));
  }

  function verdictOf({ safety }) {
    const [symbol, word] = spec.verdicts[safety];
    return `<span class="ho-verdict" data-safety="${safety}">${symbol} ${caseCapital(word)}.</span>`;
  }

  const reasonOfChoice = ({ effect, why }) => `${effect ? `<small class="ho-effect-said">(${effect})</small> ` : ""}${why}`;

  // Another window, another copy of this case or a progress code may have gone on.
  function follow() {
    const found = caseRuns(spec, allRows()).steps;
    if (steps && String(writeCase(found)) === String(writeCase(steps))) return;
    steps = found;
    open = [];
    left = null;
    show();
  }

  const stop = listen(follow);
  follow();
  return () => {
    stop();
    stops.forEach((one) => one());
  };
}

// A picture that can be enlarged, in place of the plain one; the plain one stays where that fails. Returns a function that lets go.
function caseStill(place, figure) {
  const image = figure.querySelector("img"), { mm, ...marks } = figure.dataset, view = filmView(image.alt);
  place.append(figure);
  const source = document.createElement("canvas"), context = source.getContext("2d");
  image.decode().then(() => {
    const { naturalWidth: width, naturalHeight: height } = image;
    Object.assign(source, { width, height });
    context.drawImage(image, 0, 0);
    const renderer = { width, height, pixels: context.getImageData(0, 0, width, height).data };
    const box = make("div", { className: "ho-lightbox" }, view.node);
    box.style.aspectRatio = `${width} / ${height}`;
    view.canvas.setAttribute("aria-label", image.alt);
    image.replaceWith(box);
    figure.querySelector("figcaption").prepend(make("span", { className: "ho-zoom" },
      button("−", () => view.enlarge(1 / 1.5), { "aria-label": "Smaller" }), button("+", () => view.enlarge(1.5), { "aria-label": "Larger" }),
      button("Whole", view.whole, { "aria-label": "Whole picture" })));
    view.draw(renderer, [], { mm: Number(mm), marks, burnt: true });
  }, () => undefined);
  return view.stop;
}

function caseHtml(tag, html, props = {}) {
  const node = make(tag, props);
  node.innerHTML = html;
  return node;
}

// A short text that another follows; as in html/case.py.
const caseStopped = (html) => (/[.?!](<[^>]+>)*$/.test(html) ? html : `${html}.`);

const caseCapital = (text) => text[0].toUpperCase() + text.slice(1);
