// A run of the growth model in words and numbers: one sentence, one line of a table.
// A run is { days, values, bone, untreated, treatment, chosen, labels, name }.

export const percentOf = (share) => `${(100 * share).toFixed(1)}\u00a0%`;

export const clockOf = (spec, chosen) => (chosen.clock === "human" ? spec.clock : 1);

export const dayText = (day, clock) => `day ${Math.round(day * clock)}`;

// The day on which bone first stands at this share of its final amount, between the days kept.
function reachedOn({ days, values, bone }, share) {
  const at = values.mb.findIndex((value) => value >= share * bone);
  if (at <= 0) return 0;
  const [low, high] = [values.mb[at - 1], values.mb[at]];
  return days[at - 1] + ((share * bone - low) / (high - low)) * (days[at] - days[at - 1]);
}

function treatmentText({ treatment, labels }, spec, clock) {
  if (!treatment) return "no treatment";
  const [start, stop] = [treatment.start, treatment.stop].map((day) => dayText(day, clock));
  return `${spec.treatments[treatment.name].title}, strength ${labels.left}, ${treatment.once ? `on ${start}` : `from ${start} to ${stop}`}`;
}

const nicheText = ({ chosen }) => `${Math.round(100 * Number(chosen.phi))}\u00a0%`;

export function sentenceOf(run, spec, clock) {
  if (run.bone <= 0) return spec.texts.none;
  const [half, most] = [0.5, 0.9].map((share) => Math.round(reachedOn(run, share) * clock));
  const words = [run.labels.debris, nicheText(run), run.labels.d_b, half, most, spec.texts[clock === 1 ? "rodent" : "human"],
    percentOf(run.bone), treatmentText(run, spec, clock), percentOf(run.untreated), percentOf(run.bone / run.untreated)];
  const text = spec.texts.run + spec.texts[run.treatment ? "treated" : "untreated"];
  return text.replace(/\{(\d)\}/g, (_, number) => words[number]);
}

// The cells of a run's line in the table, what it is called first.
export function cellsOf(run, spec, clock) {
  const called = run.name ? `Kept run ${run.name}` : "This run";
  const about = `${run.labels.debris}; niche ${nicheText(run)}; ${run.labels.d_b} lost a day; ${treatmentText(run, spec, clock)}`;
  const cartilage = run.values.mc.indexOf(Math.max(...run.values.mc));
  return [`${called}: ${about}`,
    run.values.mc[cartilage] > 0 ? `cartilage most on ${dayText(run.days[cartilage], clock)}` : "no cartilage",
    run.bone > 0 ? `half of the bone by ${dayText(reachedOn(run, 0.5), clock)}` : "no bone",
    `final bone ${percentOf(run.bone)}`];
}
