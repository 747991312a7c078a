// The list of flags at the left, the chosen one at the right: asked for by its own, for each look is written down.

import { show } from "@madoguchi/shared/rules/wareki.ts";
import { useMemo, useState } from "react";
import { useHouseState } from "../../hooks.ts";
import { useAsk } from "../hooks.ts";
import { type Item, List } from "../List.tsx";
import { Waiting } from "../Waiting.tsx";
import { type Flag, flagsApi, type Known } from "./api.ts";
import { FlagForm } from "./FlagForm.tsx";
import { FLAGS } from "./words.ts";

const NEW = "new";
const NOBODY: Known = {
  number: "",
  persons: [{ kind: "self", name: "", kana: "", birth: "" }],
  addresses: [],
  note: "",
};

export function People({ flags, again }: { flags: Flag[]; again: () => void }) {
  const word = useHouseState().catalog?.sent.settings.protection?.word ?? "";
  const [chosen, setChosen] = useState<string | null>(null);
  const byId = useMemo(() => new Map(flags.map((one) => [one.flag, one])), [flags]);
  const rows = useMemo(() => flags.map((one) => ({ id: one.flag, row: { name: one.name } })), [flags]);
  const itemOf = ({ id, row }: { id: string; row: Readonly<Record<string, string>> }): Item => {
    const flag = byId.get(id);
    const tags = flag ? [FLAGS.standing[flag.standing] ?? "", flag.asked_by ? FLAGS.waits : ""] : [];
    return {
      id,
      row,
      title: row.name || FLAGS.new,
      sub: flag ? FLAGS.until(show(flag.ends)) : "",
      staffOnly: false,
      level: null,
      fresh: false,
      unsaved: false,
      changed: false,
      plain: true,
      tags: tags.filter(Boolean),
    };
  };
  const into = (): void => document.querySelector<HTMLElement>(".admin-form .columns input:enabled")?.focus();
  const done = (flag: string | null): void => {
    setChosen(flag);
    again();
  };
  const flag = chosen ? byId.get(chosen) : undefined;
  return (
    <>
      <List
        kind={word}
        rows={rows}
        itemOf={itemOf}
        chosen={chosen}
        onChoose={setChosen}
        onEnter={into}
        onMake={() => {
          setChosen(NEW);
          requestAnimationFrame(into);
        }}
        ordered={false}
      />
      <section className="admin-form" data-testid="form">
        {chosen === NEW ? (
          <FlagForm key={NEW} flag={null} known={NOBODY} onDone={done} />
        ) : flag ? (
          <Chosen key={`${flag.flag} ${flag.version}`} flag={flag} onDone={done} />
        ) : (
          <div className="admin-empty">
            <b>{flags.length ? FLAGS.none : FLAGS.empty}</b>
            {FLAGS.noneNow}
          </div>
        )}
      </section>
    </>
  );
}

function Chosen({ flag, onDone }: { flag: Flag; onDone: (flag: string | null) => void }) {
  const asked = useAsk(flag.flag, () => flagsApi.one(flag.flag));
  return <Waiting asked={asked}>{({ known }) => <FlagForm flag={flag} known={known} onDone={onDone} />}</Waiting>;
}
