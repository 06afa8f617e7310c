// The exam across all lessons: papers drawn by Python, one question at a time, answers held back until the end.

import { button, make, roving } from "./dom.js";
import { fold } from "./fold.js";
import { grade } from "./grade.js";
import { markParts } from "./kinds.js";
import { faceOf, lessonLinks, lessonName, poolKind, specOf, unpackPool } from "./pool.js";
import { printAlone } from "./printing.js";
import { allRows, listen } from "./store.js";

const LEVEL_NAMES = ["recall", "apply", "analyse"];
const paperName = (number) => `90-p${String(number).padStart(2, "0")}`;

// What the answers to one paper come to: hoedu/papers.py `result`, row for row.
export function examResult(rows, pool, number) {
  const entries = pool.papers[number - 1];
  const name = (id) => `${paperName(number)}-${id}`;
  const end = { ...pool.end, id: `${paperName(number)}-done` };
  const specs = Object.fromEntries(entries.map(([id, set]) => [name(id), specOf(pool, id, set, name(id))]));
  const states = fold(rows, { ...specs, [end.id]: end });
  const marks = entries.map(([id, set]) => {
    const { lesson, level, objective, under } = pool.items[id], state = states[name(id)];
    const answered = Boolean(state?.attempts);
    return { id, set, spec: specs[name(id)], lesson, level, objective, under, answered, right: answered && state.correct, response: state?.response ?? null };
  });
  return { done: Boolean(states[end.id]?.attempts && states[end.id].correct), begun: marks.some((mark) => mark.answered), end, marks };
}

// [key, right, asked] by lesson, level or objective, in order.
export function examShares(marks, name) {
  const keys = [...new Set(marks.map((mark) => mark[name]))];
  const order = name === "level" ? LEVEL_NAMES.filter((level) => keys.includes(level)) : keys.sort();
  return order.map((key) => {
    const ours = marks.filter((mark) => mark[name] === key);
    return [key, ours.filter((mark) => mark.right).length, ours.length];
  });
}

const countWord = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

export function enhanceExam(root, spec, host, data) {
  let stop = () => {}, gone = false;
  const work = make("div", { className: "ho-examwork" }, make("p", { className: "ho-todo", role: "status" }, "The questions are being unpacked."));
  root.querySelector(".ho-papersheet").before(work);
  unpackPool(data ?? spec.data).then((pool) => {
    if (!gone) stop = examIn(root, work, pool, host, Number(root.dataset.paper));
  });
  return () => {
    gone = true;
    stop();
  };
}

