import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { useState } from "react";
import { derive } from "../guidance/derive.ts";
import { useHouseState, useTop } from "../hooks.ts";
import { type Among, type Household, household, type Resident } from "./api.ts";
import { EligibilityPart } from "./EligibilityPanel.tsx";
import { Members } from "./Members.tsx";
import { Search } from "./Search.tsx";
import "./residents.css";
import { why } from "./why.ts";
import { R } from "./words.ts";

/** The life event for which another city sends a notice. */
const BY_NOTICE = "TENNYU_TOKUREI";

/** 住民を探して取り込む: a name, the household with its members to tick, and one key puts them into the case. */
export function ResidentPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const byNotice = derive(useHouseState(), id)?.known.events.includes(BY_NOTICE);
  const [kind, setKind] = useState<Among>(byNotice ? "moving" : "residents");
  const [chosen, setChosen] = useState<Resident | null>(null);
  const [home, setHome] = useState<Household | null>(null);
  const [eligible, setEligible] = useState(false);
  const [wrong, setWrong] = useState("");
  const back = () => {
    if (!eligible) {
      setChosen(null);
      setHome(null);
    }
    setEligible(false);
  };
  useTop(chosen ? back : onClose);

  async function open(one: Resident, seen = false) {
    setWrong("");
    try {
      const found = await household(one.household, id, seen, kind);
      setChosen(one);
      setHome(found);
    } catch (no) {
      setWrong(why(no));
    }
  }

  return (
    <Dialog title={eligible ? R.eligibleTitle : R.title} testId="residents">
      <div className="residents">
        <Wrong says={wrong} testId="resident-wrong" />
        {chosen && home && eligible ? (
          <EligibilityPart of={{ household: chosen.household, seen: home.members.length > 0 }} onBack={back} />
        ) : chosen && home ? (
          <Members
            key={`${chosen.household}${home.members.length}`}
            id={id}
            home={home}
            kind={kind}
            onSeen={() => void open(chosen, true)}
            onBack={back}
            onClose={onClose}
            onEligible={() => setEligible(true)}
          />
        ) : (
          <Search kind={kind} onKind={setKind} onOpen={(one) => void open(one)} onWrong={setWrong} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}
