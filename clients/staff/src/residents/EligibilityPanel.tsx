import { newOp } from "@madoguchi/shared/ids.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import { type Eligibility, eligibilityOf, take } from "./api.ts";
import { EligibilityTable } from "./EligibilityTable.tsx";
import "./residents.css";
import { why } from "./why.ts";
import { R } from "./words.ts";

/** 資格一覧 of the case's persons; one key makes entries of it. */
export function EligibilityPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const house = useHouse();
  const { cases } = useHouseState();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const op = useRef(newOp());
  useTop(onClose);

  async function go(found: Eligibility) {
    if (busy) return;
    setBusy(true);
    setWrong("");
    try {
      const rows = found.members.map((one) => one.resident);
      const said = await take(id, op.current, cases[id]?.fence ?? 0, rows, "residents");
      if (said.result !== "ok" && said.result !== "done") {
        setWrong(R.later);
        return;
      }
      const other = said.differing?.length ?? 0;
      house.notice(
        other > 0 ? { tone: "look", what: R.eligibleDiffers(other) } : { tone: "kept", what: R.eligibleTaken },
      );
      onClose();
    } catch (no) {
      setWrong(why(no));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog title={R.eligibleTitle} testId="eligibility">
      <div className="residents">
        <Looked of={{ case: id }}>
          {(found) => (
            <>
              <Wrong says={wrong} />
              <div className="deeds">
                {found.members.length > 0 && (
                  <Button tone="main" grow keys="Enter" autoFocus testId="eligible-take" onPress={() => void go(found)}>
                    {busy ? R.taking : R.eligibleTake}
                  </Button>
                )}
                <Button tone="plain" keys="Esc" autoFocus={found.members.length === 0} onPress={onClose}>
                  {W.close}
                </Button>
              </div>
            </>
          )}
        </Looked>
      </div>
    </Dialog>
  );
}

/** The same of a household that is not in the case yet. */
export function EligibilityPart({ of, onBack }: { of: { household: string; seen: boolean }; onBack: () => void }) {
  return (
    <Looked of={of}>
      {() => (
        <div className="deeds">
          <Button tone="main" keys="Esc" autoFocus testId="eligible-back" onPress={onBack}>
            {R.eligibleBack}
          </Button>
        </div>
      )}
    </Looked>
  );
}

type Of = Parameters<typeof eligibilityOf>[0];

/** Asked once; the list or why there is none, and what may be done. */
function Looked({ of, children }: { of: Of; children: (found: Eligibility) => ReactNode }) {
  const [found, setFound] = useState<Eligibility | null>(null);
  const [wrong, setWrong] = useState("");
  const asked = useRef(of);
  useEffect(() => {
    let here = true;
    eligibilityOf(asked.current).then(
      (said) => here && setFound(said),
      (no: unknown) => here && setWrong(why(no)),
    );
    return () => {
      here = false;
    };
  }, []);
  if (wrong)
    return (
      <p className="wrong" role="alert" data-testid="eligible-wrong">
        {wrong}
      </p>
    );
  if (!found) return <p role="status">{R.loading}</p>;
  return (
    <>
      {found.members.length > 0 ? (
        <>
          <p className="note">{R.eligibleLead}</p>
          <EligibilityTable found={found} />
        </>
      ) : (
        <p data-testid="eligible-none">
          <b>{found.loaded ? R.eligibleNone : R.eligibleNotLoaded}</b>
          {found.loaded ? R.eligibleNoneNow : R.eligibleNotLoadedNow}
        </p>
      )}
      {children(found)}
    </>
  );
}
