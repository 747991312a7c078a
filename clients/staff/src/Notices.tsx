import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useHouse, useHouseState, useKeys } from "./hooks.ts";

/** What was said to the clerk just now, newest last; Esc takes it away. */
export function Notices() {
  const { notices } = useHouseState();
  const house = useHouse();
  const last = notices.at(-1);
  useKeys(last ? { Escape: () => house.dismiss(last.id) } : {});
  return (
    <>
      {notices.map((notice) => (
        <Band key={notice.id} tone={notice.tone} what={notice.what} now={notice.now} testId="notice">
          <Button tone="plain" small keys="Esc" onPress={() => house.dismiss(notice.id)}>
            {W.close}
          </Button>
        </Band>
      ))}
    </>
  );
}
