import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { type FocusEvent, type ReactNode, useState } from "react";
import { useKeys } from "../../hooks.ts";
import type { Edit } from "../sheet.ts";
import { ADMIN } from "../words.ts";
import { Duel } from "./Duel.tsx";

interface Props {
  edit: Edit | undefined;
  name: string;
  children: ReactNode;
}

/** The fields of a row, until somebody else changed it too: then both stand side by side. Whoever is typing is told, and
 * the field stays until the hand leaves it: no letter goes elsewhere, no figure chooses a side. */
export function Contested({ edit, name, children }: Props) {
  const [inField, setInField] = useState(false);
  const other = edit?.state === "overtaken" ? edit.other : null;
  if (edit && other && !inField) return <Duel edit={edit} key={other.rev} />;
  return (
    <fieldset
      className="contested"
      aria-label={name}
      onFocus={() => setInField(true)}
      onBlur={(event) => setInField(!isLeft(event))}
    >
      {children}
      {other && <Waiting by={other.by} onSee={() => setInField(false)} />}
    </fieldset>
  );
}

function Waiting({ by, onSee }: { by: string; onSee: () => void }) {
  useKeys({ "Ctrl+Enter": onSee });
  return (
    <div className="contested-note" role="status" data-testid="duel-waits">
      <Icon name="people" />
      <span className="grow">{by ? ADMIN.duel.waits(by) : ADMIN.duel.waitsNobody}</span>
      <Button small keys="Ctrl Enter" testId="duel-see" onPress={onSee}>
        {ADMIN.duel.see}
      </Button>
    </div>
  );
}

/** A page that is no longer in front still has its hand in the field. */
function isLeft({ currentTarget, relatedTarget }: FocusEvent): boolean {
  return document.hasFocus() && !currentTarget.contains(relatedTarget);
}
