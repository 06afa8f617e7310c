// One picture on a canvas: fitted or enlarged, with what belongs on it. The words and the scale are drawn into the
// canvas, so that a picture saved from it still says that it is synthetic.

import { make } from "./dom.js";

const BARS = [2, 5, 10, 20, 50, 100, 200];
const HALO = "rgba(0, 0, 0, 0.75)";
const OUTLINES = { bone: "#ff8a3d", inflammation: "#e69f00", skeleton: "#d0d0d0" };

export const WHOLE = { by: 1, x: 0.5, y: 0.5 };

// A canvas that keeps its size in device pixels. `redraw` is called when that size changes.
export function lightbox(redraw) {
  const canvas = make("canvas", { role: "img" });
  const context = canvas.getContext("2d", { alpha: false });
  const source = document.createElement("canvas"), sourceContext = source.getContext("2d", { willReadFrequently: true });
  let image = null, shown = null, ratio = 1;
  const observer = new ResizeObserver(([{ contentRect }]) => {
    ratio = globalThis.devicePixelRatio || 1;
    const width = Math.round(contentRect.width * ratio), height = Math.round(contentRect.height * ratio);
    if (!width || (width === canvas.width && height === canvas.height)) return;
    canvas.width = width;
    canvas.height = height;
    redraw();
  });
  observer.observe(canvas);

  // Bring the box that a renderer changed to the screen; all of it when the renderer is another one.
  function draw(renderer, box, extras) {
    if (shown !== renderer) {
      if (source.width !== renderer.width) source.width = renderer.width;
      if (source.height !== renderer.height) source.height = renderer.height;
      image = new ImageData(renderer.pixels, renderer.width, renderer.height);
      box = [0, 0, renderer.width, renderer.height];
      shown = renderer;
    }
    if (box) sourceContext.putImageData(image, 0, 0, ...box);
    compose(context, source, ratio, extras);
  }
  return { canvas, draw, stop: () => observer.disconnect() };
}

// Where the picture lies on the canvas: its scale and its left upper corner.
export function placeOn(canvas, { width, height }, { by, x, y }, head = 0) {
  const scale = Math.min(canvas.width / width, canvas.height / height) * by;
  const inside = (room, size, at) => (size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, room / 2 - at * size)));
  // Where there is room to spare, words stand above the picture and not on it.
  const spare = canvas.height - height * scale;
  return [scale, inside(canvas.width, width * scale, x), Math.max(inside(canvas.height, height * scale, y), Math.min(spare, head))];
}

function compose(context, source, ratio, { zoom = WHOLE, mm, marks = {}, outline, colour, heads = [], bar = true, burnt = false }) {
  const { canvas } = context, width = canvas.width / ratio, height = canvas.height / ratio;
  const size = Math.max(10, Math.min(14, width / 32)), gap = size * 0.6;
  const [scale, left, top] = placeOn(canvas, source, zoom, heads.length && (gap + heads.length * size * 1.3) * ratio);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = "#000";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingEnabled = scale < 6; // far enlarged, a pixel may be seen as one
  context.drawImage(source, left, top, source.width * scale, source.height * scale);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.lineJoin = "round";
  if (outline) drawOutline(context, outline, [scale / ratio, left / ratio, top / ratio], OUTLINES[colour] ?? OUTLINES.skeleton, width < 250);
  context.font = `600 ${size}px system-ui, "Segoe UI", Roboto, sans-serif`;
  heads.forEach((text, line) => write(context, text, gap, gap + line * size * 1.3, "left", "top"));
  if (!burnt || zoom.by > 1) write(context, "synthetic", gap, height - gap, "left", "bottom");
  write(context, marks.left, gap, height / 2, "left", "middle");
  write(context, marks.right, width - gap, height / 2, "right", "middle");
  write(context, marks.top, width / 2, gap, "center", "top");
  write(context, marks.bottom, width / 2, height - gap, "center", "bottom");
  if (bar) drawBar(context, mm / (scale / ratio), width, height, gap, size);
}

function write(context, text, x, y, align, baseline) {
  if (!text) return;
  context.textAlign = align;
  context.textBaseline = baseline;
  context.lineWidth = 3;
  context.strokeStyle = HALO;
  context.strokeText(text, x, y);
  context.fillStyle = "#fff";
  context.fillText(text, x, y);
}

// The longest round length that takes no more than a quarter of the width.
function drawBar(context, mm, width, height, gap, size) {
  const length = BARS.findLast((bar) => bar / mm <= width / 4) ?? BARS[0], right = width - gap, y = height - gap - size * 1.4;
  const path = new Path2D(`M${right - length / mm} ${y - 4}v8m0 -4H${right}m0 -4v8`);
  for (const [line, style] of [[4, HALO], [1.5, "#fff"]]) {
    context.lineWidth = line;
    context.strokeStyle = style;
    context.stroke(path);
  }
  write(context, `${length}\u00a0mm`, right, height - gap, "right", "bottom");
}

function drawOutline(context, polygons, [scale, left, top], colour, small) {
  context.beginPath();
  for (const polygon of polygons) {
    polygon.forEach(([x, y], n) => (n ? context.lineTo(left + x * scale, top + y * scale) : context.moveTo(left + x * scale, top + y * scale)));
    context.closePath();
  }
  for (const [line, style] of [[5, HALO], [2, colour]]) {
    context.lineWidth = small ? line / 2 : line;
    context.strokeStyle = style;
    context.stroke();
  }
}
