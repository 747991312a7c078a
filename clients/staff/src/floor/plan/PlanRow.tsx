import { clock } from "@madoguchi/shared/clock.ts";
import { Plate } from "@madoguchi/shared/parts/signs.tsx";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { PLAN } from "../words.ts";
import type { WindowPlan } from "./api.ts";
import { clockOf, type Edge, moved, type Span, STEP, shifted, withLunch, without } from "./spans.ts";

const BIG_STEP = 30;

interface Props {
  plan: WindowPlan;
  number: string;
  name: string;
  spans: readonly Span[];
  hours: Span;
  office: Span;
  /** The minute of the day, where the day is today. */
  now: number | null;
  /** Absent = it is only shown. `now`: the hand has let go. */
  onEdit: ((spans: readonly Span[], now?: boolean) => void) | undefined;
}

/** One window's day. */
export function PlanRow({ plan, number, name, spans, hours, office, now, onEdit }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const [first, last] = hours;
  const share = (minutes: number): string => `${((minutes - first) / (last - first)) * 100}%`;
  const minutesIn = (pixels: number): number =>
    (pixels / (bar.current?.getBoundingClientRect().width || 1)) * (last - first);
  const source =
    plan.source === "entered" && plan.at > 0 ? PLAN.by(plan.by, clock(plan.at)) : PLAN.sources[plan.source];
  return (
    <div className={`plan-row is-${plan.source}`} data-testid={`plan-${plan.window}`}>
      <span className="plan-name">
        <Plate no={number} off={spans.length === 0} />
        <span className="cut">{name}</span>
      </span>
      <div className="plan-bar" ref={bar}>
        {spans.map((span, at) => (
          <Block
            // biome-ignore lint/suspicious/noArrayIndexKey: a span is known by its place in the day
            key={at}
            span={span}
            at={at}
            number={number}
            left={share(span[0])}
            width={`${((span[1] - span[0]) / (last - first)) * 100}%`}
            minutesIn={minutesIn}
            spans={spans}
            onEdit={onEdit}
          />
        ))}
        {spans.length === 0 && plan.source === "entered" && <span className="plan-shut">{PLAN.shutAllDay}</span>}
        {now !== null && now > first && now < last && <i className="plan-now" style={{ left: share(now) }} />}
      </div>
      <span className="plan-deeds">
        {onEdit && (
          <>
            <Deed title={PLAN.lunchTitle(number)} onPress={() => onEdit(withLunch(spans), true)}>
              {PLAN.lunch}
            </Deed>
            <Deed title={PLAN.wholeTitle(number)} onPress={() => onEdit([office], true)}>
              {PLAN.whole}
            </Deed>
            <Deed title={PLAN.shutTitle(number)} onPress={() => onEdit([], true)}>
              {PLAN.shut}
            </Deed>
          </>
        )}
      </span>
      <span className="plan-source note">{source}</span>
    </div>
  );
}

function Deed({ title, children, onPress }: { title: string; children: string; onPress: () => void }) {
  return (
    <button type="button" className="link" aria-label={title} onClick={onPress}>
      {children}
    </button>
  );
}

interface BlockProps {
  span: Span;
  at: number;
  number: string;
  left: string;
  width: string;
  spans: readonly Span[];
  minutesIn: (pixels: number) => number;
  onEdit: Props["onEdit"];
}

/** A time in which the window is open: its edges and itself can be dragged; the edges take keys. */
function Block({ span, at, number, left, width, spans, minutesIn, onEdit }: BlockProps) {
  const began = useRef<{ x: number; spans: readonly Span[] } | null>(null);
  const grab = (event: PointerEvent): void => {
    if (!onEdit || event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    began.current = { x: event.clientX, spans };
  };
  const drag = (event: PointerEvent, edge: Edge | null): void => {
    if (!began.current || !onEdit) return;
    event.stopPropagation();
    const by = minutesIn(event.clientX - began.current.x);
    const before = began.current.spans;
    onEdit(edge === null ? shifted(before, at, by) : moved(before, at, edge, (before[at]?.[edge] ?? 0) + by));
  };
  const drop = (): void => {
    if (began.current && onEdit && began.current.spans !== spans) onEdit(spans, true);
    began.current = null;
  };
  const keys = (event: KeyboardEvent, edge: Edge): void => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (!onEdit || event.altKey || event.ctrlKey) return;
    if (step) onEdit(moved(spans, at, edge, span[edge] + (event.shiftKey ? (step / STEP) * BIG_STEP : step)));
    else if (event.key === "Delete") onEdit(without(spans, at), true);
    else return;
    event.preventDefault();
  };
  const times = `${clockOf(span[0])}〜${clockOf(span[1])}`;
  return (
    <div
      className={onEdit ? "plan-span may-drag" : "plan-span"}
      style={{ left, width }}
      data-testid={`plan-${number}-${at}`}
      onPointerDown={grab}
      onPointerMove={(event) => drag(event, null)}
      onPointerUp={drop}
      onPointerCancel={drop}
    >
      {onEdit &&
        ([0, 1] as const).map((edge) => (
          <span
            key={edge}
            className={edge === 0 ? "plan-edge" : "plan-edge is-end"}
            role="slider"
            tabIndex={0}
            aria-label={(edge === 0 ? PLAN.begin : PLAN.end)(number, at + 1)}
            aria-valuemin={0}
            aria-valuemax={1440}
            aria-valuenow={span[edge]}
            aria-valuetext={clockOf(span[edge])}
            data-testid={`plan-${number}-${at}-${edge}`}
            onPointerDown={grab}
            onPointerMove={(event) => drag(event, edge)}
            onPointerUp={drop}
            onPointerCancel={drop}
            onKeyDown={(event) => keys(event, edge)}
          />
        ))}
      <span className="plan-times cut">{times}</span>
    </div>
  );
}
