import { get, post, reasonOf } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { useCallback, useEffect, useState } from "react";
import { useHouseState, useTop } from "../hooks.ts";
import { CloseBar } from "./CloseBar.tsx";

interface Paired {
  id: string;
  kind: string;
  office: string;
  window?: string | null;
  name: string;
}

type What = "displays" | "devices";

/** Halls, number screens, tablets and card readers: paired by the eight digits that they show, revoked here. */
export function Screens({ onClose }: { onClose: () => void }) {
  const { catalog, me } = useHouseState();
  const [paired, setPaired] = useState<(Paired & { what: What })[]>([]);
  const [what, setWhat] = useState<What>("displays");
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [window, setWindow] = useState(me?.window ?? "");
  const [wrong, setWrong] = useState("");
  useTop(onClose);

  const read = useCallback(async () => {
    const found = await Promise.all((["displays", "devices"] as What[]).map((one) => listed(one)));
    setPaired(found.flat());
  }, []);
  useEffect(() => {
    read().catch(() => setWrong(sentence("not_now").what));
  }, [read]);

  async function say(deed: () => Promise<unknown>) {
    setWrong("");
    try {
      await deed();
      await read();
    } catch (no) {
      const { what: said, now } = sentence(reasonOf(no));
      setWrong(now ? said + now : said);
    }
  }

  function adopt() {
    const plain = code.normalize("NFKC").replace(/\D/g, "");
    const place = what === "devices" ? { window } : { office: me!.office, window: window || null };
    return say(async () => {
      await post(`/api/${what}/adopt`, { code: plain, ...place, name: name.trim() || W.screens.kinds.hall });
      setCode("");
      setName("");
    });
  }

  return (
    <Dialog title={W.screens.title} testId="screens">
      <p className="note">{W.screens.lead}</p>
      <div className="adopt">
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
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <select
          className="input"
          aria-label={W.screens.place}
          data-testid="adopt-window"
          value={window}
          onChange={(event) => setWindow(event.target.value)}
        >
          <option value="">{W.screens.wholeOffice}</option>
          {catalog!.sent.house.windows
            .filter((one) => one.office === me?.office)
            .map((one) => (
              <option key={one.window} value={one.window}>
                {one.name}
              </option>
            ))}
        </select>
        <Button tone="main" testId="adopt-go" onPress={() => void adopt()}>
          {W.screens.adopt}
        </Button>
      </div>
      <Wrong says={wrong} testId="notice" />
      {paired.length === 0 && <p>{W.screens.none}</p>}
      <ul className="settle">
        {paired.map((one) => (
          <li key={one.id}>
            <Tag>{W.screens.kinds[one.kind] ?? one.kind}</Tag>
            <span className="cut">
              <b>{one.name}</b>{" "}
              <span className="note">
                {one.window ? catalog!.window(one.window)?.name : catalog!.officeName(one.office)}
              </span>
            </span>
            <Button tone="danger" small onPress={() => void say(() => post(`/api/${one.what}/revoke`, { id: one.id }))}>
              {W.screens.revoke}
            </Button>
          </li>
        ))}
      </ul>
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}

/** The list under whichever name the answer has it. */
async function listed(what: What): Promise<(Paired & { what: What })[]> {
  const answer = await get<Record<string, Paired[]>>(`/api/${what}`);
  return (Object.values(answer)[0] ?? []).map((one) => ({ ...one, what }));
}
