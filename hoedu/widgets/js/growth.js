// The growth model in the page. Equations, parameters and the plan of steps come from Python (hoedu/growth); this file
// has the same Runge-Kutta scheme as hoedu/growth/solver.py, with the same arithmetic in the same order.

const ARITHMETIC = /^[\w\s+\-*/()[\],;={}.>]*$/;

// `spec` is { body, states, symbols, values, plan }: a model that can be asked for `run`s.
export function growthModel(spec) {
  if (!ARITHMETIC.test(spec.body)) throw new Error("the equations hold more than arithmetic");
  const equations = new Function("p", spec.body);
  const stepsFrom = (day) => spec.plan.find(([until]) => until === null || day < until)[1];
  const changes = spec.plan.map(([until]) => until).filter((until) => until !== null);
  const progenitors = spec.states.indexOf("Cm");

  // States after going on from `y` on day times[0], one for each of `times` (times[0] included).
  function integrate(y, values, times) {
    const rates = equations(spec.symbols.map((name) => values[name]));
    const n = y.length, k1 = new Float64Array(n), k2 = new Float64Array(n), k3 = new Float64Array(n), k4 = new Float64Array(n);
    const z = new Float64Array(n), found = [y];
    let here = times[0], now = Float64Array.from(y);
    for (const wanted of times.slice(1)) {
      for (const there of [...changes.filter((day) => day > here && day < wanted), wanted]) {
        const count = Math.max(1, Math.ceil((there - here) * stepsFrom(here) - 1e-9)), h = (there - here) / count;
        for (let step = 0; step < count; step++) {
          rates(now, k1);
          for (let i = 0; i < n; i++) z[i] = now[i] + h / 2 * k1[i];
          rates(z, k2);
          for (let i = 0; i < n; i++) z[i] = now[i] + h / 2 * k2[i];
          rates(z, k3);
          for (let i = 0; i < n; i++) z[i] = now[i] + h * k3[i];
          rates(z, k4);
          for (let i = 0; i < n; i++) now[i] = now[i] + h / 6 * (k1[i] + 2 * (k2[i] + k3[i]) + k4[i]);
        }
        here = there;
      }
      found.push(now.slice());
    }
    return found;
  }

  // One run: `start` the states on day times[0], `changed` what differs from the given values, `treatment` null or
  // { factors, cells, start, stop }. Restarted on the days the treatment begins and ends. States for each of `times`.
  function run(start, changed, treatment, times) {
    const values = { ...spec.values, ...changed };
    const first = times[0], last = times[times.length - 1];
    const edges = [first, last];
    if (treatment) edges.push(...[treatment.start, treatment.stop].filter((day) => day > first && day < last));
    edges.sort((a, b) => a - b);
    let y = Float64Array.from(start), found = [y];
    for (let part = 0; part + 1 < edges.length; part++) {
      const [here, there] = [edges[part], edges[part + 1]];
      if (there === here) continue;
      let now = values;
      if (treatment && treatment.start <= here && here < treatment.stop) {
        now = { ...values };
        for (const [name, factor] of Object.entries(treatment.factors)) now[name] *= factor;
      }
      if (treatment && here === treatment.start) {
        y = Float64Array.from(y);
        y[progenitors] *= treatment.cells;
        if (here === first) found = [y];
      }
      const inside = times.filter((day) => day > here && day <= there);
      const ends = inside.length > 0 && inside[inside.length - 1] === there;
      const states = integrate(y, now, [here, ...inside, ...(ends ? [] : [there])]);
      y = states[states.length - 1];
      found.push(...states.slice(1, 1 + inside.length));
    }
    return found;
  }

  return { run };
}
