import { reasonOf } from "@madoguchi/shared/http.ts";
import { sentence } from "@madoguchi/shared/words.ts";
import { useEffect, useRef, useState } from "react";
import { useHouse } from "../../hooks.ts";
import { PLAN } from "../words.ts";
import { type DayPlan, planApi } from "./api.ts";
import type { Span } from "./spans.ts";

/** Keys come one after the other; what they make is sent when they rest. */
const REST_MS = 600;

export interface Planning {
  day: DayPlan;
  /** Of a window: as it is edited, or as it is kept. */
  spansOf: (window: string) => readonly Span[];
  edit: (window: string, spans: readonly Span[], now?: boolean) => void;
  copy: () => Promise<void>;
  saving: boolean;
}

/** The plans of a day while they are edited: shown at once, sent when the hand rests, one after the other. */
export function usePlan(first: DayPlan): Planning {
  const house = useHouse();
  const [day, setDay] = useState(first);
  const [edits, setEdits] = useState<Readonly<Record<string, readonly Span[]>>>({});
  const [sending, setSending] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [due, setDue] = useState(0);

  const refused = async (no: unknown): Promise<void> => {
    const reason = reasonOf(no);
    if (reason !== "overtaken") return house.notice({ tone: "look", what: sentence(reason).what });
    house.notice({ tone: "look", what: PLAN.overtaken });
    setDay(await planApi.look(first.day));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is due is sent when the one before is answered
  useEffect(() => {
    const window = Object.keys(edits)[0];
    if (window === undefined || sending !== null || due === 0) return;
    const spans = edits[window]!;
    setSending(window);
    const revision = day.windows.find((one) => one.window === window)?.revision ?? 0;
    planApi
      .write(first.day, window, spans, revision)
      .then(setDay, refused)
      .finally(() => {
        setEdits((all) => (all[window] === spans ? omit(all, window) : all));
        setSending(null);
      });
  }, [due, sending]);

  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    day,
    spansOf: (window) => edits[window] ?? day.windows.find((one) => one.window === window)?.spans ?? [],
    edit: (window, spans, now = false) => {
      setEdits((all) => ({ ...all, [window]: spans }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setDue((turn) => turn + 1), now ? 0 : REST_MS);
    },
    copy: async () => {
      await planApi.copy(first.day).then((found) => {
        setDay(found);
        house.notice({ tone: "kept", what: PLAN.copied });
      }, refused);
    },
    saving: sending !== null || Object.keys(edits).length > 0,
  };
}

const omit = <T>(all: Readonly<Record<string, T>>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
