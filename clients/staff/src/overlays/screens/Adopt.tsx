import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouseState } from "../../hooks.ts";
import { adopt, type What } from "./api.ts";
import { PlaceSelect } from "./PlaceSelect.tsx";

/** A new screen or agent, by the eight digits that it shows. `onSay` says whether it went. */
export function Adopt({ onSay }: { onSay: (deed: () => Promise<unknown>) => Promise<boolean> }) {
  const { me } = useHouseState();
  const [what, setWhat] = useState<What>("displays");
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [window, setWindow] = useState(me?.window ?? "");
  const because = code.trim() ? (what === "devices" && !window ? W.screens.chooseWindow : null) : W.screens.codeFirst;

  async function go() {
    const at = { office: me?.office ?? "", window, name: name.trim() || W.screens.kinds[what]! };
    if (!(await onSay(() => adopt(what, code, at)))) return;
    setCode("");
    setName("");
  }

  return (
    <form
      className="adopt"
      onSubmit={(event) => {
        event.preventDefault();
        if (because === null) void go();
      }}
    >
      <select
        className="input"
        aria-label={W.screens.what}
        data-testid="adopt-what"
        value={what}
        onChange={(event) => setWhat(event.target.value as What)}
      >
        <option value="displays">{W.screens.display}</option>
        <option value="devices">{W.screens.device}</option>
      </select>
      <input
        className="input"
        data-first=""
        inputMode="numeric"
        aria-label={W.screens.code}
        placeholder={W.screens.code}
        data-testid="adopt-code"
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <input
        className="input"
        aria-label={W.screens.name}
        placeholder={W.screens.name}
        data-testid="adopt-name"
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <PlaceSelect what={what} office={me?.office ?? ""} window={window} testId="adopt-window" onChoose={setWindow} />
      <Button tone="main" testId="adopt-go" because={because} onPress={() => void go()}>
        {W.screens.adopt}
      </Button>
    </form>
  );
}
