// Pictures from packed layers: the same arithmetic as hoedu/imaging/pictures.py, into pixels. No science here: every
// layer, weight and threshold comes from Python.

import { through } from "./code.js";

const TEN = Math.LN10 / 10;
const GREYS = Uint32Array.from({ length: 256 }, (_, g) => 0xff000000 | (g << 16) | (g << 8) | g);
// Flowing blood, from dark to bright orange; the picture shines through.
const FLOWS = Uint32Array.from({ length: 256 }, (_, g) => 0xff000000 | ((g >> 3) << 16) | ((24 + (g * 40) / 255) << 8) | (150 + (g * 105) / 255));

// The stack behind a manifest and its bytes. Arrays are unfolded when first needed, and kept.
export async function openStack(manifest, bytes) {
  const plain = await through(bytes, new DecompressionStream("deflate"));
  const kept = new Map(), starts = [0];
  for (const [height, width, , , , , planes] of manifest.arrays) starts.push(starts[starts.length - 1] + height * width * planes);
  if (starts.pop() !== plain.length) throw new Error("These pictures did not arrive whole.");
  const keep = (key, make) => {
    if (!kept.has(key)) kept.set(key, make());
    return kept.get(key);
  };
  const array = (number) => keep(`array ${number}`, () => unfold(plain, starts[number], manifest.arrays[number]));
  return { manifest, array, keep };
}

// One array: byte planes, zig-zag, then the prediction from its neighbours undone. The inverse of packing.py.
function unfold(plain, start, [height, width, top, left, step, predictor, planes]) {
  const size = height * width, whole = new Int32Array(size);
  for (let plane = 0; plane < planes; plane++)
    for (let i = 0, from = start + plane * size; i < size; i++) whole[i] |= plain[from + i] << (8 * plane);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const above = y ? whole[i - width] : x ? whole[i - 1] : 0;
      const before = x ? whole[i - 1] : above;
      const corner = y ? (x ? whole[i - width - 1] : above) : before;
      let guess = before;
      if (predictor === 1) guess = (3 * before + 3 * above - 2 * corner) >> 2;
      else if (predictor === 2) {
        const low = Math.min(before, above), high = Math.max(before, above);
        guess = Math.min(Math.max(before + above - corner, low), high);
      }
      whole[i] = ((whole[i] >>> 1) ^ -(whole[i] & 1)) + guess;
    }
  }
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) values[i] = whole[i] * step;
  return { height, width, top, left, values };
}

// A table's column for any week, by straight lines between its rows.
function tableAt(stack, [number, most], week) {
  const { width, values } = stack.array(number), [first, step] = stack.manifest.weeks;
  const place = Math.min(Math.max((week - first) / step, 0), width - 1), low = Math.min(Math.floor(place), width - 2);
  return most.map((top, row) => {
    const at = row * width + low;
    return ((values[at] + (place - low) * (values[at + 1] - values[at])) * top) / 30000;
  });
}

// Contrast-to-noise in a tabulated week, to two decimals; null where there is nothing to measure.
export function contrastToNoise(stack, finding, week, dose) {
  if (finding.cnr === undefined) return null;
  const { height, width, values } = stack.array(finding.cnr), [first, step] = stack.manifest.weeks;
  return Math.abs(values[(height > 1 ? dose : 0) * width + Math.round((week - first) / step)]);
}

export function standardNoise(height, width, seed) {
  const noise = new Float32Array(height * width), third = Math.imul(seed, 0x9e3779b1);
  for (let y = 0, i = 0; y < height; y++) {
    const second = Math.imul(y, 0x165667b1) ^ third;
    for (let x = 0; x < width; x++, i++) {
      let h = Math.imul(x, 0x27d4eb2d) ^ second;
      h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
      h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
      h ^= h >>> 16;
      noise[i] = ((h & 255) + ((h >>> 8) & 255) + ((h >>> 16) & 255) + (h >>> 24) - 510) / 147.8;
    }
  }
  return noise;
}

