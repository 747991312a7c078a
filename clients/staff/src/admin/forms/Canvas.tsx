// The page with its fields: chosen, moved, drawn larger; everything by hand goes by key as well.

import {
  type DragEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Row } from "../api.ts";
import {
  around,
  type Box,
  columnsOf,
  type Guide,
  HANDLES,
  type Handle,
  linesOf,
  over,
  pixels,
  resized,
  type Size,
  snapped,
  snappedEdge,
  within,
} from "./box.ts";
import type { Fields, Placed } from "./useFields.ts";
import { FORMS_W } from "./words.ts";

const words = FORMS_W.editor;
const STEP = 0.5;
const FAR = 5;
/** A press that moves less than this many pixels is a press. */
const STILL = 3;

interface Props {
  name: string;
  page: Size;
  picture: string | null;
  fields: Fields;
  /** Pixels for a millimetre. */
  scale: number;
  snap: boolean;
  /** The values stand in the picture: the fields are only drawn around. */
  filled: boolean;
  labelOf: (row: Row) => string;
  /** What only lies over the page. */
  children?: ReactNode;
  onDropPart: (name: string, x: number, y: number) => void;
}

interface Drag {
  handle: Handle | null;
  x: number;
  y: number;
  dx: number;
  dy: number;
  guides: Guide[];
}

