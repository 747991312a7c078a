import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useHouse, useKeys } from "../hooks.ts";
import { COME } from "./words.ts";

/** Beside those who are here: somebody else may be asked to come. */
export function AskToCome() {
  const house = useHouse();
  const open = (): void => house.set({ overlay: "come" });
  useKeys({ "Alt+h": open });
  return (
    <div className="deeds">
      <Button tone="plain" small keys="Alt H" testId="come" onPress={open}>
        {COME.open}
      </Button>
    </div>
  );
}
