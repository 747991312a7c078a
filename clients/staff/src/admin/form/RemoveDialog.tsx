import { reasonOf } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence, spoken } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useTop } from "../../hooks.ts";
import { api, type Use } from "../api.ts";
import { useAsk, useDrafting, useSheet } from "../hooks.ts";
import { titleOf } from "../kinds.ts";
import { rowOf } from "../sheet.ts";
import { ADMIN } from "../words.ts";
import { UseList } from "./Uses.tsx";

interface Props {
  table: string;
  id: string;
  onClose: () => void;
  onGone: () => void;
  onGo: (use: Use) => void;
}

/** Says how many places name the row before it is taken out. */
export function RemoveDialog({ table, id, onClose, onGone, onGo }: Props) {
  const drafting = useDrafting();
  const sheet = useSheet();
  const [wrong, setWrong] = useState("");
  const asked = useAsk(`${table} ${id}`, () => api.uses(sheet.draft, table, id));
  useTop(onClose);
  const words = ADMIN.remove;
  const uses = asked.is === "here" ? asked.value : null;

  async function go() {
    try {
      await drafting.remove(table, id);
      onGone();
    } catch (no) {
      setWrong(spoken(reasonOf(no)));
    }
  }

  return (
    <Dialog title={words.title(titleOf(table, id, rowOf(sheet, table, id)))} testId="remove-row">
      {uses ? (
        <p data-testid="remove-figures">{uses.length ? words.used(uses.length, byKind(uses)) : words.unused}</p>
      ) : (
        <p>{asked.is === "loading" ? words.checking : sentence("not_now").what}</p>
      )}
      {uses && uses.length > 0 && (
        <div className="remove-uses">
          <UseList sheet={sheet} uses={uses} onGo={onGo} />
        </div>
      )}
      <p className="note">{words.draftOnly}</p>
      <Wrong says={wrong} />
      <div className="deeds">
        <Button tone="danger" testId="remove-go" because={uses ? null : words.checking} onPress={() => void go()}>
          {words.go}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onClose} autoFocus>
          {ADMIN.stop}
        </Button>
      </div>
    </Dialog>
  );
}

function byKind(uses: Use[]): string {
  const count = new Map<string, number>();
  for (const use of uses) count.set(use.table, (count.get(use.table) ?? 0) + 1);
  return [...count].map(([table, times]) => ADMIN.remove.kind(ADMIN.kinds[table] ?? table, times)).join("・");
}
