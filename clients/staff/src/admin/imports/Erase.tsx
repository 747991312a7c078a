// All of a kind of the city's data is erased, after a second look.

import { No } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouse, useTop } from "../../hooks.ts";
import { importsApi, type Kind } from "./api.ts";
import { IMPORTS } from "./words.ts";

export function Erase({ kind, onErased }: { kind: Kind; onErased: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button tone="danger" small testId={`imports-erase-${kind}`} onPress={() => setAsking(true)}>
        {IMPORTS.erase}
      </Button>
      {asking && <Sure kind={kind} onClose={() => setAsking(false)} onErased={onErased} />}
    </>
  );
}

function Sure({ kind, onClose, onErased }: { kind: Kind; onClose: () => void; onErased: () => void }) {
  const house = useHouse();
  const [wrong, setWrong] = useState("");
  useTop(onClose);
  async function go() {
    try {
      await importsApi.erase(kind);
      house.notice({ tone: "kept", what: IMPORTS.erased });
      onClose();
      onErased();
    } catch (no) {
      setWrong(no instanceof No ? sentence(no.reason).what : W.link.needsLine);
    }
  }
  return (
    <Dialog title={IMPORTS.eraseTitle(IMPORTS.kinds[kind])} testId="imports-sure">
      <p>{IMPORTS.eraseLead}</p>
      <Wrong says={wrong} />
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
