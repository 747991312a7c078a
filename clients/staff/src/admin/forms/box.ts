// Where fields stand on a page: millimetres from its upper left corner, to a hundredth. Pure.

import type { Row } from "../api.ts";

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Size {
  width: number;
  height: number;
}

export type Handle = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";
export const HANDLES: readonly Handle[] = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];
export const LEAST = 1;
/** So near is meant to be the same line, in mm. */
export const NEAR = 1.2;

/** A length as a row has it: 40, 40.5, 40.25. */
export const mm = (value: number): string => String(Math.round(value * 100) / 100);

/** The box of a row; null while somebody types something that is none. */
export function boxOf(row: Row): Box | null {
  const [x, y, w, h] = [row.x, row.y, row.w, row.h].map((text) => (text?.trim() ? Number(text) : Number.NaN));
  const box = { x: x!, y: y!, w: w!, h: h! };
  return Object.values(box).every(Number.isFinite) && box.w > 0 && box.h > 0 ? box : null;
}

/** What a row says of a box; nothing stands left of the page or above it. */
export const columnsOf = ({ x, y, w, h }: Box): Row => ({
  x: mm(Math.max(0, x)),
  y: mm(Math.max(0, y)),
  w: mm(w),
  h: mm(h),
});

/** Where a box stands on the screen. */
export const pixels = ({ x, y, w, h }: Box, scale: number) => ({
  left: x * scale,
  top: y * scale,
  width: w * scale,
  height: h * scale,
});

/** The smallest box around all of them. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((one) => one.x));
  const y = Math.min(...boxes.map((one) => one.y));
  const w = Math.max(...boxes.map((one) => one.x + one.w)) - x;
  const h = Math.max(...boxes.map((one) => one.y + one.h)) - y;
  return { x, y, w, h };
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** How far several boxes can go together without leaving the page. */
export function within(boxes: readonly Box[], dx: number, dy: number, page: Size): { dx: number; dy: number } {
  const all = around(boxes);
  return {
    dx: clamp(dx, -all.x, Math.max(-all.x, page.width - all.x - all.w)),
    dy: clamp(dy, -all.y, Math.max(-all.y, page.height - all.y - all.h)),
  };
}

/** A box drawn larger or smaller by one of its handles; it stays on the page and keeps a size. */
export function resized(box: Box, handle: Handle, dx: number, dy: number, page: Size): Box {
  let { x, y } = box;
  let right = box.x + box.w;
  let low = box.y + box.h;
  if (handle.includes("w")) x = clamp(x + dx, 0, right - LEAST);
  if (handle.includes("e")) right = clamp(right + dx, x + LEAST, page.width);
  if (handle.includes("n")) y = clamp(y + dy, 0, low - LEAST);
  if (handle.includes("s")) low = clamp(low + dy, y + LEAST, page.height);
  return { x, y, w: right - x, h: low - y };
}

export interface Guide {
  axis: "x" | "y";
  at: number;
}

/** The lines that other fields give: their edges and middles. */
export interface Lines {
  x: number[];
  y: number[];
}

export function linesOf(boxes: readonly Box[]): Lines {
  return {
    x: boxes.flatMap((one) => [one.x, one.x + one.w / 2, one.x + one.w]),
    y: boxes.flatMap((one) => [one.y, one.y + one.h / 2, one.y + one.h]),
  };
}

/** The nearest of the lines to any of these places: how far it is, and which. */
function nearest(places: readonly number[], lines: readonly number[], near: number): { by: number; at: number } | null {
  let best: { by: number; at: number } | null = null;
  for (const place of places) {
    for (const line of lines) {
      const by = line - place;
      if (Math.abs(by) <= near && (!best || Math.abs(by) < Math.abs(best.by))) best = { by, at: line };
    }
  }
  return best;
}

/** A move that ends on a line of the others where one is near. */
export function snapped(box: Box, dx: number, dy: number, lines: Lines, near = NEAR) {
  const [x, y] = [box.x + dx, box.y + dy];
  const alongX = nearest([x, x + box.w / 2, x + box.w], lines.x, near);
  const alongY = nearest([y, y + box.h / 2, y + box.h], lines.y, near);
  const guides: Guide[] = [];
  if (alongX) guides.push({ axis: "x", at: alongX.at });
  if (alongY) guides.push({ axis: "y", at: alongY.at });
  return { dx: dx + (alongX?.by ?? 0), dy: dy + (alongY?.by ?? 0), guides };
}

/** An edge that is drawn ends on a line of the others where one is near. */
export function snappedEdge(box: Box, handle: Handle, dx: number, dy: number, lines: Lines, near = NEAR) {
  const guides: Guide[] = [];
  let [alongX, alongY] = [dx, dy];
  const right = handle.includes("e");
  const low = handle.includes("s");
  if (right || handle.includes("w")) {
    const found = nearest([(right ? box.x + box.w : box.x) + dx], lines.x, near);
    if (found) guides.push({ axis: "x", at: found.at });
    alongX += found?.by ?? 0;
  }
  if (low || handle.includes("n")) {
    const found = nearest([(low ? box.y + box.h : box.y) + dy], lines.y, near);
    if (found) guides.push({ axis: "y", at: found.at });
    alongY += found?.by ?? 0;
  }
  return { dx: alongX, dy: alongY, guides };
}

export type Edge = "left" | "center" | "right" | "top" | "middle" | "bottom" | "width" | "height";

/** Boxes on one line with the first of them (the one that was chosen last), or as wide or as high. */
export function aligned(boxes: readonly Box[], edge: Edge): Box[] {
  const first = boxes[0];
  if (!first) return [];
  const moved: Record<Edge, (box: Box) => Box> = {
    left: (box) => ({ ...box, x: first.x }),
    center: (box) => ({ ...box, x: first.x + (first.w - box.w) / 2 }),
    right: (box) => ({ ...box, x: first.x + first.w - box.w }),
    top: (box) => ({ ...box, y: first.y }),
    middle: (box) => ({ ...box, y: first.y + (first.h - box.h) / 2 }),
    bottom: (box) => ({ ...box, y: first.y + first.h - box.h }),
    width: (box) => ({ ...box, w: first.w }),
    height: (box) => ({ ...box, h: first.h }),
  };
  return boxes.map(moved[edge]);
}

/** The same room between neighbours, the outermost two staying where they are. */
export function spread(boxes: readonly Box[], axis: "x" | "y"): Box[] {
  const long = axis === "x" ? "w" : "h";
  const order = boxes.map((box, index) => ({ box, index })).sort((a, b) => a.box[axis] - b.box[axis]);
  const all = around(boxes);
  const room = (all[long] - boxes.reduce((sum, box) => sum + box[long], 0)) / (boxes.length - 1);
  const found = [...boxes];
  let at = all[axis];
  for (const { box, index } of order) {
    found[index] = { ...box, [axis]: at };
    at += box[long] + room;
  }
  return found;
}

export const over = (one: Box, other: Box): boolean =>
  one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
