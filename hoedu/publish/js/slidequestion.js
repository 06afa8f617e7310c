// A question in class: shown, voted on by hands or cards, talked over, voted on again, and answered with every reason.

import { button, make } from "./dom.js";
import { COUNTED, followingStage, isRevealed, totalOf } from "./slidevotes.js";

const OPTIONS = "ABCDEFGH";
const TALK = 120; // seconds to talk with a neighbour, to begin with
const ROUNDS = { first: "First vote", second: "Second vote", hands: "Hands up" };
const LATER = "The answer comes later.";
const FORM = "input, select, textarea, button";

// `onreveal` is called when reasons have come to a slide or gone from it.
export function questionSlide(slide, book, onreveal) {
  const id = slide.dataset.item, answerSlide = slide.dataset.kind === "answer";
  const held = !answerSlide && ["pretest", "predict"].includes(slide.dataset.use);
  const part = slide.querySelector(".ho");
  const key = part.querySelector(".ho-key");
  const rows = [...part.querySelectorAll(".ho-options > li")];
  const lettered = rows.length > 0;
  part.querySelector(".ho-confidence")?.remove();
  if (answerSlide) onlyRead(part);
  const names = rows.map((row, number) => OPTIONS[number]);
  const values = rows.map((row) => row.querySelector("input")?.value ?? row.dataset.key);

  const line = make("p", { className: "voteline", role: "status" });
  const forward = button("", () => go(), { className: "act" });
  const answer = button("", reveal);
  const reason_ = button("", () => Reveal.nextFragment(), { hidden: true });
  reason_.append("Next reason", make("kbd", {}, "→"));
  const clear = button("Clear votes", wipe, { className: "quiet" });
  const bar = make("div", { className: "votebar" }, forward, answer, reason_, clear, line);
  const reasons = make("div", { className: "reasons", hidden: true });
  slide.querySelector(".body").append(reasons);
  slide.querySelector(".foot > div").replaceWith(bar);

  const state = () => {
    const now = book.of(id);
    // The answer to what was held back stands on a slide of its own, later.
    return held && isRevealed(now.stage) ? { ...now, stage: totalOf(now.votes.second) ? "second-shown" : totalOf(now.votes.first) ? "first-shown" : "ask" } : now;
  };
  const round = () => COUNTED.find((name) => name === state().stage);

  function go() {
    const { stage } = state();
    const next = followingStage(stage, lettered, held);
    if (next === stage) return;
    if (next === "reveal") return reveal();
    book.put(id, { stage: next, ...(next === "discuss" ? { until: Date.now() + TALK * 1000 } : {}) });
  }

  function reveal() {
    if (held) return void (line.textContent = LATER);
    if (isRevealed(state().stage)) return;
    book.put(id, { stage: "reveal" });
  }

  let sure = 0;
  function wipe() {
    if (Date.now() - sure > 4000) {
      sure = Date.now();
      clear.textContent = "Press again to clear";
      return;
    }
    sure = 0;
    book.clear(id);
  }

  const options = () => (round() === "hands" ? ["right", "not right"] : names);

  function count(option, by) {
    if (!round()) return false;
    if (option >= options().length) return true; // a slip of the finger: no such option, and no other meaning meanwhile
    book.count(id, round(), option, by);
    const name = round() === "hands" ? `Had it ${options()[option]}` : names[option];
    line.textContent = `${name} ${by > 0 ? "plus" : "minus"} one. ${counted()}`;
    return true;
  }

  const counted = () => `${totalOf(state().votes[round()])} counted.`;

  // Numbers typed instead: a box for each option, for as long as the vote is open.
  function type() {
    if (!round()) return false;
    const open = slide.querySelector(".counts");
    if (open) return open.querySelector("input").focus(), true;
    const which = round(), counts = state().votes[which];
    const boxes = options().map((name, number) => {
      const box = make("input", { type: "number", min: "0", max: "999", "aria-label": `Votes for ${name}` });
      box.value = counts[number] || "";
      box.addEventListener("focus", () => box.select());
      box.addEventListener("input", () => {
        book.set(id, which, number, Math.min(999, Math.max(0, Math.floor(box.valueAsNumber) || 0)));
        line.textContent = counted();
      });
      box.addEventListener("keydown", (event) => {
        if (!["Enter", "Escape"].includes(event.key)) return;
        event.preventDefault();
        event.stopPropagation();
        panel.remove();
        forward.focus();
      });
      return make("label", {}, name, " ", box);
    });
    const panel = make("div", { className: "counts", role: "group", "aria-label": ROUNDS[which] }, ...boxes);
    slide.querySelector(".foot").before(panel);
    boxes[0].querySelector("input").focus();
    return true;
  }

  // A guess that is no letter is written down as the class gives it, and comes back beside the answer.
  const writable = held && ["numeric", "text", "ordering"].includes(slide.dataset.ask);
  if (writable) part.addEventListener("input", () => book.put(id, { said: saidHere() }));
  function saidHere() {
    const field = part.querySelector(".ho-field input");
    if (field) return field.value.trim() && [field.value.trim(), part.querySelector(".ho-field span")?.textContent ?? ""].join(" ").trim();
    return [...part.querySelectorAll(".ho-steps > li")].map((step, number) => `${number + 1}. ${step.querySelector(".ho-grip, span")?.textContent}`).join("; ");
  }
  const classSaid = make("p", { className: "classsaid", hidden: true });
  if (answerSlide) part.querySelector(".ho-stem").parentElement.after(classSaid);

  let shown = "";
  function show() {
    const now = state(), { stage } = now;
    const open = isRevealed(stage);
    slide.dataset.stage = stage;
    if (!round()) slide.querySelector(".counts")?.remove();
    showTallies(now);
    classSaid.hidden = !now.said;
    classSaid.textContent = now.said && `The class said: ${now.said}${now.said.endsWith(".") ? "" : "."}`;
    if (String(open) !== shown) {
      shown = String(open);
      showReasons(open);
    }
    const words = {
      ask: lettered ? "Count votes" : held ? "" : "Answer", first: "Show the votes", "first-shown": "Talk it over", discuss: "Vote again",
      second: "Show both votes", "second-shown": held ? "" : "Answer", reveal: lettered ? "" : "Who had it?", hands: "Show",
      "hands-shown": "",
    }[stage];
    forward.hidden = !words;
    forward.replaceChildren(words, make("kbd", {}, "V"));
    answer.hidden = held || open || words === "Answer" || Boolean(round()) || stage === "discuss";
    answer.replaceChildren("Answer", make("kbd", {}, "R"));
    reason_.hidden = !open;
    clear.hidden = !book.hasSome(id) || stage === "discuss" || Boolean(round());
    clear.textContent = "Clear votes";
    line.setAttribute("role", "status");
    line.textContent = {
      ask: writable ? `Write down what the class says. ${LATER}` : held && !lettered ? LATER : "", first: `First vote. ${round() ? counted() : ""}`,
      "first-shown": said(now.votes), discuss: "", second: `Second vote. ${round() ? counted() : ""}`, "second-shown": said(now.votes),
      reveal: lettered ? said(now.votes) : "", hands: `Hands up: who had it right? 1 right, 2 not. ${round() ? counted() : ""}`, "hands-shown": saidHands(now.votes.hands),
    }[stage];
    tick();
  }

  const said = ({ first, second }) => [first, second].map(totalOf).filter(Boolean).map((n, at, all) => (all.length > 1 ? `${["First", "then"][at]} ${n}` : `${n}`)).join(", ").replace(/$/, (_, at) => (at ? " votes." : ""));
  const saidHands = (counts) => `${counts[0] ?? 0} had it right, ${counts[1] ?? 0} did not.`;

  function showTallies({ stage, votes }) {
    part.querySelectorAll(".tally").forEach((node) => node.remove());
    if (!lettered || ["ask", "first"].includes(stage)) return;
    const rounds = [["first", "First"], ["second", "Second"]].filter(([name]) => totalOf(votes[name]) && (name === "first" || stage !== "second"));
    if (!rounds.length) return;
    const most = Math.max(1, ...rounds.flatMap(([name]) => votes[name].map((n) => n ?? 0)));
    const many = slide.dataset.ask === "multiple"; // each may vote for several: counts, and no shares
    const share = (name, number) => `${Math.round((100 * (votes[name][number] ?? 0)) / totalOf(votes[name]))} %`;
    rows.forEach((row, number) => {
      const tally = make("span", { className: "tally" });
      if (isRevealed(stage)) {
        tally.append(rounds.map(([name]) => (many ? String(votes[name][number] ?? 0) : share(name, number))).join(" → "));
      } else {
        tally.append(...rounds.map(([name, word]) => {
          const has = votes[name][number] ?? 0, bar_ = make("i", {});
          bar_.style.setProperty("--share", has / most);
          return make("span", { "data-round": name }, make("b", {}, word), bar_, make("span", {}, many ? String(has) : `${has} (${share(name, number)})`));
        }));
      }
      row.append(tally);
    });
  }

  function showReasons(open) {
    part.querySelectorAll(".ho-options > li > .ho-mark.told").forEach((node) => node.remove());
    reasons.hidden = !open;
    reasons.replaceChildren();
    if (open) {
      const why = [...key.querySelectorAll("[data-why]")];
      const right = (row) => row.querySelector(".ho-verdict")?.dataset.right === "true";
      rows.forEach((row, number) => {
        const own = why.find((one) => one.dataset.why === values[number]);
        if (!own) return;
        row.dataset.right = String(right(own));
        row.append(make("span", { className: "ho-mark told" }, right(own) ? "✓ Right" : "✗ Not this"));
      });
      const place = (row) => values.indexOf(row.dataset.why);
      const order = lettered ? [...why].sort((a, b) => right(b) - right(a) || place(a) - place(b)) : why;
      const texts = order.map((row) => reason(row));
      const closing = key.querySelector(".ho-explanation");
      if (closing) texts.push([...closing.cloneNode(true).childNodes]);
      reasons.append(...texts.map((nodes, number) =>
        make("p", { className: "fragment reason" }, ...nodes, make("span", { className: "of" }, ` ${number + 1} of ${texts.length}`))));
    } else {
      rows.forEach((row) => delete row.dataset.right);
    }
    onreveal(slide, open);
  }

  // The reason for one option: its letter stands for it, for the option itself is still to be read above.
  function reason(row) {
    const copy = row.cloneNode(true);
    const letter = names[values.indexOf(row.dataset.why)] ?? "";
    if (!letter) return [...copy.childNodes];
    const verdict = copy.querySelector(".ho-verdict");
    verdict.textContent = `${letter} ${verdict.dataset.right === "true" ? "✓ Right:" : "✗ Not this:"}`;
    copy.querySelector("strong")?.remove();
    return [...copy.childNodes];
  }

  let timer = 0;
  function tick() {
    clearTimeout(timer);
    const { stage, until } = state();
    if (stage !== "discuss") return;
    const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    line.setAttribute("role", "timer");
    line.textContent = left ? `Talk it over: ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "Time. Vote again.";
    if (left) timer = setTimeout(tick, 250);
  }

  function longer(seconds) {
    const { stage, until } = state();
    if (stage !== "discuss") return false;
    book.put(id, { until: Math.max(Date.now(), until) + seconds * 1000 });
    return true;
  }

  // A live part draws its options anew as it comes to life: what stood on them is written again.
  function again() {
    shown = "";
    show();
  }

  book.listen(show);
  show();
  return { again, go, reveal, count, type, longer, state, key, lettered };
}

// A question that is only answered here: nothing to fill in.
function onlyRead(part) {
  delete part.dataset.ho;
  part.querySelectorAll(FORM).forEach((node) => node.closest(".ho-field, .ho-pairs td:last-child") && node.remove());
  for (const input of part.querySelectorAll(".ho-options input")) {
    input.closest("li").dataset.key = input.value;
    input.remove();
  }
  part.querySelectorAll(".ho-todo, .ho-hints, .ho-field, .ho-steps, .ho-pairs, .ho-cloze").forEach((node) => node.remove());
}
