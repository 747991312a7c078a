import { markOf, shownValues } from "@madoguchi/shared/caseStore.ts";
import { clock } from "@madoguchi/shared/clock.ts";
import { Keys, SaveMark } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useRef, useState } from "react";
import { Head } from "../desk/LineColumn.tsx";
import { useHouse, useHouseState, useKeys } from "../hooks.ts";
import { windowOf } from "../place.ts";

/** Notes between windows: to all or to one counter; never changed, never deleted. */
export function Memos({ id }: { id: string }) {
  const { cases, catalog, me } = useHouseState();
  const state = cases[id]!;
  const notes = Object.entries(shownValues(state))
    .filter(([key]) => key.startsWith("note."))
    .map(([key, value]) => ({
      key,
      said: (value ?? {}) as { text?: string; to?: string | null },
      entry: state.entries[key],
    }))
    .sort((a, b) => (a.entry?.rev ?? Number.POSITIVE_INFINITY) - (b.entry?.rev ?? Number.POSITIVE_INFINITY));
  return (
    <section>
      <Head name={W.memo.title}>
        {notes.length}
        {W.items}
      </Head>
      <ul data-testid="memo-list" className="memos">
        {notes.map(({ key, said, entry }) => (
          <li key={key} className="memo">
            <span className="from line">
              <span className="grow">
                {entry?.at ? clock(entry.at) : ""} {entry?.window ? W.place(catalog!.no(entry.window)) : ""}{" "}
                {entry?.by ?? me?.name}
                {said.to && ` → ${W.memo.toGroup(catalog!.groupName(me!.office, said.to))}`}
              </span>
              <SaveMark mark={markOf(state, key)} />
            </span>
            {said.text}
          </li>
        ))}
      </ul>
      <MemoInput id={id} />
    </section>
  );
}

function MemoInput({ id }: { id: string }) {
  const state = useHouseState();
  const house = useHouse();
  const [text, setText] = useState("");
  const [to, setTo] = useState("");
  const input = useRef<HTMLTextAreaElement>(null);
  useKeys({ "Alt+m": () => input.current?.focus() });
  const catalog = state.catalog!;
  const group = windowOf(state)?.group ?? "";
  const phrases = catalog.sent.phrases.filter((one) => one.kind === "memo" && (!one.group || one.group === group));
  const send = () => {
    if (!text.trim()) return;
    house.edit(id, { kind: "note", text: text.trim(), to: to || null });
    setText("");
  };
  return (
    <div className="memo-new">
      <span className="memo-box">
        <textarea
          ref={input}
          className="input"
          data-testid="memo-input"
          aria-label={W.memo.add}
          rows={text ? 2 : 1}
          placeholder={W.memo.add}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing || event.shiftKey) return;
            event.preventDefault();
            send();
          }}
        />
        {!text && (
          <span className="memo-keys">
            <Keys of="Alt M" />
          </span>
        )}
      </span>
      {text ? (
        <span className="line">
          <select className="input" aria-label={W.memo.to} value={to} onChange={(event) => setTo(event.target.value)}>
            <option value="">{W.memo.toAll}</option>
            {catalog.sent.house.counters
              .filter((one) => one.office === state.me?.office)
              .map((one) => (
                <option key={one.group} value={one.group}>
                  {W.memo.toGroup(one.name)}
                </option>
              ))}
          </select>
          <button type="button" className="btn btn-s" data-testid="memo-send" onClick={send}>
            {W.memo.send}
            <kbd>Enter</kbd>
          </button>
        </span>
      ) : (
        <select
          className="input"
          aria-label={W.memo.phrases}
          value=""
          onChange={(event) => setText(event.target.value)}
        >
          <option value="">{W.memo.phrases}</option>
          {phrases.map((one) => (
            <option key={one.phrase} value={one.text}>
              {one.text}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
