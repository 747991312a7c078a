// 列ごと移す: everybody who waits in a line goes to another one, after the figures were said.

import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { tell } from "../deeds.ts";
import { useHouse, useHouseState } from "../hooks.ts";
import { AskWhy } from "../overlays/reasons.tsx";
import type { LineState } from "./state.ts";
import { BOARD } from "./words.ts";

export function MoveLineDialog({ line, onClose }: { line: LineState; onClose: () => void }) {
  const house = useHouse();
  const { catalog, me } = useHouseState();
  const lines = catalog!.sent.house.lines.filter((one) => one.office === me?.office && one.line !== line.line);
  const [to, setTo] = useState(lines[0]?.line ?? "");
  const go = async (reason: string): Promise<void> => {
    const answer = await tell(house, { kind: "move_line", line: line.line, to, reason });
    if (!answer) return;
    const name = lines.find((one) => one.line === to)?.name ?? to;
    house.notice({ tone: "kept", what: BOARD.moveLine.done(Number(answer.more?.moved ?? 0), name) });
    onClose();
  };
  return (
    <AskWhy
      title={BOARD.moveLine.title(line.name)}
      kind="transfer"
      deed={BOARD.moveLine.deed}
      onClose={onClose}
      onGo={go}
    >
      <label className="field">
        <span>{BOARD.moveLine.to}</span>
        <select
          className="input"
          aria-label={W.board.line}
          data-testid="move-line-to"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        >
          {lines.map((one) => (
            <option key={one.line} value={one.line}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <p data-testid="move-line-says">{BOARD.moveLine.says(line.waiting.length)}</p>
    </AskWhy>
  );
}