// A coarse layer over the whole picture: bilinear between the centres of its pixels, level outside them.
function stretchedOver({ height, width, values }, many, across) {
  const whole = new Float32Array(many * across);
  const places = (few, count) => Array.from({ length: count }, (_, n) => {
    const place = Math.min(Math.max(((n + 0.5) * few) / count - 0.5, 0), few - 1), low = Math.min(Math.floor(place), Math.max(few - 2, 0));
    return [low, Math.min(low + 1, few - 1), place - low];
  });
  const rows = places(height, many), columns = places(width, across);
  for (let y = 0, i = 0; y < many; y++) {
    const [up, down, share] = rows[y];
    for (let x = 0; x < across; x++, i++) {
      const [left, right, part] = columns[x];
      const high = values[up * width + left] * (1 - part) + values[up * width + right] * part;
      const low = values[down * width + left] * (1 - part) + values[down * width + right] * part;
      whole[i] = high * (1 - share) + low * share;
    }
  }
  return whole;
}

// What the detector reads, for the pixels `at`: `a` holds their sums of layers. One loop a kind, as in pictures.py.
const DETECTORS = {
  film(v, a, at, { noise, scatter, n }, dose) {
    for (let i = 0; i < at.length; i++) {
      const p = at[i], got = Math.exp(-a[i]) + scatter[p];
      v[p] = (n[p] * noise) / Math.sqrt(dose * got) - Math.log(got);
    }
  },
  linear(v, a, at, { noise, n }, dose) {
    const strength = noise / Math.sqrt(dose);
    for (let i = 0; i < at.length; i++) v[at[i]] = a[i] + n[at[i]] * strength;
  },
  magnitude(v, a, at, { noise, n, second }) {
    for (let i = 0; i < at.length; i++) {
      const p = at[i], real = a[i] + noise * n[p], other = noise * second[p];
      v[p] = Math.sqrt(real * real + other * other);
    }
  },
  counts(v, a, at, { n }, dose) {
    for (let i = 0; i < at.length; i++) {
      const counts = Math.max(a[i], 0) * dose;
      v[at[i]] = Math.max(0, counts + Math.sqrt(counts) * n[at[i]]);
    }
  },
  echo(v, a, at, _, __, rims, levels) {
    for (let i = 0; i < at.length; i++) {
      let power = Math.exp(a[i] * TEN), rim = 0;
      for (let k = 0; k < rims.length; k++) rim += Math.exp((rims[k][i] + levels[k]) * TEN);
      v[at[i]] = rim ? Math.log(power + rim) / TEN : a[i];
    }
  },
};

// What all states of a picture share: noise and scatter for every pixel.
function detectorOf(stack, number) {
  return stack.keep(`detector ${number}`, () => {
    const { base, kind, noise, scatter, seed } = stack.manifest.pictures[number], { height, width } = stack.array(base);
    const found = { noise: noise.array === undefined ? noise : 1 };
    if (noise.array !== undefined) {
      const tile = stack.array(noise.array);
      found.n = Float32Array.from({ length: height * width }, (_, i) =>
        tile.values[(Math.floor(i / width) % tile.height) * tile.width + ((i % width) % tile.width)]);
    } else if (kind !== "echo") found.n = standardNoise(height, width, seed);
    if (kind === "magnitude") found.second = standardNoise(height, width, seed + 1);
    if (kind === "film") found.scatter = scatter.array === undefined
      ? new Float32Array(height * width).fill(scatter) : stretchedOver(stack.array(scatter.array), height, width);
    return found;
  });
}

