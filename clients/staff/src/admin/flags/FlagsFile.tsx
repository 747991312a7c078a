// A list from the resident records, taken in whole or not at all. It is read here, so that no file of it stays anywhere.

import { reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { FileDrop } from "../parts/FileDrop.tsx";
import { FileFaults, stops } from "../parts/FileFaults.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { flagsApi, type Taken } from "./api.ts";
import { FLAGS } from "./words.ts";

const words = FLAGS.file;

type State = { is: "none" } | { is: "reading" } | { is: "refused"; reason: string } | { is: "taken"; taken: Taken };

export function FlagsFile({ onTaken }: { onTaken: () => void }) {
  const [made, setMade] = useState("");
  const [state, setState] = useState<State>({ is: "none" });
  async function take(file: File): Promise<void> {
    setState({ is: "reading" });
    try {
      const taken = await flagsApi.bring(made, textOf(await file.arrayBuffer()));
      setState({ is: "taken", taken });
      onTaken();
    } catch (no) {
      setState({ is: "refused", reason: reasonOf(no) });
    }
  }
  return (
    <section className="admin-page" data-testid="flags-file">
      <PageHead title={FLAGS.pages.file} lead={words.lead} />
      <p className="note">{words.columns}</p>
      <p className="note">{words.rule}</p>
      {state.is === "none" ? (
        <>
          <label className="ask-note flags-made">
            <span>{words.made}</span>
            <input
              type="datetime-local"
              className="input"
              data-testid="flags-made"
              value={made}
              onChange={(event) => setMade(event.target.value.slice(0, 16))}
            />
          </label>
          {made ? (
            <FileDrop
              label={words.choose}
              accept={[".csv"]}
              wrongKind={words.wrongKind}
              testId="flags-in"
              onFile={(file) => void take(file)}
            />
          ) : (
            <p className="note">{words.madeNeeded}</p>
          )}
        </>
      ) : state.is === "reading" ? (
        <p role="status">{words.reading}</p>
      ) : (
        <Outcome state={state} onOther={() => setState({ is: "none" })} />
      )}
    </section>
  );
}

function Outcome({ state, onOther }: { state: Exclude<State, { is: "none" | "reading" }>; onOther: () => void }) {
  const other = (
    <Button tone="plain" testId="flags-other" onPress={onOther}>
      {words.other}
    </Button>
  );
  if (state.is === "refused") {
    const older = state.reason === "overtaken";
    const { what, now } = older ? { what: words.older, now: words.olderNow } : sentence(state.reason);
    return (
      <Band tone="look" what={what} now={now} testId="flags-refused">
        {other}
      </Band>
    );
  }
  const { faults, set, lifted, left } = state.taken;
  const wrong = stops(faults);
  return (
    <>
      <Band
        tone={wrong ? "look" : "kept"}
        what={wrong ? words.broken(wrong) : words.taken(set, lifted, left)}
        now={wrong ? words.brokenNow : undefined}
        testId="flags-taken"
      >
        {other}
      </Band>
      <FileFaults faults={faults} />
    </>
  );
}

/** UTF-8 where it is UTF-8, what spreadsheets of an office write where it is not. */
function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("shift_jis").decode(bytes);
  }
}
