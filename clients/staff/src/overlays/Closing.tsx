import { clock, dayOf } from "@madoguchi/shared/clock.ts";
import { post, reasonOf } from "@madoguchi/shared/http.ts";
import { foldRow } from "@madoguchi/shared/lines.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Ticket } from "@madoguchi/shared/parts/signs.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import type { Row } from "@madoguchi/shared/wire.ts";
import { sentence, stageName, W } from "@madoguchi/shared/words.ts";
import { useEffect, useState } from "react";
import { tell } from "../deeds.ts";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import { printAnswer } from "../printing.ts";

/** 来庁なし: how the city calls an appointment to which nobody came. */
const NOSHOW = "noshow-1";

/** 閉庁処理: everything unfinished today, one by one. `morning`: what midnight interrupted. */
export function Closing({ onClose, morning = false }: { onClose: () => void; morning?: boolean }) {
  const { catalog, me } = useHouseState();
  const house = useHouse();
  const [rows, setRows] = useState<Row[] | null>(null);
  const [wrong, setWrong] = useState("");
  useTop(onClose);
  useEffect(() => {
    post<{ rows: Row[] }>(morning ? "/api/morning" : "/api/closing", {})
      .then((answer) => setRows(answer.rows))
      .catch((no) => setWrong(sentence(reasonOf(no)).what));
  }, [morning]);

  const reports = me?.roles.some((role) => role === "manager" || role === "admin") ?? false;
  async function printDay(): Promise<void> {
    try {
      await printAnswer("/api/reports/day", { day: dayOf(house.now()) });
    } catch (no) {
      setWrong(sentence(reasonOf(no)).what);
    }
  }

  async function settle(row: Row, result: string, reason: string) {
    const answer = await tell(house, { kind: "finish", visit: row.visit, result, reason });
    if (!answer?.row) return;
    house.set({ rows: foldRow(house.get().rows, answer.row) });
    setRows((before) => before?.filter((one) => one.visit !== row.visit) ?? null);
  }

  return (
    <Dialog title={morning ? W.closing.morning : W.closing.title} testId="closing">
      <p className="note">{morning ? W.closing.morningLead : W.closing.lead}</p>
      {wrong && <p className="wrong">{wrong}</p>}
      {rows?.length === 0 && <p>{W.closing.none}</p>}
      <ul className="settle">
        {rows?.map((row) => (
          <li key={row.visit} data-testid={`closing-${row.number}`}>
            <Ticket no={row.number} />
            <span className="cut">
              {catalog!.service(row.office, row.service)}
              <br />
              <span className="note">
                {row.reason === NOSHOW ? catalog!.reason(NOSHOW) : stageName(row.stage)}{" "}
                {morning ? show(row.day) : clock(row.due ?? row.arrived)}
              </span>
            </span>
            {!morning && row.stage === "booked" && (
              <Button small testId={`noshow-${row.number}`} onPress={() => void settle(row, "suspended", NOSHOW)}>
                {catalog!.reason(NOSHOW)}
              </Button>
            )}
            {!morning && row.stage !== "booked" && (
              <span className="line">
                <Button
                  small
                  testId={`suspend-${row.number}`}
                  onPress={() => void settle(row, "suspended", "suspend-4")}
                >
                  {W.closing.suspend}
                </Button>
                <Button tone="plain" small onPress={() => void settle(row, "done", "")}>
                  {W.closing.done}
                </Button>
                <Button tone="plain" small onPress={() => void settle(row, "withdrawn", "withdraw-5")}>
                  {W.closing.withdraw}
                </Button>
                {row.stage === "absent" && (
                  <Button tone="plain" small onPress={() => void settle(row, "gone", "absent-1")}>
                    {W.closing.gone}
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      <div className="deeds">
        <span className="note grow">{show(dayOf(house.now()), "wareki", true)}</span>
        {!morning && reports && (
          <Button small testId="day-report" onPress={() => void printDay()}>
            {W.closing.report}
          </Button>
        )}
        <Button tone="plain" keys="Esc" onPress={onClose}>
          {W.close}
        </Button>
      </div>
    </Dialog>
  );
}
