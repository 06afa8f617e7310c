// A question: read, check, say what is right beside the control, keep the attempt.

import { button, make } from "./dom.js";
import { concerns, dayName, fold, isDue } from "./fold.js";
import { grade, isRight } from "./grade.js";
import { clearMarks, kinds, markParts } from "./kinds.js";
import { allRows, listen } from "./store.js";

let copies = 0;

function ticked(spec, response) {
  const keys = Object.keys(spec.options).filter((key) => spec.options[key]);
  const found = keys.filter((key) => response.includes(key)).length;
  return `${found} of ${keys.length} found, ${response.length - found} chosen that do not belong.`;
}

export function enhanceItem(root, spec, host) {
  const kind = kinds[spec.kind];
  const key = root.querySelector(".ho-key");
  const feedback = make("div", { className: "ho-feedback", role: "status" });
  const checkButton = button(spec.feedback === "held" ? "Keep my answer" : "Check", check, { className: "ho-check" });
  const bar = make("div", { className: "ho-bar" }, checkButton, feedback);
  const hints = root.querySelector(".ho-hints");
  (hints ?? root.querySelector(".ho-confidence") ?? root.querySelector(".ho-question")).after(bar);
  root.dataset.live = "true";
  // Radio buttons of two copies of one question on a page must not share a group.
  copies += 1;
  for (const input of root.querySelectorAll("input[type=radio]")) input.name += `~${copies}`;
  key.hidden = true;
  kind.setUp(root, check);
  root.addEventListener("input", () => {
    const state = stateNow();
    if (once && state?.attempts) {
      write(state);
      return say("One answer counts here, and it stays as you gave it.", "note");
    }
    if (["right", "wrong"].includes(feedback.dataset.state)) {
      clearMarks(root);
      say("Changed: check again.", "note");
    } else if (feedback.dataset.state === "ask") say("");
  });

  // Answers to other numbers of this question are neither here nor stale: see family.js.
  const ours = (row) => concerns(row, [spec.id]) && !spec.others?.includes(row[3]);
  const stateNow = () => fold(allRows().filter(ours), { [spec.id]: spec })[spec.id];
  const once = spec.attempts === 1;
  const revealed = (state) =>
    spec.feedback === "now" && (state.correct || (spec.attempts > 0 && state.tries >= spec.attempts));

  function check() {
    const before = stateNow();
    if (once && before?.attempts) return;
    const response = kind.read(root);
    const outcome = grade(spec, response);
    if (outcome.status === "blank") return say("Nothing is answered yet.", "ask");
    if (outcome.status === "invalid") return say(outcome.message, "ask");
    const confidence = root.querySelector(".ho-confidence");
    const sure = confidence ? Number(confidence.querySelector("input:checked")?.value ?? 0) || null : null;
    if (confidence && !sure) return say("Say how sure you are, too.", "ask");
    // A second click, or Enter twice, is no second attempt.
    const same = before?.attempts && !isDue(before) && JSON.stringify(before.response) === JSON.stringify(response);
    if (same && spec.feedback === "now") {
      showOutcome(before, outcome);
      if (!isRight(outcome)) feedback.append(make("p", {}, "Change your answer first."));
      return;
    }
    host.record([spec.id, spec.hash, response, sure], trouble);
  }

  function trouble(text) {
    bar.querySelector(".ho-trouble")?.remove();
    if (text) bar.append(make("p", { className: "ho-trouble", role: "alert" }, text));
  }

  function say(text, state = "", nodes = []) {
    feedback.dataset.state = text || nodes.length ? state : "";
    feedback.replaceChildren(...(text ? [make("p", {}, text)] : []), ...nodes);
  }

  function why(name) {
    const row = key.querySelector(`[data-why="${CSS.escape(name)}"]`);
    if (!row) return null;
    const copy = row.cloneNode(true);
    copy.querySelector(".ho-verdict")?.remove();
    return make("p", { className: "ho-why" }, ...copy.childNodes);
  }

  let shown = "";
  function show() {
    const state = stateNow();
    const mark = JSON.stringify(state ?? null);
    if (mark === shown) return;
    shown = mark;
    const again = !once && isDue(state);
    if (!state?.attempts || again) {
      clearMarks(root);
      write({ response: null, confidence: null });
      key.hidden = true;
      key.open = false;
      checkButton.removeAttribute("aria-disabled");
      checkButton.textContent = spec.feedback === "held" ? "Keep my answer" : "Check";
      if (again) return say(`Due again: you last answered this on ${dayName(state.day)}.`, "note");
      return say(state?.stale ? "This question has changed since you answered it. Please answer it again." : "", "note");
    }
    write(state);
    checkButton.setAttribute("aria-disabled", String(once));
    if (spec.feedback === "held") {
      checkButton.textContent = "Kept";
      const later = spec.use === "predict" ? "Kept. Look at the data next." : "Kept. You will meet the answer later in this lesson.";
      return say(later, "note");
    }
    showOutcome(state, grade(spec, state.response));
  }

  function write({ response, confidence }) {
    kind.write(root, response);
    for (const input of root.querySelectorAll(".ho-confidence input")) input.checked = Number(input.value) === confidence;
    root.dispatchEvent(new Event("ho-written"));
  }

  function showOutcome(state, outcome) {
    const right = isRight(outcome);
    const open = revealed(state);
    const parts = Object.keys(outcome.verdicts).length;
    const gained = Object.values(outcome.verdicts).filter(Boolean).length;
    const partly = parts > 1 && !right ? ` ${spec.kind === "multiple" ? ticked(spec, state.response) : `${gained} of ${parts} are right.`}` : "";
    const again = open || right ? "" : " Try once more.";
    const verdict = make("strong", {}, right ? "✓ Right." : "✗ Not right.");
    const line = make("p", {}, verdict, `${partly}${again}`);
    clearMarks(root);
    if (open || parts === 1) markParts(root, outcome.verdicts);
    // Before the answer is open, only the reason for what was chosen is given, never the key.
    const names = parts === 1 ? outcome.whys : [];
    say("", right ? "right" : "wrong", [line, ...names.map(why).filter(Boolean)]);
    key.hidden = !open;
    if (open && !right) key.open = true;
    checkButton.textContent = once ? "Answered" : "Check again";
  }

  const stop = listen(show);
  show();
  return stop;
}
