import { dayOf } from "@madoguchi/shared/clock.ts";
import { No } from "@madoguchi/shared/http.ts";
import { sentence } from "@madoguchi/shared/words.ts";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useHouse, useHouseState } from "../hooks.ts";
import { type Appointment, listed } from "./api.ts";
import { plus } from "./days.ts";
import { B } from "./words.ts";

const DAYS = 30;

export interface Wrong {
  what: string;
  now?: string;
}

/** The appointments from today on; read again when one of them moved on any screen, and when somebody asks. */
export function useAppointments(): { all: Appointment[] | null; wrong: Wrong | null; again: () => void } {
  const house = useHouse();
  const { rows, link } = useHouseState();
  const [all, setAll] = useState<Appointment[] | null>(null);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [asked, setAsked] = useState(0);
  const moved = useMemo(
    () => [...rows.values()].filter((row) => row.due != null).reduce((sum, row) => sum + row.version, 0),
    [rows],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moved` and `asked` say when to read again
  useEffect(() => {
    let here = true;
    if (link !== "up") {
      setWrong({ what: B.cut, now: B.cutNow });
      return;
    }
    const today = dayOf(house.now());
    listed(today, plus(today, DAYS))
      .then((found) => {
        if (!here) return;
        setAll(found);
        setWrong(null);
      })
      .catch((no) => here && setWrong(no instanceof No ? sentence(no.reason) : { what: B.cut, now: B.cutNow }));
    return () => {
      here = false;
    };
  }, [house, link, moved, asked]);
  return { all, wrong, again: useCallback(() => setAsked((times) => times + 1), []) };
}
