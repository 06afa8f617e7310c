// The time of a class: since it began, and how long each stretch of the lesson took. Kept in this window.

export function classClock(lesson, count) {
  const name = `hoedu.clock.${lesson}`;
  let state = read(); // run: when it was started or resumed, or 0; before: milliseconds until then; spent: the same, a stretch
  let at = 0;

  function read() {
    const fresh = { run: 0, before: 0, spent: Array(count).fill(0), last: 0 };
    try {
      const kept = JSON.parse(sessionStorage.getItem(name) ?? "null");
      return kept && Array.isArray(kept.spent) && kept.spent.length === count ? { ...fresh, ...kept } : fresh;
    } catch {
      return fresh;
    }
  }

  function keep() {
    try {
      sessionStorage.setItem(name, JSON.stringify(state));
    } catch {
      // This browser keeps nothing: the clock lives until the page goes.
    }
  }

  // What has passed since the last look belongs to the stretch that is shown.
  function look(now = Date.now()) {
    if (state.run) state.spent[at] += Math.max(0, now - state.last);
    state.last = now;
  }

  return {
    start() {
      if (state.run) return;
      state.run = state.last = Date.now();
      keep();
    },
    pause() {
      if (!state.run) return;
      look();
      state.before += Date.now() - state.run;
      state.run = 0;
      keep();
    },
    reset() {
      state = { run: 0, before: 0, spent: Array(count).fill(0), last: 0 };
      keep();
    },
    goTo(stretch) {
      look();
      at = stretch;
      keep();
    },
    get running() {
      return Boolean(state.run);
    },
    get elapsed() {
      return state.before + (state.run ? Date.now() - state.run : 0);
    },
    get spent() {
      look();
      return state.spent[at];
    },
  };
}

export const asClock = (milliseconds) => {
  const seconds = Math.floor(milliseconds / 1000), hours = Math.floor(seconds / 3600);
  const two = (number) => String(number).padStart(2, "0");
  return `${hours ? `${hours}:${two(Math.floor(seconds / 60) % 60)}` : Math.floor(seconds / 60)}:${two(seconds % 60)}`;
};

export const asMinutes = (minutes) => (minutes >= 1 || !minutes ? `${Math.round(minutes * 2) / 2} min` : `${Math.round(minutes * 60)} s`);

// Where the notes would have us, in minutes from the start: when this stretch begins, when it ends, and the whole.
export function planned(plans, at) {
  const sum = (until) => plans.slice(0, until).reduce((total, plan) => total + plan.minutes, 0);
  return { from: sum(at), to: sum(at + 1), all: sum(plans.length) };
}
