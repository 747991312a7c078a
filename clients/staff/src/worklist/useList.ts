// The list of 作業一覧 as it stands: asked again when the server says that it moved on, by nobody's clock.

import { No, NoLine } from "@madoguchi/shared/http.ts";
import { newOp } from "@madoguchi/shared/ids.ts";
import { useCallback, useEffect, useRef, useState } from "react";
import { useHouse, useHouseState } from "../hooks.ts";
import { type Sought, type WorkList, workApi } from "./api.ts";

const AFTER_A_NO = 3_000;

/** One question at a time: what moves on meanwhile is asked for after it. `cut`: what is shown may be old. */
export function useList(sought: Sought) {
  const [list, setList] = useState<WorkList | null>(null);
  const [cut, setCut] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const asking = useRef(false);
  const missed = useRef(false);
  const refresh = useCallback(() => {
    if (asking.current) missed.current = true;
    else setTurn((one) => one + 1);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the turn says again
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout>;
    asking.current = true;
    missed.current = false;
    const asked = workApi.list(sought).then(
      (found) => {
        if (!current) return;
        setList(found);
        setCut(false);
        setRefused(null);
        missed.current ||= found.filling;
      },
      (no: unknown) => {
        if (!current) return;
        if (no instanceof NoLine) setCut(true);
        else if (no instanceof No) setRefused(no.reason);
        else throw no;
        timer = setTimeout(refresh, AFTER_A_NO);
      },
    );
    void asked.finally(() => {
      if (!current) return;
      asking.current = false;
      if (missed.current) refresh();
    });
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [sought, turn]);
  const down = useNews(refresh);
  return { list, cut: cut || down, refused, refresh };
}

/** Hears that the list moved on while the line stands; whoever comes back to it is told at once. Whether it is cut. */
function useNews(refresh: () => void): boolean {
  const house = useHouse();
  const { link, workNews } = useHouseState();
  const up = link === "up";
  useEffect(() => {
    if (!up) return;
    house.say({ t: "watch_work", ask: newOp() });
    return () => house.say({ t: "watch_work", ask: newOp(), on: false });
  }, [house, up]);
  useEffect(() => {
    if (workNews > 0) refresh();
  }, [workNews, refresh]);
  return link === "down";
}
