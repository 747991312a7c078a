import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { Posted } from "./bulletins/Posted.tsx";
import { Called } from "./coming/Called.tsx";
import { useHouse, useHouseState, useKeys } from "./hooks.ts";

/** What the floor says to this window, then what was said to the clerk just now, newest last; Esc takes that away. */
export function Notices() {
  const { notices } = useHouseState();
  const house = useHouse();
  const last = notices.at(-1);
  useKeys(last ? { Escape: () => house.dismiss(last.id) } : {});
  return (
    <>
      <Called />
      <Posted />
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
