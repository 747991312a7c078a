// 予約: the days' list at the left; at the right one of them, a new one, another time for it, or its end.

import { dayOf } from "@madoguchi/shared/clock.ts";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { useState } from "react";
import { useHouse, useHouseState, useKeys, useTop } from "../hooks.ts";
import type { Appointment } from "./api.ts";
import { Book } from "./Book.tsx";
import { Cancel } from "./Cancel.tsx";
import { DayList } from "./DayList.tsx";
import { Detail, type Side } from "./Detail.tsx";
import { arrive } from "./deeds.ts";
import { Move } from "./Move.tsx";
import { matching } from "./match.ts";
import { useAppointments } from "./useAppointments.ts";
import { B } from "./words.ts";
import "./booking.css";

export function BookingPanel({ onClose }: { onClose: () => void }) {
  const house = useHouse();
  const { me } = useHouseState();
  const { all, wrong, again } = useAppointments();
  const [typed, setTyped] = useState("");
  const [visit, setVisit] = useState<string | null>(null);
  const [side, setSide] = useState<Side>("detail");
  const shown = matching(all ?? [], typed);
  const chosen = shown.find((one) => one.visit === visit) ?? (typed.trim() ? shown[0] : undefined) ?? null;
  useTop(() => (side === "detail" ? onClose() : setSide("detail")));
  useKeys({ "Alt+n": () => setSide("book") });

  async function receive(one: Appointment): Promise<void> {
    if (one.state !== "booked") return;
    const row = await arrive(house, one.visit);
    again();
    if (row) onClose();
  }
  const isToday = (one: Appointment): boolean => one.state === "booked" && dayOf(one.due) === dayOf(house.now());
  const prepare = (one: Appointment): void => {
    onClose();
    house.show(one.case);
  };
  const back = (): void => {
    again();
    setSide("detail");
  };

  return (
    <Dialog title={B.title} testId="booking-panel">
      <div className="booking">
        <DayList
          all={all}
          shown={shown}
          wrong={wrong}
          chosen={chosen}
          typed={typed}
          onType={setTyped}
          onChoose={(one) => {
            setVisit(one.visit);
            setSide("detail");
          }}
          onEnter={(one) => (isToday(one) ? void receive(one) : prepare(one))}
          onBook={() => setSide("book")}
          onAgain={again}
        />
        <div className="booking-side">
          {side === "book" && <Book office={me!.office} onBack={back} onMade={again} onPrepare={prepare} />}
          {side === "move" && chosen && <Move one={chosen} onBack={back} />}
          {side === "cancel" && chosen && <Cancel one={chosen} onBack={back} />}
          {(side === "detail" || (side !== "book" && !chosen)) && (
            <Detail
              one={chosen}
              onArrive={(one) => void receive(one)}
              onPrepare={prepare}
              onSide={setSide}
              onClose={onClose}
            />
          )}
        </div>
      </div>
    </Dialog>
  );
}
