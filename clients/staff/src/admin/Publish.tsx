import { reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { spoken } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouse, useTop } from "../hooks.ts";
import { api, type RowChange } from "./api.ts";
import { type Asked, useDrafting, useWork } from "./hooks.ts";
import { figuresOf } from "./pages/Changes.tsx";
import { unkept } from "./sheet.ts";
import { Waiting } from "./Waiting.tsx";
import { when } from "./when.ts";
import { ADMIN } from "./words.ts";

const words = ADMIN.publish;

interface Props {
  changes: Asked<RowChange[]>;
  onClose: () => void;
  onGo: (page: string) => void;
  onDone: () => void;
}

/** 本番適用: now or at a minute to come; what changes is said in figures first. */
export function Publish({ changes, onClose, onGo, onDone }: Props) {
  useTop(onClose);
  return (
    <Dialog title={words.title} testId="publish">
      <Waiting asked={changes}>
        {(value) => <Ask changes={value} onClose={onClose} onGo={onGo} onDone={onDone} />}
      </Waiting>
    </Dialog>
  );
}

function Ask({ changes, onClose, onGo, onDone }: { changes: RowChange[] } & Omit<Props, "changes">) {
  const house = useHouse();
  const { draft } = useDrafting();
  const { sheet } = useWork();
  const [later, setLater] = useState(false);
  const [from, setFrom] = useState("");
  const [note, setNote] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const { added, changed, removed, moved } = figuresOf(changes);
  const errors = sheet?.faults.filter((one) => one.level === "error").length ?? 0;
  const warnings = (sheet?.faults.length ?? 0) - errors;
  const waiting = sheet ? unkept(sheet) : 0;
  const at = Date.parse(`${from}:00+09:00`);
  const because = busy
    ? ADMIN.marks.sending
    : changes.length === 0
      ? words.nothing
      : errors > 0
        ? words.errors(errors)
        : waiting > 0
          ? words.wait(waiting)
          : later && !from
            ? words.needFrom
            : later && at <= house.now()
              ? words.past
              : !note.trim()
                ? words.needNote
                : null;

  async function go() {
    setBusy(true);
    try {
      await api.publish(draft, later ? from : null, note.trim());
      house.notice({ tone: "kept", what: later ? words.planned(when(at)) : words.done });
      onDone();
    } catch (no) {
      setWrong(spoken(reasonOf(no)));
      setBusy(false);
    }
  }

  return (
    <>
      <p data-testid="publish-figures">
        <b>{changes.length ? words.figures(added, changed, removed) : words.nothing}</b>
        {moved > 0 && ` ${words.moved(moved)}`}
      </p>
      <p className="note">{words.cases}</p>
      {errors > 0 && <Band tone="danger" what={words.errors(errors)} now={words.errorsNow} />}
      {warnings > 0 && <Band tone="look" what={words.warnings(warnings)} />}
      <p className="deeds">
        <Button tone="plain" small onPress={() => onGo("changes")}>
          {words.see}
        </Button>
        <Button tone="plain" small onPress={() => onGo("faults")}>
          {words.check}
        </Button>
      </p>
      <fieldset className="choice plain-set" aria-label={words.when}>
        <label>
          <input type="radio" name="when" checked={!later} onChange={() => setLater(false)} />
          <span>{words.now}</span>
        </label>
        <label>
          <input type="radio" name="when" data-testid="publish-later" checked={later} onChange={() => setLater(true)} />
          <span>{words.later}</span>
        </label>
      </fieldset>
      {later && (
        <input
          className="input"
          type="datetime-local"
          aria-label={words.from}
          data-testid="publish-from"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      )}
      <label className="ask-note">
        <span>{words.note}</span>
        <input
          className="input"
          data-first=""
          data-testid="publish-note"
          placeholder={words.noteHint}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <Wrong says={wrong} />
      <div className="deeds">
        <Button tone="main" testId="publish-go" because={because} onPress={() => void go()}>
          {later ? words.goLater : words.go}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onClose}>
          {ADMIN.stop}
        </Button>
        {because && <span className="note">{because}</span>}
      </div>
    </>
  );
}
