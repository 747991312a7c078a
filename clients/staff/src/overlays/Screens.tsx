import { reasonOf } from "@madoguchi/shared/http.ts";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { spoken, W } from "@madoguchi/shared/words.ts";
import { useCallback, useEffect, useState } from "react";
import { useTop } from "../hooks.ts";
import { CloseBar } from "./CloseBar.tsx";
import { Adopt } from "./screens/Adopt.tsx";
import { listed, type Paired } from "./screens/api.ts";
import { PairedRow } from "./screens/PairedRow.tsx";

/** How often how they stand is asked for again, while somebody looks. */
const AGAIN_MS = 5_000;

/** Halls, number screens, tablets and card readers: paired by the eight digits that they show; named, moved and revoked
 * here. */
export function Screens({ onClose }: { onClose: () => void }) {
  const [paired, setPaired] = useState<Paired[] | null>(null);
  const [wrong, setWrong] = useState("");
  useTop(onClose);

  const read = useCallback(async () => setPaired(await listed()), []);
  useEffect(() => {
    const look = () => read().catch((no) => setWrong(spoken(reasonOf(no))));
    void look();
    const again = setInterval(look, AGAIN_MS);
    return () => clearInterval(again);
  }, [read]);

  async function say(deed: () => Promise<unknown>): Promise<boolean> {
    setWrong("");
    try {
      await deed();
      await read();
      return true;
    } catch (no) {
      setWrong(spoken(reasonOf(no)));
      return false;
    }
  }

  return (
    <Dialog title={W.screens.title} testId="screens">
      <p className="note">{W.screens.lead}</p>
      <Adopt onSay={say} />
      <Wrong says={wrong} testId="notice" />
      {paired === null && !wrong && <p>{W.screens.loading}</p>}
      {paired?.length === 0 && <p>{W.screens.none}</p>}
      <ul className="settle">
        {paired?.map((one) => (
          <PairedRow key={one.id} one={one} onSay={say} />
        ))}
      </ul>
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}
