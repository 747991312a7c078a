import { get, No, reasonOf } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { spoken, W } from "@madoguchi/shared/words.ts";
import { useEffect, useState } from "react";
import { Prove } from "../admin/users/Prove.tsx";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import { mayKeepUsers } from "../keepers.ts";
import { CloseBar } from "../overlays/CloseBar.tsx";
import { trainingApi } from "./api.ts";
import { TRAINING } from "./words.ts";

const AGAIN_MS = 2_000;

/** 研修: pretend visitors for everybody, and for administrators the way back to the beginning. */
export function TrainingPanel({ onClose }: { onClose: () => void }) {
  const { me } = useHouseState();
  const [emptying, setEmptying] = useState(false);
  if (emptying) return <Emptying onClose={() => setEmptying(false)} />;
  return <Training admin={mayKeepUsers(me?.roles)} onEmpty={() => setEmptying(true)} onClose={onClose} />;
}

interface Props {
  admin: boolean;
  onEmpty: () => void;
  onClose: () => void;
}

function Training({ admin, onEmpty, onClose }: Props) {
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  useTop(onClose);
  async function come(): Promise<void> {
    if (busy) return;
    setBusy(true);
    setWrong("");
    try {
      setSaid(TRAINING.came((await trainingApi.visitors()).numbers));
    } catch (no) {
      setWrong(spoken(reasonOf(no)));
    }
    setBusy(false);
  }
  return (
    <Dialog title={TRAINING.title} testId="training">
      <p>{TRAINING.lead}</p>
      <p className="note">{TRAINING.visitorsLead}</p>
      <Button tone="main" wide testId="training-visitors" onPress={() => void come()}>
        {TRAINING.visitors}
      </Button>
      <p role="status" data-testid="training-said">
        {said}
      </p>
      <Wrong says={wrong} />
      {admin && (
        <Button tone="danger" wide testId="training-empty" onPress={onEmpty}>
          {TRAINING.empty}
        </Button>
      )}
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}

/** Asked once more, with the password: then the page waits for the city to be there again. */
function Emptying({ onClose }: { onClose: () => void }) {
  const house = useHouse();
  const [proving, setProving] = useState(false);
  const [wrong, setWrong] = useState("");
  const [gone, setGone] = useState(false);
  useTop(gone ? () => {} : onClose);
  useEffect(() => (gone ? whenSignedOut(() => house.leave()) : undefined), [gone, house]);
  async function go(): Promise<void> {
    setProving(false);
    try {
      await trainingApi.empty();
      setGone(true);
    } catch (no) {
      const reason = reasonOf(no);
      if (reason === "prove_again") setProving(true);
      else setWrong(reason === "not_allowed" ? `${TRAINING.notOurs.what}${TRAINING.notOurs.now}` : spoken(reason));
    }
  }
  if (proving) return <Prove onProved={() => void go()} onClose={() => setProving(false)} />;
  return (
    <Dialog title={TRAINING.empty} testId="training-emptying">
      <p role="status">{gone ? TRAINING.emptying : TRAINING.emptyLead}</p>
      <Wrong says={wrong} />
      {!gone && (
        <div className="deeds">
          <Button tone="danger" testId="training-empty-go" onPress={() => void go()}>
            {TRAINING.emptyGo}
          </Button>
          <Button tone="plain" keys="Esc" onPress={onClose}>
            {W.stop}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

/** Asks until the city that began anew answers that it knows nobody. */
function whenSignedOut(then: () => void): () => void {
  const timer = setInterval(() => {
    get("/api/me").catch((no: unknown) => no instanceof No && no.reason === "signed_out" && then());
  }, AGAIN_MS);
  return () => clearInterval(timer);
}
