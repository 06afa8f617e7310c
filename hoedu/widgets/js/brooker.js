// Films for practising the Brooker classes: parts of bone are put onto the hip by a film's number, and what the film then
// shows is measured. The rule and the measuring are those of hoedu/imaging/grading_films.py; every figure comes from there.

const FEMUR = 1, PELVIS = 2, METAL = 4, CLOSE = 8; // what lies at a pixel, or near it
const ADDED = -7; // in place of an array's number: the bone of one film
const STEADY = -8; // and its weights

// Everything that is needed to make films: `filmOf(number)` is the same on every machine.
export function brookerFilms(stack, plan) {
  const [front, side] = stack.manifest.pictures, { height, width } = stack.array(front.base);
  const partOf = (name, aside) => stack.array((aside ? side : front).findings[name].layers[0]);
  const places = skeletonPlaces(front.findings.skeleton.layers.map(stack.array), height, width, plan);
  const bonesEdges = [FEMUR, PELVIS].map((bit) => edgesOf(Float32Array.from(places.at, (at) => Number((at & bit) > 0)), [0, 0, width, height], width, 0.5));
  const kinds = new Map(plan.parts.map((part) => [part.name, part]));
  const field = new Float32Array(height * width), label = new Int16Array(height * width);

  // What the parts add to the attenuation of one film, and the box outside of which they add nothing.
  function compose(recipe, aside = false, into = field) {
    into.fill(0);
    const box = [width, height, 0, 0];
    for (const { part, x, y, z, dense } of recipe) {
      const layer = partOf(part, aside), top = layer.top + z, left = layer.left + (aside ? y : x);
      for (let row = Math.max(0, -top); row < layer.height && top + row < height; row++) {
        for (let column = Math.max(0, -left); column < layer.width && left + column < width; column++)
          into[(top + row) * width + left + column] += dense * layer.values[row * layer.width + column];
      }
      box[0] = Math.min(box[0], Math.max(0, left - 1));
      box[1] = Math.min(box[1], Math.max(0, top - 1));
      box[2] = Math.max(box[2], Math.min(width, left + layer.width + 1));
      box[3] = Math.max(box[3], Math.min(height, top + layer.height + 1));
    }
    return { values: into, box: box[2] > box[0] ? box : [0, 0, 0, 0] };
  }

  // What the film from the front shows: the gap in mm between facing bony surfaces of the femur's and the pelvis's side, 0
  // where they meet, null where no heterotopic bone reaches either. `free`: edges of the islands.
  function read(recipe, cut = plan.cut) {
    const { values, box } = compose(recipe), pieces = piecesOf(values, box, cut);
    if (!pieces.length) return { bone: false, gap: null, line: null, free: [] };
    const free = pieces.filter((one) => !one.touches).map((one) => one.edges);
    if (pieces.some((one) => one.touches === (FEMUR | PELVIS))) return { bone: true, gap: 0, line: null, free };
    const own = [FEMUR, PELVIS].map((bit) => pieces.filter((one) => one.touches === bit).flatMap((one) => one.edges));
    if (!own[0].length && !own[1].length) return { bone: true, gap: null, line: null, free };
    let best = nearest(own[0], own[1], { far: Infinity });
    best = nearest(own[0], bonesEdges[1], best);
    best = nearest(bonesEdges[0], own[1], best);
    return { bone: true, gap: best.far * front.mm, line: best.line, free };
  }

  // Heterotopic bone in pieces that hang together (corners count), each with the sides it touches and its edge.
  function piecesOf(values, [left, top, right, bottom], cut) {
    const found = [];
    for (let y = top; y < bottom; y++) label.fill(0, y * width + left, y * width + right);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const start = y * width + x;
        if (label[start] || !(values[start] > cut)) continue;
        const number = found.length + 1, todo = [start], piece = { touches: 0, at: [] };
        label[start] = number;
        while (todo.length) {
          const p = todo.pop(), px = p % width, py = (p - px) / width;
          piece.at.push(p);
          piece.touches |= places.touching[p];
          for (let ny = Math.max(top, py - 1); ny <= Math.min(bottom - 1, py + 1); ny++)
            for (let nx = Math.max(left, px - 1); nx <= Math.min(right - 1, px + 1); nx++) {
              const near = ny * width + nx;
              if (label[near] || !(values[near] > cut)) continue;
              label[near] = number;
              todo.push(near);
            }
        }
        found.push(piece);
      }
    }
    return found.filter((piece) => piece.at.length >= plan.speck).map(({ touches, at }) => ({ touches, edges: edgesAt(at, values, width, cut) }));
  }

  // In the film from the side: mm between the bone of the femur's side and that of the pelvis's side; null where one is missing.
  function readAside(recipe) {
    const of = (...wanted) => recipe.filter(({ part }) => wanted.includes(kinds.get(part).kind));
    if (of("bridge").length) return { gap: 0, line: null };
    const sides = ["femoral", "pelvic"].map((kind) => of(kind));
    if (!sides[0].length || !sides[1].length) return { gap: null, line: null };
    const [one, other] = sides.map((list) => compose(list, true, new Float32Array(height * width)));
    for (let p = 0; p < one.values.length; p++) if (one.values[p] > plan.cut && other.values[p] > plan.cut) return { gap: 0, line: null };
    const [a, b] = [one, other].map(({ values, box }) => edgesOf(values, box, width, plan.cut));
    const { far, line } = nearest(a, b, { far: Infinity });
    return { gap: far * side.mm, line };
  }

  // Whether a film of this class is fit to be graded: nothing decisive hidden by metal, joined only where it is seen to be.
  function fits(target, recipe, reading, sought) {
    if (brookerClass(reading, plan.limit) !== target) return false;
    const islands = recipe.filter(({ part }) => kinds.get(part).kind === "island").length;
    if (reading.free.length !== islands) return false;
    const at = ([x, y]) => places.at[Math.round(y) * width + Math.round(x)];
    if (reading.free.some((edges) => edges.some((point) => at(point) & CLOSE))) return false;
    if (target === 4) return brookerClass(read(recipe, plan.joined * plan.cut), plan.limit) === 4;
    if (target < 2) return true;
    if (Math.abs(reading.gap - sought) > plan.near || reading.gap < plan.least || Math.abs(reading.gap - plan.limit) < plan.apart) return false;
    const [[ax, ay], [bx, by]] = reading.line, along = Array.from({ length: 21 }, (_, n) => [ax + ((bx - ax) * n) / 20, ay + ((by - ay) * n) / 20]);
    if (along.some((point) => at(point) & METAL)) return false;
    if (reading.free.some((edges) => nearest(edges, along, { far: plan.aisle }).line)) return false;
    return read(recipe, 2 * plan.cut).gap !== null;
  }

  // ---- a film by its number

  const parts = (kind, site) => plan.parts.filter((part) => part.kind === kind && part.site === site);
  const between = (random, [low, high]) => low + random() * (high - low);
  const shift = (random, reach) => Math.round(between(random, [-reach, reach]));
  const pick = (random, list) => list[Math.floor(random() * list.length)];
  const placed = (part, random, y = 0) => ({ part: part.name, x: shift(random, plan.jitter), y, z: shift(random, plan.jitter), dense: 1 });

  function island(random) {
    const part = pick(random, parts("island", "lateral")), layer = partOf(part.name, false), [left, top, right, bottom] = pick(random, plan.rooms);
    const dense = random() < plan.faint.chance ? plan.faint.dense : 1;
    return { part: part.name, dense, y: shift(random, plan.deep), x: Math.round(between(random, [left, right]) - layer.left - layer.width / 2),
      z: Math.round(between(random, [top, bottom]) - layer.top - layer.height / 2) };
  }
  const islandsFor = (random) => (random() < plan.extra ? [island(random)] : []);

  // Depths of the two sides: the same, or one in front of the other.
  function depths(random, apart) {
    const together = shift(random, 6), way = random() < 0.5 ? 1 : -1;
    if (!apart) return [together, together];
    return plan.depths.map((reach, n) => Math.round((n ? way : -way) * between(random, reach)));
  }

  // Spurs moved towards or away from each other until the film shows the gap sought (below 0: until they overlap).
  function spurs(random, sought, apart) {
    const site = random() < plan.medial ? "medial" : "lateral", alone = sought > plan.limit ? random() : 1;
    const [deepF, deepP] = depths(random, apart);
    const femoral = alone < plan.alone / 2 ? null : placed(pick(random, parts("femoral", site)), random, deepF);
    const pelvic = alone >= plan.alone / 2 && alone < plan.alone ? null : placed(pick(random, parts("pelvic", site)), random, deepP);
    const moved = [femoral, pelvic].filter(Boolean), inside = (value) => Math.max(-plan.reach, Math.min(plan.reach, Math.round(value)));
    for (let turn = 0; turn < 3; turn++) {
      const { gap, line } = read(moved);
      if (!line || Math.abs(gap - sought) < 0.3) break;
      const [[ax, ay], [bx, by]] = line, step = (gap - sought) / front.mm / moved.length / Math.hypot(bx - ax, by - ay);
      for (const one of moved) {
        const way = one === femoral ? step : -step;
        one.x = inside(one.x + way * (bx - ax));
        one.z = inside(one.z + way * (by - ay));
      }
    }
    return moved;
  }

  // A recipe of each class. What makes a film easy or hard (`will`) is drawn once; its parts are drawn until they fit.
  const RECIPES = [
    () => [[]],
    (random) => [Array.from({ length: 1 + Math.floor(random() * 3) }, () => island(random))],
    (random, will) => spursAt(random, will, plan.over, plan.wide),
    (random, will) => spursAt(random, will, plan.under, plan.narrow),
    (random, will) => {
      const way = will(), passing = way < plan.ways.passing;
      if (way >= plan.ways.bridge) return [[...spurs(random, -plan.overlap, passing), ...islandsFor(random)], 0, passing];
      const part = pick(random, plan.parts.filter(({ kind }) => kind === "bridge"));
      return [[{ ...placed(part, random), y: shift(random, 6) }, ...islandsFor(random)]];
    },
  ];
  function spursAt(random, will, hard, easy) {
    const sought = between(will, will() < plan.border ? hard : easy);
    return [[...spurs(random, sought, will() < plan.staggered), ...islandsFor(random)], sought];
  }

  function classOf(number) {
    const deck = 4 * RECIPES.length, order = Array.from({ length: deck }, (_, n) => n % RECIPES.length);
    const random = randomOf(Math.floor((number - 1) / deck), 1);
    for (let n = deck - 1; n > 0; n--) {
      const other = Math.floor(random() * (n + 1));
      [order[n], order[other]] = [order[other], order[n]];
    }
    return order[(number - 1) % deck];
  }

  function filmOf(number) {
    const target = classOf(number);
    for (let turn = 0; turn < plan.turns; turn++) {
      const random = randomOf(number, 100 + turn), [recipe, sought = 0, passing = null] = RECIPES[target](random, randomOf(number, 3));
      const reading = read(recipe);
      if (!fits(target, recipe, reading, sought)) continue;
      const aside = readAside(recipe);
      // Where bone only passes bone the side view must part them; where it joins, it must not.
      if (target === 4 && passing !== null && (passing ? aside.gap < plan.parted : aside.gap > 0)) continue;
      return { number, recipe, reading, aside, turn, key: target, second: secondReader(target, recipe, reading, randomOf(number, 2)) };
    }
    return filmOf(number + 1e6); // has not been seen to happen; still the same film on every machine
  }

  // A second reader, as stated in the notes: misjudges the gap, misses islands, now and then sees one that is not there.
  function secondReader(key, recipe, reading, random) {
    const { error, faint, clear, ghost, seam } = plan.reader;
    let sum = -6;
    for (let n = 0; n < 12; n++) sum += random();
    if (key === 0) return random() < ghost ? 1 : 0;
    if (key === 1) return recipe.some(({ dense }) => random() >= (dense < 1 ? faint : clear)) ? 1 : 0;
    if (key === 4) return sum * error > seam ? 3 : 4;
    const seen = reading.gap + sum * error;
    return seen <= 0 ? 4 : seen < plan.limit ? 3 : 2;
  }

  // The outline of all heterotopic bone on one film, as short lines in pixels, for `lightbox`.
  function outlineOf(recipe, aside) {
    const { values, box } = compose(recipe, aside, new Float32Array(height * width));
    return contour(values, box, width, height, plan.cut);
  }

  // A stack whose only patient is this film: pictures.js draws it.
  function stackOf(film) {
    const added = [false, true].map((aside) => {
      const { values, box: [left, top, right, bottom] } = compose(film.recipe, aside, new Float32Array(height * width));
      const high = Math.max(1, bottom - top), across = Math.max(1, right - left), cut = new Float32Array(high * across);
      for (let y = 0; y < bottom - top; y++) cut.set(values.subarray((top + y) * width + left, (top + y) * width + right), y * across);
      return { height: high, width: across, top, left, values: cut };
    });
    const steady = { height: 1, width: 2, values: Float32Array.of(30000, 30000) }, kept = new Map();
    const pictures = [front, side].map((picture, n) => ({ ...picture, seed: picture.seed + 2 * film.number,
      findings: { film: { layers: [ADDED - 2 * n], weights: [STEADY, [1]] } } }));
    const array = (number) => (number === STEADY ? steady : number < 0 ? added[(ADDED - number) / 2] : stack.array(number));
    const keep = (key, make) => {
      if (!kept.has(key)) kept.set(key, make());
      return kept.get(key);
    };
    return { manifest: { ...stack.manifest, weeks: [0, 1, 2], pictures }, array, keep };
  }

  return { filmOf, read, readAside, compose, outlineOf, stackOf, height, width };
}

