// 作業一覧 as its page has it: what is sought, the list, the record that is open.

import { dayOf } from "@madoguchi/shared/clock.ts";
import { No, NoLine, reasonOf } from "@madoguchi/shared/http.ts";
import { sentence } from "@madoguchi/shared/words.ts";
import { useCallback, useRef, useState } from "react";
import { useHouse } from "../hooks.ts";
import { type Deal, type Sought, type State, type Task, type WorkList, type WorkRecord, workApi } from "./api.ts";
import { useList } from "./useList.ts";
import { WORK } from "./words.ts";

const DAY = 86_400_000;
const DAYS = 30;

export interface Work {
  sought: Sought;
  state: State;
  seek: (change: Partial<Pick<Sought, "since" | "until" | "forms">>) => void;
  show: (state: State) => void;
  list: WorkList | null;
  cut: boolean;
  refused: string | null;
  open: WorkRecord | null;
  /** It was in this one's hand before this page took it: perhaps it was entered already. */
  again: boolean;
  choose: (task: Task) => Promise<void>;
  next: () => Promise<void>;
  act: (deal: Omit<Deal, "case" | "form" | "version">) => Promise<string | null>;
}

const keyOf = (task: Pick<Task, "case" | "form">): string => `${task.case} ${task.form}`;

/** The record with its task as the list has it by now: whoever is at it is seen at once. */
function asItStands(record: WorkRecord | null, list: WorkList | null): WorkRecord | null {
  const known = record && list?.tasks.find((task) => keyOf(task) === keyOf(record.task));
  return known && known.version > record.task.version ? { ...record, task: known } : record;
}

export function useWork(): Work {
  const house = useHouse();
  const me = house.get().me!.clerk;
  const [state, setState] = useState<State>("todo");
  const [sought, setSought] = useState<Sought>(() => {
    const now = house.now();
    return { since: dayOf(now - DAYS * DAY), until: dayOf(now), states: ["todo"], forms: [] };
  });
  const { list, cut, refused, refresh } = useList(sought);
  const [opened, setOpened] = useState<WorkRecord | null>(null);
  const open = asItStands(opened, list);
  const mine = useRef(new Set<string>());
  const latest = useRef("");

  const read = useCallback(async (task: Pick<Task, "case" | "form">) => {
    latest.current = keyOf(task);
    const record = await workApi.record(task);
    if (latest.current === keyOf(task)) setOpened(record);
  }, []);

  /** Does it, says what is wrong, and shows how it stands then. */
  const trying = async (deed: () => Promise<void>): Promise<string | null> => {
    try {
      await deed();
      return null;
    } catch (no) {
      if (!(no instanceof No || no instanceof NoLine)) throw no;
      const reason = reasonOf(no);
      const own = no instanceof No && no.at === "own";
      const said = own ? { what: WORK.own } : (WORK.why[reason] ?? sentence(reason));
      house.notice({ tone: "look", ...said });
      return said.what;
    } finally {
      refresh();
    }
  };

  const choose = async (task: Task): Promise<void> => {
    await trying(() => read(task));
  };
  const next = async (): Promise<void> => {
    await trying(async () => {
      const { task, again } = await workApi.next(sought);
      if (!task) {
        latest.current = "";
        setOpened(null);
        return house.notice({ tone: "info", what: WORK.noNext });
      }
      if (!again) mine.current.add(keyOf(task));
      await read(task);
    });
  };
  const act = (deal: Omit<Deal, "case" | "form" | "version">): Promise<string | null> =>
    trying(async () => {
      if (!open) return;
      const { task } = open;
      try {
        await workApi.do({ ...deal, case: task.case, form: task.form, version: task.version });
        if (deal.deed === "take" || deal.deed === "take_over") mine.current.add(keyOf(task));
      } finally {
        await read(task);
      }
    });
  return {
    sought,
    state,
    seek: (change) => setSought((one) => ({ ...one, ...change })),
    show: (wanted) => {
      setState(wanted);
      setSought((one) => ({ ...one, states: [wanted] }));
    },
    list,
    cut,
    refused,
    open,
    again: open !== null && open.task.holder === me && !mine.current.has(keyOf(open.task)),
    choose,
    next,
    act,
  };
}
