// One film on a canvas that can be enlarged and moved, with lines measured on it.

import { make } from "./dom.js";
import { lightbox, placeOn, WHOLE } from "./lightbox.js";

const MOST_FILM = 6; // times enlarged
const LABEL_HALO = "rgba(0, 0, 0, 0.75)", MEASURED = "#ffe14d";

// `name` says which film; `draw(renderer, box, extras, measured)` shows it, where `measured` is { line, text } in pixels.
export function filmView(name) {
  let last = null, zoom = WHOLE;
  const box = lightbox(() => last && paint([]));
  const node = make("div", { className: "ho-view", role: "group", tabindex: "0", "data-enlarged": "false",
    "aria-label": `${name}: plus and minus enlarge it, arrow keys move it, 0 shows it whole` }, box.canvas);

  function draw(renderer, changed, extras, measured) {
    last = { renderer, extras, measured };
    paint(changed);
  }

  function paint(changed) {
    const { renderer, extras, measured } = last;
    box.draw(renderer, changed.length ? changed : null, { ...extras, zoom });
    if (measured?.line) drawMeasure(box.canvas, renderer, zoom, measured);
  }

  function zoomTo(next) {
    const by = Math.min(MOST_FILM, Math.max(1, next.by)), half = 0.5 / by, inside = (at) => Math.min(1 - half, Math.max(half, at));
    zoom = { by, x: inside(next.x), y: inside(next.y) };
    node.dataset.enlarged = String(by > 1);
    if (last) paint([]);
  }
  const enlarge = (factor) => zoomTo({ ...zoom, by: zoom.by * factor });
  const move = (x, y) => zoomTo({ ...zoom, x: zoom.x + x / zoom.by, y: zoom.y + y / zoom.by });
  const KEYS = { "+": () => enlarge(1.5), "=": () => enlarge(1.5), "-": () => enlarge(1 / 1.5), 0: () => zoomTo(WHOLE),
    ArrowLeft: () => move(-0.1, 0), ArrowRight: () => move(0.1, 0), ArrowUp: () => move(0, -0.1), ArrowDown: () => move(0, 0.1) };
  node.addEventListener("keydown", (event) => {
    if (!(event.key in KEYS) || event.ctrlKey || event.metaKey || event.altKey || (event.key.startsWith("Arrow") && zoom.by === 1)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  node.addEventListener("pointerdown", (event) => zoom.by > 1 && event.button === 0 && node.setPointerCapture(event.pointerId));
  node.addEventListener("pointermove", (event) => {
    if (!node.hasPointerCapture(event.pointerId) || !last) return;
    const [scale] = placeOn(box.canvas, last.renderer, zoom), ratio = globalThis.devicePixelRatio || 1;
    zoomTo({ ...zoom, x: zoom.x - (event.movementX * ratio) / (scale * last.renderer.width), y: zoom.y - (event.movementY * ratio) / (scale * last.renderer.height) });
  });
  node.addEventListener("dblclick", (event) => {
    if (zoom.by > 1) return zoomTo(WHOLE);
    const place = node.getBoundingClientRect();
    zoomTo({ by: 2.25, x: (event.clientX - place.left) / place.width, y: (event.clientY - place.top) / place.height });
  });
  return { node, canvas: box.canvas, draw, enlarge, whole: () => zoomTo(WHOLE), by: () => zoom.by, stop: box.stop };
}

// A measured distance: a line with a bar at each end, and its length beside it.
function drawMeasure(canvas, source, zoom, { line, text }) {
  const ratio = globalThis.devicePixelRatio || 1, [scale, left, top] = placeOn(canvas, source, zoom).map((value) => value / ratio);
  const [[ax, ay], [bx, by]] = line.map(([x, y]) => [left + (x + 0.5) * scale, top + (y + 0.5) * scale]);
  const context = canvas.getContext("2d"), far = Math.max(Math.hypot(bx - ax, by - ay), 0.01), barX = (-(by - ay) / far) * 5, barY = ((bx - ax) / far) * 5;
  const path = new Path2D(`M${ax} ${ay}L${bx} ${by}M${ax - barX} ${ay - barY}L${ax + barX} ${ay + barY}M${bx - barX} ${by - barY}L${bx + barX} ${by + barY}`);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const [width, style] of [[4.5, LABEL_HALO], [2, MEASURED]]) {
    context.lineWidth = width;
    context.strokeStyle = style;
    context.stroke(path);
  }
  // The length stands above and to the left, where a film of a right hip is dark.
  const size = Math.max(12, Math.min(16, canvas.width / ratio / 24)), x = Math.min(ax, bx) - 10, y = Math.min(ay, by) - 8;
  context.font = `600 ${size}px system-ui, "Segoe UI", Roboto, sans-serif`;
  context.textBaseline = "bottom";
  context.textAlign = x < 80 ? "left" : "right";
  context.lineWidth = 4;
  context.strokeStyle = LABEL_HALO;
  context.strokeText(text, Math.max(8, x), Math.max(size + 4, y));
  context.fillStyle = MEASURED;
  context.fillText(text, Math.max(8, x), Math.max(size + 4, y));
}