export function Canvas({ name, page, picture, fields, scale, snap, filled, labelOf, children, onDropPart }: Props) {
  const paper = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [frame, setFrame] = useState<Box | null>(null);
  const { all, chosen } = fields;
  const held = all.filter((one) => chosen.includes(one.id));
  useFocusOn(paper, chosen.at(-1) ?? null, all.length);

  const at = (event: { clientX: number; clientY: number }): { x: number; y: number } => {
    const { left, top } = paper.current!.getBoundingClientRect();
    return { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale };
  };
  const shownAs = (one: Placed): Box => {
    if (!drag || !chosen.includes(one.id)) return one.box;
    if (drag.handle) return resized(one.box, drag.handle, drag.dx, drag.dy, page);
    return { ...one.box, x: one.box.x + drag.dx, y: one.box.y + drag.dy };
  };

  const begin = (event: PointerEvent, one: Placed, handle: Handle | null): void => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const more = event.shiftKey || event.ctrlKey || event.metaKey;
    if (more) fields.choose(chosen.includes(one.id) ? chosen.filter((id) => id !== one.id) : [...chosen, one.id]);
    else if (!chosen.includes(one.id)) fields.choose([one.id]);
    if (more) return;
    paper.current?.setPointerCapture(event.pointerId);
    setDrag({ handle, ...at(event), dx: 0, dy: 0, guides: [] });
  };
  const move = (event: PointerEvent): void => {
    if (frame) return setFrame({ ...frame, ...sizeTo(frame, at(event)) });
    if (!drag || held.length === 0) return;
    const here = at(event);
    const [dx, dy] = [here.x - drag.x, here.y - drag.y];
    if (Math.hypot(dx, dy) * scale < STILL && !drag.dx && !drag.dy) return;
    setDrag({ ...drag, ...moved(dx, dy, event.altKey) });
  };
  const moved = (dx: number, dy: number, free: boolean) => {
    const lines = linesOf(all.filter((one) => !chosen.includes(one.id)).map((one) => one.box));
    const on = snap && !free;
    if (drag?.handle) {
      const box = held[0]!.box;
      return on ? snappedEdge(box, drag.handle, dx, dy, lines) : { dx, dy, guides: [] };
    }
    const boxes = held.map((one) => one.box);
    const found = on ? snapped(around(boxes), dx, dy, lines) : { dx, dy, guides: [] };
    return { ...found, ...within(boxes, found.dx, found.dy, page) };
  };
  const end = (): void => {
    if (frame) {
      const area = upright(frame);
      fields.choose(all.filter((one) => over(one.box, area)).map((one) => one.id));
      setFrame(null);
    }
    if (drag && (drag.dx || drag.dy)) {
      const kind = drag.handle ? "size" : "move";
      fields.change(
        held.map((one) => ({ id: one.id, columns: columnsOf(shownAs(one)) })),
        `${kind} ${Date.now()}`,
      );
    }
    setDrag(null);
  };

  const nudge = (dx: number, dy: number): void => {
    const boxes = held.map((one) => one.box);
    const by = within(boxes, dx, dy, page);
    fields.change(
      held.map((one) => ({
        id: one.id,
        columns: columnsOf({ ...one.box, x: one.box.x + by.dx, y: one.box.y + by.dy }),
      })),
      "nudge",
    );
  };
  const grow = (dx: number, dy: number): void =>
    fields.change(
      held.map((one) => ({ id: one.id, columns: columnsOf(resized(one.box, "se", dx, dy, page)) })),
      "grow",
    );
  const walk = (by: 1 | -1): void => {
    const last = all.findIndex((one) => one.id === chosen.at(-1));
    const next = all[(last + by + all.length) % all.length];
    if (next) fields.choose([next.id]);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const arrow = ARROWS[event.key];
    if (arrow && held.length > 0 && !event.ctrlKey) {
      const by = event.shiftKey ? FAR : STEP;
      (event.altKey ? grow : nudge)(arrow[0] * by, arrow[1] * by);
    } else if (event.key === "PageDown" || event.key === "PageUp") walk(event.key === "PageDown" ? 1 : -1);
    else if ((event.key === "Delete" || event.key === "Backspace") && held.length > 0) fields.remove(chosen);
    else if (event.key === "Escape" && chosen.length > 0) fields.choose([]);
    else if (event.ctrlKey && event.key === "a") fields.choose(all.map((one) => one.id));
    else if (event.ctrlKey && event.key === "d" && held.length > 0) fields.duplicate(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const drop = (event: DragEvent): void => {
    const part = event.dataTransfer.getData(PART);
    if (!part) return;
    event.preventDefault();
    const { x, y } = at(event);
    onDropPart(part, x, y);
  };

  const active = chosen.at(-1) ?? all[0]?.id;
  return (
    <div
      ref={paper}
      className={filled ? "paper is-filled" : "paper"}
      role="group"
      aria-label={words.canvas(name)}
      data-testid="paper"
      style={{ width: page.width * scale, height: page.height * scale }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        paper.current?.setPointerCapture(event.pointerId);
        setFrame({ ...at(event), w: 0, h: 0 });
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => {
        setDrag(null);
        setFrame(null);
      }}
      onKeyDown={press}
      onDragOver={(event) => event.dataTransfer.types.includes(PART) && event.preventDefault()}
      onDrop={drop}
    >
      {picture ? (
        <img src={picture} alt="" draggable={false} />
      ) : (
        <p className="paper-wait" role="status">
          {words.loading}
        </p>
      )}
      {all.map((one) => {
        const on = chosen.includes(one.id);
        return (
          <FieldBox
            key={one.id}
            one={one}
            box={shownAs(one)}
            scale={scale}
            on={on}
            tab={one.id === active}
            label={labelOf(one.row)}
            bare={filled}
            onBegin={(event) => begin(event, one, null)}
            onFocus={() => !on && !drag && !frame && fields.choose([one.id])}
          >
            {on &&
              held.length === 1 &&
              HANDLES.map((handle) => (
                <i
                  key={handle}
                  className={`handle is-${handle}`}
                  data-testid={`handle-${handle}`}
                  onPointerDown={(event) => begin(event, one, handle)}
                />
              ))}
          </FieldBox>
        );
      })}
      {drag?.guides.map((guide) => (
        <span
          key={`${guide.axis}${guide.at}`}
          className={`paper-guide is-${guide.axis}`}
          style={guide.axis === "x" ? { left: guide.at * scale } : { top: guide.at * scale }}
        />
      ))}
      {children}
      {frame && <span className="paper-frame" style={pixels(upright(frame), scale)} />}
    </div>
  );
}

/** What a dragged part is called. */
export const PART = "text/x-part";

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const sizeTo = (box: Box, to: { x: number; y: number }) => ({ w: to.x - box.x, h: to.y - box.y });

function upright({ x, y, w, h }: Box): Box {
  return { x: Math.min(x, x + w), y: Math.min(y, y + h), w: Math.abs(w), h: Math.abs(h) };
}

interface FieldBoxProps {
  one: Placed;
  box: Box;
  scale: number;
  on: boolean;
  tab: boolean;
  label: string;
  /** The value stands in the picture. */
  bare: boolean;
  onBegin: (event: PointerEvent) => void;
  onFocus: () => void;
  children: ReactNode;
}

function FieldBox({ one, box, scale, on, tab, label, bare, onBegin, onFocus, children }: FieldBoxProps) {
  const kind = one.row.kind || "text";
  const names = ["fld", `is-${kind}`, on && "is-on", one.wrong && "is-wrong"].filter(Boolean);
  return (
    <>
      <button
        type="button"
        className={names.join(" ")}
        data-field={one.id}
        data-testid={`placed-${one.id}`}
        aria-pressed={on}
        aria-label={label}
        title={label}
        tabIndex={tab ? 0 : -1}
        style={{ ...pixels(box, scale), fontSize: Math.min(13, Math.max(8, box.h * scale * 0.62)) }}
        onPointerDown={onBegin}
        onFocus={onFocus}
      >
        <span aria-hidden="true">{bare || SHORT.has(kind) ? "" : label}</span>
      </button>
      {on && (
        <span className="handles" style={pixels(box, scale)}>
          {children}
        </span>
      )}
    </>
  );
}

/** Too small for words. */
const SHORT: ReadonlySet<string> = new Set(["mark", "mask"]);

/** The field that was chosen last has the focus, as soon as it is there; typing elsewhere is not disturbed. */
function useFocusOn(paper: React.RefObject<HTMLDivElement | null>, id: string | null, count: number): void {
  const before = useRef<string | null>(null);
  const fresh = useRef(false);
  if (id !== before.current) fresh.current = true;
  before.current = id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a field that was just put there comes with the count
  useLayoutEffect(() => {
    if (!fresh.current || id === null) return;
    const button = paper.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(id)}"]`);
    if (!button) return;
    fresh.current = false;
    const here = document.activeElement;
    const elsewhere = here instanceof HTMLElement && here.closest(".props, .palette input, .dialog");
    if (!elsewhere) button.focus({ preventScroll: true });
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [id, count, paper]);
}

/** How many pixels wide a box on the screen is. */
export function useWidth(box: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return width;
}
