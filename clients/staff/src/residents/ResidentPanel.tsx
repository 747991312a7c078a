import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { useState } from "react";
import { useTop } from "../hooks.ts";
import { type Household, household, type Resident } from "./api.ts";
import { Members } from "./Members.tsx";
import { Search } from "./Search.tsx";
import "./residents.css";
import { why } from "./why.ts";
import { R } from "./words.ts";

/** 住民を探して取り込む: a name, the household with its members to tick, and one key puts them into the case. */
export function ResidentPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const [chosen, setChosen] = useState<Resident | null>(null);
  const [home, setHome] = useState<Household | null>(null);
  const [wrong, setWrong] = useState("");
  const back = () => {
    setChosen(null);
    setHome(null);
  };
  useTop(chosen ? back : onClose);

  async function open(one: Resident, seen = false) {
    setWrong("");
    try {
      const found = await household(one.household, id, seen);
      setChosen(one);
      setHome(found);
    } catch (no) {
      setWrong(why(no));
    }
  }

  return (
    <Dialog title={R.title} testId="residents">
      <div className="residents">
        {wrong && (
          <p className="wrong" role="alert" data-testid="resident-wrong">
            {wrong}
          </p>
        )}
        {chosen && home ? (
          <Members
            key={`${chosen.household}${home.members.length}`}
            id={id}
            home={home}
            onSeen={() => void open(chosen, true)}
            onBack={back}
            onClose={onClose}
          />
        ) : (
          <Search onOpen={(one) => void open(one)} onWrong={setWrong} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}