// The pixels that a finding can change, and its layers on just those.
function touchedBy(stack, number, preset) {
  return stack.keep(`touched ${number} ${preset}`, () => {
    const { base, findings } = stack.manifest.pictures[number], { height, width } = stack.array(base), finding = findings[preset];
    const of = (numbers) => (numbers ?? []).map(stack.array), flow = finding.flow === undefined ? [] : [stack.array(finding.flow)];
    const layers = of(finding.layers), rims = of(finding.rims), seen = new Uint8Array(height * width);
    const each = (layer, visit) => {
      for (let y = 0, i = 0; y < layer.height; y++)
        for (let x = 0, p = (layer.top + y) * width + layer.left; x < layer.width; x++, i++, p++) visit(p, layer.values[i]);
    };
    for (const layer of layers) each(layer, (p, value) => value && (seen[p] = 1));
    for (const rim of rims) each(rim, (p, value) => value > -90 && (seen[p] = 1));
    for (const layer of flow) each(layer, (p, value) => value < 1 && (seen[p] = 1));
    const place = new Int32Array(height * width).fill(-1), found = [];
    for (let p = 0; p < seen.length; p++) if (seen[p]) place[p] = found.push(p) - 1;
    const at = Int32Array.from(found);
    const only = (layer, rest) => {
      const values = new Float32Array(at.length).fill(rest);
      each(layer, (p, value) => place[p] >= 0 && (values[place[p]] = value));
      return values;
    };
    return { at, box: boxOf(at, width), layers: layers.map((one) => only(one, 0)), rims: rims.map((one) => only(one, -999)),
      flow: flow.map((one) => only(one, Infinity))[0] };
  });
}

function boxOf(at, width) {
  if (!at.length) return null;
  let left = width, right = 0;
  for (const p of at) {
    const x = p % width;
    if (x < left) left = x;
    if (x > right) right = x;
  }
  const top = Math.floor(at[0] / width), bottom = Math.floor(at[at.length - 1] / width);
  return [left, top, right - left + 1, bottom - top + 1];
}

// One picture of one patient. `show({ week, dose, low, high })` brings `pixels` (RGBA) up to date, where `dose` is a
// factor, and returns the box that changed, or null. What does not depend on the change is kept.
export function pictureRenderer(stack, number, preset) {
  const picture = stack.manifest.pictures[number], finding = picture.findings[preset];
  const base = stack.array(picture.base), { height, width } = base, size = height * width;
  const detector = detectorOf(stack, number), { at, box, layers, rims, flow } = touchedBy(stack, number, preset);
  const detect = DETECTORS[picture.kind], v = new Float32Array(size), a = new Float64Array(at.length);
  const pixels = new Uint8ClampedArray(4 * size), words = new Uint32Array(pixels.buffer);
  const all = stack.keep(`all ${size}`, () => Int32Array.from({ length: size }, (_, p) => p));
  let last = {};

  // The picture without any finding: kept for the dose it was last made with, for all renderers.
  function plainPicture(dose) {
    const held = stack.keep(`plain ${number}`, () => ({ dose: null, v: new Float32Array(size) }));
    if (held.dose !== dose) detect(held.v, base.values, all, detector, dose, [], []);
    held.dose = dose;
    return held.v;
  }

  function addFinding({ week, dose }) {
    for (let i = 0; i < at.length; i++) a[i] = base.values[at[i]];
    const weights = layers.length ? tableAt(stack, finding.weights, week) : [];
    layers.forEach((layer, k) => {
      const weight = weights[k];
      if (weight) for (let i = 0; i < at.length; i++) a[i] += weight * layer[i];
    });
    detect(v, a, at, detector, dose, rims, rims.length ? tableAt(stack, finding.rimWeights, week) : []);
  }

  function paint(where, { low, high }) {
    const scale = 255 / (high - low);
    for (let i = 0; i < where.length; i++) {
      const p = where[i], grey = (v[p] - low) * scale;
      words[p] = GREYS[grey > 0 ? (grey < 255 ? (grey + 0.5) | 0 : 255) : 0];
    }
  }

  function colourFlow(week) {
    const below = tableAt(stack, finding.flowBelow, week)[0];
    for (let i = 0; i < at.length; i++) if (flow[i] < below) words[at[i]] = FLOWS[words[at[i]] & 255];
  }

  function show(state) {
    const anew = state.dose !== last.dose, moved = anew || state.week !== last.week;
    const other = anew || state.low !== last.low || state.high !== last.high;
    last = { ...state };
    if (anew) v.set(plainPicture(state.dose));
    if (moved && at.length) addFinding(state);
    if (other) paint(all, state);
    else if (moved) paint(at, state);
    if ((moved || other) && flow) colourFlow(state.week);
    return other ? [0, 0, width, height] : moved ? box : null;
  }
  return { width, height, pixels, values: v, show };
}
