import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useState } from "react";
import { useHouseState } from "../hooks.ts";
import { BOARD } from "./words.ts";

interface Props {
  window: string;
  /** `called`: the deed in words, for the question that may follow. */
  onAssign: (group: string, called: string) => void;
}

/** 応援: which counter's visitors the window takes for now. */
export function AssignWindow({ window, onAssign }: Props) {
  const { catalog, seats } = useHouseState();
  const at = catalog!.window(window);
  const now = seats.get(window)?.serves ?? at?.group ?? "";
  const [group, setGroup] = useState(now);
  if (!at) return null;
  const name = (one: string): string => catalog!.groupName(at.office, one);
  const { lines } = catalog!.sent.house;
  const groups = new Set(lines.filter((one) => one.office === at.office).map((one) => one.group));
  const deed = BOARD.window.assignDeed(name(group));
  return (
    <div className="assign">
      <label className="assign-whom">
        {BOARD.window.assign}
        <select
          className="input"
          data-testid="assign-group"
          value={group}
          onChange={(event) => setGroup(event.target.value)}
        >
          {[...groups].map((one) => (
            <option key={one} value={one}>
              {one === at.group ? BOARD.window.own(name(one)) : name(one)}
            </option>
          ))}
        </select>
      </label>
      <Button
        testId="assign-go"
        because={group === now ? BOARD.window.assignNow : null}
        onPress={() => onAssign(group, deed)}
      >
        {deed}
      </Button>
    </div>
  );
}