// The rule: 0 none, 1 islands, 2 at least `limit` mm between facing surfaces, 3 less, 4 apparent ankylosis.
export function brookerClass({ bone, gap }, limit) {
  if (!bone) return 0;
  if (gap === null) return 1;
  return gap === 0 ? 4 : gap < limit ? 3 : 2;
}

// A row of chances from 0 to 1 that two whole numbers decide (mulberry32).
function randomOf(one, other) {
  let state = Math.imul(one ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(other + 0x632be5ab, 0xc2b2ae35);
  state = Math.imul(state ^ (state >>> 15), 0x27d4eb2d) ^ (state >>> 13);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Bits for each pixel: `at` where a bone or the implant lies (or is close), `touching` where a bone is at most one pixel away.
function skeletonPlaces(masks, height, width, plan) {
  const at = new Uint8Array(height * width), touching = new Uint8Array(height * width);
  masks.forEach(({ values, top, left, width: across }, n) => {
    values.forEach((value, i) => {
      if (!value) return;
      const y = top + Math.floor(i / across), x = left + (i % across), bit = [FEMUR, PELVIS, METAL][n];
      at[y * width + x] |= bit;
      if (bit !== METAL) around(x, y, 1, (p) => (touching[p] |= bit));
    });
  });
  const edges = [];
  for (let p = 0; p < at.length; p++) if (at[p] && [1, -1, width, -width].some((step) => !at[p + step])) edges.push(p);
  for (const p of edges) around(p % width, Math.floor(p / width), plan.clear, (near) => (at[near] |= CLOSE));
  return { at, touching };

  function around(x, y, reach, visit) {
    for (let ny = Math.max(0, y - reach); ny <= Math.min(height - 1, y + reach); ny++)
      for (let nx = Math.max(0, x - reach); nx <= Math.min(width - 1, x + reach); nx++) visit(ny * width + nx);
  }
}

// Where the level is crossed between neighbouring pixels, as points between their centres.
function edgesAt(at, values, width, cut) {
  const points = [];
  for (const p of at) {
    const x = p % width, y = (p - x) / width, high = values[p] - cut;
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      const low = values[p + dx + dy * width] - cut;
      if (!(low <= 0)) continue; // bone too, or beyond the film
      const share = high / (high - low);
      points.push([x + dx * share, y + dy * share]);
    }
  }
  return points;
}

function edgesOf(values, [left, top, right, bottom], width, cut) {
  const at = [];
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (values[y * width + x] > cut) at.push(y * width + x);
  return edgesAt(at, values, width, cut);
}

// The closest two points of two lists, if closer than `best` is.
function nearest(some, others, best) {
  if (!some.length || !others.length) return best;
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity, { far } = best, found = null;
  for (const [x, y] of some) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  for (const other of others) {
    const [x, y] = other;
    if (Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) >= far) continue;
    for (const one of some) {
      const away = Math.sqrt((one[0] - x) ** 2 + (one[1] - y) ** 2);
      if (away < far) {
        far = away;
        found = [one, other];
      }
    }
  }
  return found ? { far, line: found } : best;
}

// Marching squares: the level's line through each cell of four pixels.
function contour(values, [left, top, right, bottom], width, height, cut) {
  const lines = [];
  for (let y = top; y < Math.min(bottom, height - 1); y++) {
    for (let x = left; x < Math.min(right, width - 1); x++) {
      const corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]].map(([cx, cy]) => [cx, cy, values[cy * width + cx] - cut]);
      const crossed = [];
      corners.forEach(([ax, ay, a], n) => {
        const [bx, by, b] = corners[(n + 1) % 4];
        if (a > 0 !== b > 0) crossed.push([ax + ((bx - ax) * a) / (a - b) + 0.5, ay + ((by - ay) * a) / (a - b) + 0.5]);
      });
      for (let n = 0; n + 1 < crossed.length; n += 2) lines.push([crossed[n], crossed[n + 1]]);
    }
  }
  return lines;
}
