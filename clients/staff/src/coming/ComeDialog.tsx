// Whom to ask: a counter, or one window of it.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { useState } from "react";
import { tell } from "../deeds.ts";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import { CloseBar } from "../overlays/CloseBar.tsx";
import { rowOf } from "../place.ts";
import { COME } from "./words.ts";
import "../bulletins/bulletins.css";

export function ComeDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const house = useHouse();
  const state = useHouseState();
  const row = rowOf(state, id);
  const { catalog, me, seats } = state;
  const windows = catalog!.sent.house.windows.filter((one) => one.office === me!.office && one.window !== me!.window);
  const groups = [...new Set(windows.map((one) => one.group))];
  const openAt = (group: string): number =>
    windows.filter((one) => one.group === group && seats.get(one.window)?.state === "open").length;
  const likely = [...(row?.way ?? []), ...groups].find((group) => groups.includes(group) && openAt(group) > 0);
  const [whom, setWhom] = useState(`group:${likely ?? groups[0]}`);
  useTop(onClose);

  async function go(): Promise<void> {
    const [kind = "", to = ""] = whom.split(":");
    if (row && (await tell(house, { kind: "ask_to_come", visit: row.visit, [kind]: to }))) onClose();
  }

  return (
    <Dialog title={COME.title(row?.number ?? "")} testId="come-dialog">
      <div className="speak">
        <label className="field">
          <span>{COME.whom}</span>
          <select
            className="input"
            data-first=""
            data-testid="come-whom"
            value={whom}
            onChange={(event) => setWhom(event.target.value)}
          >
            {groups.map((group) => (
              <option key={group} value={`group:${group}`}>
                {COME.group(catalog!.groupName(me!.office, group), openAt(group))}
              </option>
            ))}
            {windows.map((one) => (
              <option key={one.window} value={`window:${one.window}`}>
                {COME.window(one.number, catalog!.groupName(one.office, one.group))}
              </option>
            ))}
          </select>
        </label>
        <p className="note">{COME.lead}</p>
        <div className="deeds">
          <Button tone="main" testId="come-go" onPress={() => void go()}>
            {COME.deed}
          </Button>
        </div>
      </div>
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}
