import { SaveMark } from "@madoguchi/shared/parts/signs.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import type { Edit } from "../sheet.ts";
import { ADMIN } from "../words.ts";

/** What is safe of a row: said in a word, beside its sign. */
export function SaveState({ named, edit }: { named: boolean; edit: Edit | undefined }) {
  const state = !edit ? "kept" : !named ? "incomplete" : edit.state;
  const mark = state === "kept" ? "kept" : state === "sending" ? "seen" : "sending";
  const why = edit?.reason ? sentence(edit.reason).what : "";
  return (
    <span className={`save-state is-${state}`} role="status" data-testid="row-state" data-state={state}>
      <span aria-hidden="true">
        <SaveMark mark={mark} />
      </span>
      {ADMIN.marks[state]}
      {why && <span className="wrong">{why}</span>}
    </span>
  );
}