function examIn(root, work, pool, host, first) {
  const link = lessonLinks(root);
  let number = first, at = 0, view = "", leaveBlank = -1, shown = null;
  const now = (which = number) => examResult(allRows(), pool, which);
  const numbers = pool.papers.map((_, place) => place + 1);
  root.dataset.live = "true";

  // ---- the cover: which paper, and how far it is

  const choice = make("select", { "aria-label": "Paper" });
  const line = make("p", { className: "ho-sentence", role: "status" });
  const go = button("Begin", () => (now().done ? results() : ask(firstOpen())), { className: "ho-check" });
  const fresh = button("Another exam", another);
  const cover = make("div", {},
    make("div", { className: "ho-controls" }, make("label", {}, make("span", {}, "Paper"), choice)), line,
    make("div", { className: "ho-bar" }, go, fresh, button("Print this paper", print, { className: "ho-quiet" })));
  choice.addEventListener("change", () => {
    number = Number(choice.value);
    coverState();
  });

  function coverState() {
    const all = numbers.map((which) => now(which));
    const status = ({ done, begun, marks }) =>
      done ? `finished, ${marks.filter((mark) => mark.right).length} of ${marks.length} right`
        : begun ? `${marks.filter((mark) => mark.answered).length} of ${marks.length} answered` : "not begun";
    if (choice.options.length !== all.length) choice.replaceChildren(...numbers.map((which) => make("option", { value: String(which) })));
    all.forEach((one, place) => (choice.options[place].textContent = `Paper ${place + 1}: ${status(one)}`));
    choice.value = String(number);
    const { done, begun, marks } = all[number - 1];
    go.textContent = done ? "See the answers" : begun ? "Go on" : "Begin";
    line.textContent = done || begun ? `Paper ${number}: ${status(all[number - 1])}.` : `Paper ${number} has ${marks.length} questions. Answers are held back until you finish.`;
    fresh.hidden = !all.some((one, place) => place + 1 !== number && !one.begun && !one.done);
  }

  function showCover() {
    view = root.dataset.view = "cover";
    coverState();
    work.replaceChildren(cover);
  }

  function another() {
    const next = [...numbers.slice(number), ...numbers.slice(0, number)].find((which) => !now(which).begun && !now(which).done);
    if (next) number = next;
    ask(0);
  }

  const firstOpen = () => Math.max(0, now().marks.findIndex((mark) => !mark.answered));

  // ---- a question

  const head = make("p", { className: "ho-title", tabindex: "-1" });
  const places = make("ol", { className: "ho-examplaces" });
  const nav = make("nav", {}, places);
  const box = make("div", { className: "ho-exambox" });
  const said = make("p", { className: "ho-feedback", role: "status" });
  const back = button("Previous", () => leave(() => ask(at - 1)));
  const keep = button("Keep and go on", onward, { className: "ho-check" });
  const sure = make("div", { className: "ho-bar", hidden: true });
  const asking = make("div", {}, head, nav, box, make("div", { className: "ho-bar" }, keep, back), said,
    make("div", { className: "ho-bar ho-steps-bar" }, button("Finish and see the answers", () => leave(finish)),
      button("Pause: back to the papers", () => leave(showCover), { className: "ho-quiet" })), sure);
  places.addEventListener("keydown", roving(() => [...places.querySelectorAll("button")]));

  function ask(place) {
    const { marks } = now();
    at = Math.min(Math.max(place, 0), marks.length - 1);
    view = root.dataset.view = "question";
    leaveBlank = -1;
    const { id, set, response } = marks[at], kind = poolKind(pool, id);
    shown = faceOf(pool, id, set);
    shown.querySelector(".ho-key").remove();
    kind.setUp(shown, onward);
    kind.write(shown, response);
    shown.dispatchEvent(new Event("ho-written"));
    shown.addEventListener("input", () => {
      leaveBlank = -1;
      say("");
    });
    box.replaceChildren(shown);
    head.textContent = `Paper ${number}: question ${at + 1} of ${marks.length}`;
    nav.setAttribute("aria-label", `Questions of paper ${number}`);
    back.hidden = at === 0;
    keep.textContent = at === marks.length - 1 ? "Keep" : "Keep and go on";
    say(response === null ? "" : "Kept. You may change it until you finish.");
    sure.hidden = true;
    placesState();
    if (work.firstElementChild !== asking) work.replaceChildren(asking);
    head.focus({ preventScroll: true });
    if (head.getBoundingClientRect().top < 0) head.scrollIntoView({ block: "start" });
  }

  function placesState() {
    const { marks } = now();
    if (places.children.length !== marks.length) {
      places.replaceChildren(...marks.map((_, place) => make("li", {}, button(String(place + 1), () => leave(() => ask(place))))));
    }
    [...places.children].forEach(({ firstElementChild: node }, place) => {
      const { answered } = marks[place];
      node.dataset.answered = String(answered);
      node.setAttribute("aria-label", `Question ${place + 1}, ${answered ? "answered" : "no answer yet"}`);
      node.tabIndex = place === at ? 0 : -1;
      if (place === at) node.setAttribute("aria-current", "step");
      else node.removeAttribute("aria-current");
    });
  }

  function say(text) {
    said.dataset.state = text ? "note" : "";
    said.textContent = text;
  }

  // Keep what stands there, then do what comes next. What cannot be read is said first, and left blank at a second press.
  function leave(next) {
    const { id, spec, response } = now().marks[at];
    const given = poolKind(pool, id).read(shown);
    const outcome = grade(spec, given);
    if (outcome.status === "invalid" && leaveBlank !== at) {
      leaveBlank = at;
      return say(`${outcome.message} Press again to leave it as it was.`);
    }
    if (outcome.status === "graded" && JSON.stringify(given) !== JSON.stringify(response)) {
      host.record([spec.id, spec.hash, given, null], (text) => text && say(text));
    }
    next();
  }

  function onward() {
    leave(() => {
      if (at < pool.papers[number - 1].length - 1) return ask(at + 1);
      placesState();
      finish();
    });
  }

  function finish() {
    const open = now().marks.flatMap((mark, place) => (mark.answered ? [] : [place + 1]));
    if (!open.length && at < pool.papers[number - 1].length - 1) return end();
    const blank = open.length ? `${countWord(open.length, "question")} without an answer: ${open.join(", ")}. ` : "Every question has an answer. ";
    const yes = button("Yes, finish", end);
    sure.replaceChildren(make("span", { role: "status" }, `${blank}Finish, and see the answers?`), yes, button("Not yet", () => {
      sure.hidden = true;
      keep.focus();
    }));
    sure.hidden = false;
    yes.focus();
  }

  function end() {
    const { end: last } = now();
    host.record([last.id, last.hash, last.key, null], (text) => text && say(text));
    results();
  }

  // ---- the answers

  function results() {
    view = root.dataset.view = "results";
    const { marks } = now();
    const right = marks.filter((mark) => mark.right).length;
    const title = make("p", { className: "ho-title", tabindex: "-1" }, `Paper ${number}: ${right} of ${marks.length} right`);
    const lessons = examShares(marks, "lesson");
    const worst = [...lessons].sort((a, b) => a[1] / a[2] - b[1] / b[2]).filter(([, got, of]) => got < of).slice(0, 3);
    const advice = worst.length
      ? make("p", { className: "ho-sentence" }, "Look first at ", ...joined(worst.map(([key]) => link(key, lessonName(key).toLowerCase()))), ".")
      : make("p", { className: "ho-sentence" }, "Every question was right.");
    const blank = marks.filter((mark) => !mark.answered).length;
    if (blank) advice.append(` ${countWord(blank, "question")} had no answer: the review below asks only what was answered wrongly, so open ${blank > 1 ? "them" : "it"} here.`);
    const only = make("input", { type: "checkbox" });
    const list = make("ol", { className: "ho-examlist" }, ...marks.map(answered));
    only.addEventListener("change", () => [...list.children].forEach((node, place) => (node.hidden = only.checked && marks[place].right)));
    work.replaceChildren(title, advice,
      make("div", { className: "ho-two" },
        shares("By lesson", lessons, (key) => [link(key, `${key} ${pool.lessons[key].title}`)]),
        shares("By level", examShares(marks, "level"), (key) => [key])),
      make("p", { className: "ho-controls" }, make("label", { className: "ho-tick" }, only, make("span", {}, "Only what was not right"))),
      list, make("div", { className: "ho-bar" }, fresh, button("All papers", showCover)));
    coverState();
    title.focus({ preventScroll: true });
    if (title.getBoundingClientRect().top < 0) title.scrollIntoView({ block: "start" });
  }

  function joined(nodes) {
    return nodes.flatMap((node, place) => (place === 0 ? [node] : [place === nodes.length - 1 ? " and " : ", ", node]));
  }

  function shares(name, rows, cell) {
    const head_ = [name, "Right"].map((text) => make("th", { scope: "col" }, text));
    const body = rows.map(([key, got, of]) => make("tr", {}, make("th", { scope: "row" }, ...cell(key)), make("td", {}, `${got} of ${of}`)));
    return make("table", {}, make("thead", {}, make("tr", {}, ...head_)), make("tbody", {}, ...body));
  }

  // One question with its verdict; opened, what was answered, and every reason.
  function answered(mark) {
    const verdict = mark.right ? "✓ Right" : mark.answered ? "✗ Not right" : "✗ No answer";
    const body = make("div", {});
    const panel = make("details", { className: "ho-examanswer" },
      make("summary", {}, make("span", { className: "ho-verdict", "data-right": String(mark.right) }, verdict), make("span", { className: "ho-examstem" }, ` ${pool.items[mark.id].stem}`), " ",
        make("span", { className: "ho-todo" }, `${lessonName(mark.lesson)}, ${mark.level}`)), body);
    panel.addEventListener("toggle", () => panel.open && !body.firstChild && body.append(...opened(mark)));
    return make("li", {}, panel);
  }

  function opened(mark) {
    const face = faceOf(pool, mark.id, mark.set), kind = poolKind(pool, mark.id);
    kind.setUp(face, () => {});
    kind.write(face, mark.response);
    face.dispatchEvent(new Event("ho-written"));
    if (mark.answered) markParts(face, grade(mark.spec, mark.response).verdicts);
    face.querySelector(".ho-question").disabled = true;
    face.querySelector(".ho-key").open = true;
    const place = mark.under ? `${lessonName(mark.lesson)}, “${mark.under}”` : lessonName(mark.lesson);
    const objective = pool.lessons[mark.lesson].objectives[mark.objective];
    return [face, make("p", { className: "ho-taught" }, "Taught in ", link(mark.lesson, place, mark.under), `. Objective ${mark.objective}: ${objective}.`)];
  }

  // ---- paper

  function print() {
    const { marks } = now();
    const items = marks.map(({ id, set }) => {
      const face = faceOf(pool, id, set);
      face.querySelector(".ho-key").remove();
      return make("li", {}, face);
    });
    printAlone(make("div", { className: "ho-exam" }, make("p", { className: "ho-title" }, `Exam across all lessons: paper ${number}`),
      make("p", {}, "Name ____________________   Date ____________________"), make("ol", { className: "ho-examlist ho-numbered" }, ...items)), "exam");
  }

  const stop = listen(() => {
    if (view === "question" && now().done) return results();
    if (view === "question") placesState();
    coverState();
  });
  showCover();
  return stop;
}
