// Where a person writes their name, with a pen or a finger. What is written stands in memory while the pad is there, and
// nowhere after that.

import { type PointerEvent, useEffect, useRef } from "react";
import { Plain } from "../Plain.tsx";
import { words } from "../words.ts";
import { begun, curve, drawn, type Point, type Strokes } from "./ink.ts";

/** The pen's width in thousandths of the pad's. */
const NIB = 6;
const INK = "#00003a";

interface Props {
  strokes: Strokes;
  still: boolean;
  onWrite: (strokes: Strokes) => void;
}

export function Pad({ strokes, still, onWrite }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  /** What is on the pad before React hears of it: a pen is faster than a page. */
  const ink = useRef(strokes);
  /** The pen or finger that writes; a hand that rests beside it does not. */
  const writing = useRef<number | null>(null);
  const pen = useRef(false);
  if (writing.current === null) ink.current = strokes;

  useEffect(() => {
    const place = canvas.current;
    if (!place) return;
    const paint = (): void => draw(place, ink.current);
    const watch = new ResizeObserver(paint);
    watch.observe(place);
    return () => {
      watch.disconnect();
      place.width = 0;
    };
  }, []);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, strokes);
  }, [strokes]);

  function down(event: PointerEvent<HTMLCanvasElement>): void {
    if (event.pointerType === "pen") pen.current = true;
    if (still || writing.current !== null || !event.isPrimary || (pen.current && event.pointerType === "touch")) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    writing.current = event.pointerId;
    put(begun(ink.current, at(event.nativeEvent, event.currentTarget)));
  }

  function move(event: PointerEvent<HTMLCanvasElement>): void {
    if (writing.current !== event.pointerId) return;
    const native = event.nativeEvent;
    const between = native.getCoalescedEvents?.() ?? [];
    put(
      drawn(
        ink.current,
        (between.length > 0 ? between : [native]).map((one) => at(one, event.currentTarget)),
      ),
    );
  }

  function up(event: PointerEvent<HTMLCanvasElement>): void {
    if (writing.current !== event.pointerId) return;
    writing.current = null;
    onWrite(ink.current);
  }

  function put(next: Strokes): void {
    if (next === ink.current) return;
    ink.current = next;
    if (canvas.current) draw(canvas.current, next);
  }

  return (
    <div className="pad" aria-disabled={still}>
      <span className="pad-line" aria-hidden="true" />
      <p className="pad-tip">
        <Plain text={words.papers.tip} />
      </p>
      <canvas
        ref={canvas}
        role="img"
        aria-label={strokes.length > 0 ? words.papers.written : words.papers.pad}
        data-testid="pad"
        data-strokes={strokes.length}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
      />
    </div>
  );
}

/** In thousandths of the pad's width. */
function at(event: globalThis.PointerEvent, pad: HTMLCanvasElement): Point {
  const box = pad.getBoundingClientRect();
  const unit = 1_000 / box.width;
  const inside = (place: number, most: number): number => Math.min(Math.max(place, 0), most) * unit;
  return [inside(event.clientX - box.left, box.width), inside(event.clientY - box.top, box.height), event.timeStamp];
}

function draw(canvas: HTMLCanvasElement, strokes: Strokes): void {
  const { clientWidth, clientHeight } = canvas;
  const [width, height] = [clientWidth, clientHeight].map((side) => Math.round(side * devicePixelRatio));
  if (!width || !height) return;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const unit = width / 1_000;
  pen.clearRect(0, 0, width, height);
  Object.assign(pen, { strokeStyle: INK, lineWidth: NIB * unit, lineCap: "round", lineJoin: "round" });
  for (const line of strokes) pen.stroke(new Path2D(curve(line, unit)));
}
