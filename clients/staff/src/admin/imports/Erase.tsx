// All of the city's data is erased, after a second look.

import { No } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouse, useTop } from "../../hooks.ts";
import { importsApi } from "./api.ts";
import { IMPORTS } from "./words.ts";

export function Erase({ onErased }: { onErased: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <div className="deeds">
      <Button tone="danger" testId="imports-erase" onPress={() => setAsking(true)}>
        {IMPORTS.erase}
      </Button>
      {asking && <Sure onClose={() => setAsking(false)} onErased={onErased} />}
    </div>
  );
}

function Sure({ onClose, onErased }: { onClose: () => void; onErased: () => void }) {
  const house = useHouse();
  const [wrong, setWrong] = useState("");
  useTop(onClose);
  async function go() {
    try {
      await importsApi.erase();
      house.notice({ tone: "kept", what: IMPORTS.erased });
      onClose();
      onErased();
    } catch (no) {
      setWrong(no instanceof No ? sentence(no.reason).what : W.link.needsLine);
    }
  }
  return (
    <Dialog title={IMPORTS.erase} testId="imports-sure">
      <p>{IMPORTS.eraseLead}</p>
      {wrong && (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
      <div className="deeds">
        <Button tone="danger" testId="imports-erase-go" onPress={() => void go()}>
          {IMPORTS.eraseGo}
        </Button>
        <Button tone="plain" keys="Esc" autoFocus onPress={onClose}>
          {W.close}
        </Button>
      </div>
    </Dialog>
  );
}
