import { W } from "@madoguchi/shared/words.ts";
import { useHouseState } from "../../hooks.ts";
import type { What } from "./api.ts";

interface Props {
  what: What;
  office: string;
  window: string;
  testId: string;
  onChoose: (window: string) => void;
}

/** A window of the office; a screen may also belong to all of it. */
export function PlaceSelect({ what, office, window, testId, onChoose }: Props) {
  const { catalog } = useHouseState();
  const windows = catalog?.sent.house.windows.filter((one) => one.office === office) ?? [];
  return (
    <select
      className="input"
      aria-label={W.screens.place}
      data-testid={testId}
      value={window}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{what === "displays" ? W.screens.wholeOffice : W.screens.chooseWindow}</option>
      {windows.map((one) => (
        <option key={one.window} value={one.window}>
          {one.name}
        </option>
      ))}
    </select>
  );
}
