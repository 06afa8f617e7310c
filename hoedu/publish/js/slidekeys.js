// What a key does on the slides. A key that is pressed in a control belongs to the control.

const CONTROL = "input, select, textarea, button, summary, a[href], [tabindex]:not([tabindex='-1']), [contenteditable]";
const THEIRS = [" ", "Enter", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]; // of boxes, buttons and links

// `does` maps names to functions; those of a vote return false where there is none, and the key goes on.
export function slideKeys(does) {
  return function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { key } = event;
    const target = event.target.closest?.(CONTROL);
    if (target?.ownerDocument?.querySelector("dialog[open]")) return; // dialogs have their own
    const typing = target?.matches("input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]");
    const control = target && !target.matches(".body");
    if (key === "Escape") {
      event.preventDefault();
      return void (control ? target.blur() : does.overview());
    }
    // A presenter's remote sends these two; they turn the slide wherever the focus is, save in a text or a list.
    if (["PageDown", "PageUp"].includes(key) && !typing) {
      event.preventDefault();
      return void (key === "PageDown" ? does.next() : does.back());
    }
    if (typing) return;
    const own = target?.closest(".body") ? THEIRS : [" ", "Enter"]; // arrows mean nothing to the buttons at the foot
    if (control && own.includes(key)) return;
    if (act(event, does)) event.preventDefault();
  };
}

function act({ key, code, shiftKey }, does) {
  const digit = /^(?:Digit|Numpad)([1-8])$/.exec(code)?.[1];
  if (digit && does.count(Number(digit) - 1, shiftKey ? -1 : 1)) return true;
  if (/^[a-h]$/i.test(key) && does.count(key.toLowerCase().charCodeAt(0) - 97, shiftKey ? -1 : 1)) return true;
  const name = {
    ArrowRight: "right", ArrowLeft: "left", ArrowDown: "down", ArrowUp: "up", Enter: "enter", Home: "first", End: "last",
    "]": "nextPart", "[": "lastPart", ".": "black", "?": "help", F1: "help", "+": "longer", "=": "longer", "-": "shorter",
    " ": shiftKey ? "back" : "next",
  }[key] ?? { b: "black", f: "full", g: "jump", l: "theme", n: "notes", r: "reveal", s: "speaker", t: "type", v: "vote" }[key.toLowerCase()];
  if (!name) return false;
  return does[name]() !== false;
}
