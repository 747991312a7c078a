import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { callNext } from "../deeds.ts";
import { useHouse, useHouseState, useTop } from "../hooks.ts";

/** 番号を指定して呼ぶ: a number of today's lines, typed or taken from the list. */
export function CallNumber({ onClose }: { onClose: () => void }) {
  const { rows, me } = useHouseState();
  const house = useHouse();
  const [number, setNumber] = useState("");
  const [wrong, setWrong] = useState("");
  useTop(onClose);
  const callable = [...rows.values()].filter((row) => row.office === me?.office);
  async function go() {
    const wanted = number.normalize("NFKC").trim().toUpperCase();
    const row = callable.find((one) => one.number === wanted);
    if (!row) return setWrong(sentence("no_such_visit").what);
    onClose();
    await callNext(house, row.visit);
  }
  return (
    <Dialog title={W.line.byNumber} testId="call-number-dialog">
      <input
        className="input"
        data-testid="call-number-input"
        data-first=""
        aria-label={W.line.byNumber}
        placeholder="A012"
        value={number}
        onChange={(event) => setNumber(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && void go()}
      />
      <Wrong says={wrong} />
      <div className="deeds">
        <Button tone="main" grow keys="Enter" onPress={() => void go()}>
          {W.line.byNumber}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onClose}>
          {W.stop}
        </Button>
      </div>
    </Dialog>
  );
}
