// What this browser keeps of a reader's work, as JSON under a name. What is read may be damaged: whoever reads, checks.

export function readKept(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

// Whether it was kept: a browser may refuse, and its page then goes on without.
export function writeKept(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function dropKept(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // It kept nothing.
  }
}
