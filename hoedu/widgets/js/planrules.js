// What a week does to a joint, and what is said of its plan: looked up in the tables that Python wrote (hoedu/rehab.py,
// explorers/plan_builder.py). The page adds degrees and steps, nothing more.

const PLAN_PHASES = { e: "early", a: "acute", s: "settled", m: "mature", x: "excised" };

const planPhase = (patient, number) => PLAN_PHASES[patient.phases[number - 1]];

// As `begins`: a flag may change the joint as the week begins.
export function weekBegins(spec, patient, joint, number) {
  const flag = patient.flag && number === patient.week ? patient.flag : "", changed = { ...joint };
  if (flag === "range") changed.range = Math.max(spec.model.floor, joint.range - spec.lost);
  if (flag === "warm" || flag === "fever") changed.irritation = Math.max(1, joint.irritation);
  if (flag === "dysreflexia") changed.skin = Math.max(1, joint.skin);
  return { joint: changed, phase: planPhase(patient, number), flag };
}

function needsSeat(spec, patient, joint) {
  const [seat, again] = spec.model.seat;
  return Boolean(patient.chair) && joint.range < seat && (joint.reviewed === null || joint.range <= joint.reviewed - again);
}

// As `unseen`: warmer than the joint that was dealt, and nobody has looked.
const planUnseen = (patient, joint) => joint.irritation === 2 || (joint.irritation > patient.irritation && !joint.referred);

// As `judge`: each part of the plan is looked up by what decides it.
function planJudged(spec, patient, joint, phase, flag, plan) {
  const numb = patient.moves ? "" : "/numb", stops = spec.stops.includes(flag), unseen = planUnseen(patient, joint);
  const moveKey = patient.fop ? "fop" : flag ? (stops ? flag : `warm${numb}`)
    : unseen ? `hot${numb}` : (joint.irritation && phase !== "excised" ? "acute" : phase) + numb;
  const referKey = patient.fop ? "fop" : flag || (unseen ? (numb ? "hot" : "sore") : joint.skin === 2 ? "open"
    : !joint.referred && joint.range <= patient.range - spec.steady ? "loss" : joint.spasticity === 2 ? "spastic"
    : phase === "mature" && !joint.referred ? "plateau" : "nothing");
  const fits = patient.fits && (phase === "settled" || phase === "excised");
  const splintKey = patient.fop ? "fop" : flag ? "flag" : joint.irritation ? (phase === "excised" && joint.irritation === 1 ? "fresh" : "hot") : !fits ? "idle" : phase === "excised" ? "after" : "fits";
  const seatKey = !patient.chair ? "none" : flag === "clot" || flag === "fever" ? "later"
    : joint.skin ? "skin" : needsSeat(spec, patient, joint) ? "need" : "idle";
  const byPhase = plan.movement === "forced" && !patient.fop && !stops;
  const found = [
    ["movement", spec.move[byPhase ? `forced|${phase}` : `${moveKey}|${plan.movement}`]],
    ["referral", spec.refer[`${referKey}|${plan.referral}`]],
    ["splint", spec.splint[`${splintKey}|${Number(plan.splint)}`]],
    ["seating", spec.seating[`${seatKey}|${Number(plan.seating)}`]],
  ];
  return found.filter(([, entry]) => entry).map(([part, [verdict, text]]) => ({ part, verdict, text: spec.texts[text] }));
}

export const planWorst = (said) => Math.max(...said.map((one) => one.verdict));

// As `carry_out`: beside a red flag an unsafe plan is not carried out.
export function weekCarried(spec, patient, joint, number, plan) {
  const { phase, flag } = { phase: planPhase(patient, number), flag: patient.flag && number === patient.week ? patient.flag : "" };
  const said = planJudged(spec, patient, joint, phase, flag, plan);
  let real = plan, news = "", stopped = false;
  if (flag) {
    const stops = ["too soon", "too late", "unsafe"];
    stopped = said.some((one) => one.part !== "seating" && stops.includes(spec.verdicts[one.verdict][1]));
    real = { ...plan, referral: "today", splint: false, movement: stopped || spec.stops.includes(flag) ? "rest" : plan.movement };
    news = (stopped ? spec.colleague : "") + patient.came;
  }
  return { number, phase, flag, before: joint, plan, said, after: weekAfter(spec, patient, joint, phase, real, stopped), news };
}

// As `week` in hoedu/rehab.py.
function weekAfter(spec, patient, joint, phase, plan, isLate) {
  const { gain, stir, drift, cool, least, floor, splint, late } = spec.model;
  const movement = plan.movement === "active" && !patient.moves ? "rest" : plan.movement;
  const fits = plan.splint && patient.fits && joint.irritation === 0 && (phase === "settled" || phase === "excised");
  const stirs = plan.splint && !fits && (phase !== "excised" || joint.irritation === 2);
  const change = gain[movement][joint.irritation] + drift[phase] - (joint.spasticity === 2 ? 1 : 0)
    + (fits ? splint[0] : 0) - (stirs ? splint[2] * joint.irritation : 0) - (isLate ? late : 0);
  const stirred = stir[movement] + (movement === "forced" ? 0 : cool[phase]) + (stirs ? splint[1] : 0);
  const sitsBadly = needsSeat(spec, patient, joint) && !plan.seating;
  return {
    range: Math.max(floor, Math.min(patient.ceiling, joint.range + change)),
    irritation: Math.max(least[phase], Math.min(2, joint.irritation + stirred)),
    spasticity: plan.referral === "none" ? joint.spasticity : Math.min(joint.spasticity, 1),
    skin: Math.max(0, Math.min(2, joint.skin + (sitsBadly ? 1 : plan.seating ? -1 : 0))),
    reviewed: plan.seating && patient.chair ? joint.range : joint.reviewed,
    referred: joint.referred || plan.referral !== "none",
  };
}
