// Votes of the class: counts by question, kept in this window until it is closed, and nowhere else.

const blank = () => ({ stage: "ask", votes: { first: [], second: [], hands: [] }, until: 0, said: "" });

// For a question with letters, and for one without: what follows what.
const CYCLE = ["ask", "first", "first-shown", "discuss", "second", "second-shown", "reveal"];
const PLAIN_CYCLE = ["ask", "reveal", "hands", "hands-shown"];
export const COUNTED = ["first", "second", "hands"];

export function followingStage(stage, lettered, held) {
  const cycle = lettered ? (held ? CYCLE.slice(0, -1) : CYCLE) : held ? ["ask"] : PLAIN_CYCLE;
  return cycle[Math.min(cycle.indexOf(stage) + 1, cycle.length - 1)];
}

export const isRevealed = (stage) => ["reveal", "hands", "hands-shown"].includes(stage);

export const totalOf = (counts) => counts.reduce((sum, count) => sum + (count || 0), 0);

export function voteBook(lesson) {
  const name = `hoedu.votes.${lesson}`;
  const listeners = new Set();
  let book = read();

  function read() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(name) ?? "{}");
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    } catch {
      return {};
    }
  }

  function keep() {
    try {
      sessionStorage.setItem(name, JSON.stringify(book));
    } catch {
      // This browser keeps nothing: the votes live until the page goes.
    }
    listeners.forEach((listener) => listener());
  }

  const of = (id) => {
    const kept = book[id], made = blank();
    if (typeof kept?.stage === "string") made.stage = kept.stage;
    for (const round of COUNTED) if (Array.isArray(kept?.votes?.[round])) made.votes[round] = kept.votes[round].map((n) => Math.max(0, Math.floor(Number(n)) || 0));
    made.until = Number(kept?.until) || 0;
    if (typeof kept?.said === "string") made.said = kept.said.slice(0, 300);
    return made;
  };

  return {
    of,
    put(id, change) {
      book[id] = { ...of(id), ...change };
      keep();
    },
    count(id, round, option, by) {
      const { votes } = of(id);
      votes[round][option] = Math.max(0, (votes[round][option] ?? 0) + by);
      this.put(id, { votes: { ...votes, [round]: Array.from(votes[round], (n) => n ?? 0) } });
    },
    set(id, round, option, value) {
      const { votes } = of(id);
      this.count(id, round, option, value - (votes[round][option] ?? 0));
    },
    clear(id) {
      delete book[id];
      keep();
    },
    clearAll() {
      book = {};
      keep();
    },
    hasSome: (id) => Boolean(of(id).said) || COUNTED.some((round) => totalOf(of(id).votes[round])),
    listen: (listener) => listeners.add(listener),
  };
}
