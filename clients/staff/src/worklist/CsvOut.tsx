import { No } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useAsk } from "../admin/hooks.ts";
import { Prove } from "../admin/users/Prove.tsx";
import { Waiting } from "../admin/Waiting.tsx";
import { useTop } from "../hooks.ts";
import { type Encoding, type Exports, type Sought, type State, workApi } from "./api.ts";
import { WORK } from "./words.ts";

const LIVES = 60_000;
const ENCODINGS = Object.keys(WORK.csv.encodings) as Encoding[];

interface Props {
  sought: Sought;
  state: State;
  onClose: () => void;
}

/** What is sought as CSV: a download, or into the city's folder. The password is asked again for either. */
export function CsvOut(props: Props) {
  const asked = useAsk("exports", workApi.exports);
  useTop(props.onClose);
  return (
    <Dialog title={WORK.csv.title} testId="csv">
      <p>{WORK.csv.lead(WORK.states[props.state])}</p>
      <Waiting asked={asked}>{(exports) => <Ways exports={exports} {...props} />}</Waiting>
    </Dialog>
  );
}

function Ways({ exports, sought, onClose }: Props & { exports: Exports }) {
  const [encoding, setEncoding] = useState(exports.settings.encoding);
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [proving, setProving] = useState<(() => Promise<void>) | null>(null);
  async function go(way: () => Promise<void>): Promise<void> {
    setProving(null);
    setBusy(true);
    try {
      await way();
    } catch (no) {
      if (no instanceof No && no.reason === "prove_again") setProving(() => way);
      else if (no instanceof No && no.at === "folder") setSaid(WORK.csv.folder);
      else setSaid((no instanceof No && WORK.why[no.reason]?.what) || sentence(no instanceof No ? no.reason : "").what);
    }
    setBusy(false);
  }
  const load = async (): Promise<void> => save(await workApi.csv(sought, encoding));
  const lay = async (): Promise<void> => {
    const { rows, letters } = await workApi.lay(sought, encoding);
    setSaid(WORK.csv.done(rows, letters));
  };
  const working = busy ? WORK.csv.working : null;
  return (
    <>
      <label>
        <span className="note">{WORK.csv.encoding}</span>
        <select
          className="input"
          data-testid="csv-encoding"
          value={encoding}
          onChange={(event) => setEncoding(event.target.value as Encoding)}
        >
          {ENCODINGS.map((one) => (
            <option key={one} value={one}>
              {WORK.csv.encodings[one]}
            </option>
          ))}
        </select>
      </label>
      <p role="status" data-testid="csv-said">
        {working ?? said}
      </p>
      <div className="deeds">
        <Button tone="main" testId="csv-go" because={working} onPress={() => void go(load)}>
          {WORK.csv.go}
        </Button>
        <Button
          testId="csv-lay"
          because={working ?? (exports.folder ? null : WORK.csv.noFolder)}
          onPress={() => void go(lay)}
        >
          {WORK.csv.lay}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onClose}>
          {W.close}
        </Button>
      </div>
      {!exports.folder && <p className="note">{WORK.csv.noFolder}</p>}
      {proving && <Prove onProved={() => void go(proving)} onClose={() => setProving(null)} />}
    </>
  );
}

function save(file: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = WORK.csv.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LIVES);
}
