// Small questions before a move: why, or where to. Enter takes what is marked.

import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import type { MoveDeed } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";
import { type ReactNode, useState } from "react";
import { settled, tell } from "../deeds.ts";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import { rowOf } from "../place.ts";
import { type Why, WhyForm } from "./WhyForm.tsx";

interface AskProps {
  title: string;
  kind: string;
  deed: string;
  onClose: () => void;
  /** `note`: the sentence that その他 and the like ask for. */
  onGo: (reason: string, note: string) => void | Promise<void>;
  children?: ReactNode;
}

/** A deed with one of the city's reasons of a kind, and what else it asks. */
export function AskWhy({ title, kind, deed, onClose, onGo, children }: AskProps) {
  const { catalog } = useHouseState();
  useTop(onClose);
  const go = async ({ reason, note }: Why): Promise<null> => {
    await onGo(reason, note);
    return null;
  };
  return (
    <Dialog title={title} testId={`ask-${kind}`}>
      {children}
      <WhyForm reasons={catalog!.reasons(kind)} deed={deed} testId={`ask-${kind}`} onGo={go} onClose={onClose} />
    </Dialog>
  );
}

interface CaseProps {
  id: string;
  onClose: () => void;
}

/** A move of the open case, once its edits are shared; the desk is free afterwards. */
function useMove({ id, onClose }: CaseProps) {
  const house = useHouse();
  return async (make: (visit: string) => MoveDeed) => {
    const row = rowOf(house.get(), id);
    if (!row) return;
    await settled(house, id);
    if (!(await tell(house, make(row.visit)))) return;
    onClose();
    house.show(null);
  };
}

export function HoldDialog(props: CaseProps) {
  const move = useMove(props);
  const go = (reason: string, note: string) => move((visit) => ({ kind: "hold", visit, reason, note }));
  return <AskWhy title={W.case.hold} kind="hold" deed={W.case.hold} onClose={props.onClose} onGo={go} />;
}

export function GiveBackDialog(props: CaseProps) {
  const move = useMove(props);
  const go = (reason: string) => move((visit) => ({ kind: "give_back", visit, reason }));
  return <AskWhy title={W.case.giveBack} kind="wrong" deed={W.case.giveBack} onClose={props.onClose} onGo={go} />;
}

export function TransferDialog(props: CaseProps) {
  const { catalog, me } = useHouseState();
  const lines = catalog!.sent.house.lines.filter((one) => one.office === me?.office && one.group !== me?.group);
  const [line, setLine] = useState(lines[0]?.line ?? "");
  const move = useMove(props);
  const go = (reason: string) => move((visit) => ({ kind: "transfer", visit, line, reason }));
  return (
    <AskWhy title={W.case.transfer} kind="transfer" deed={W.case.transfer} onClose={props.onClose} onGo={go}>
      <select
        className="input"
        aria-label={W.board.line}
        data-testid="transfer-line"
        value={line}
        onChange={(event) => setLine(event.target.value)}
      >
        {lines.map((one) => (
          <option key={one.line} value={one.line}>
            {one.name}
          </option>
        ))}
      </select>
    </AskWhy>
  );
}

export function PauseDialog({ onClose }: { onClose: () => void }) {
  const house = useHouse();
  const go = async (reason: string, note: string) => {
    onClose();
    await tell(house, { kind: "pause", reason, note });
  };
  return <AskWhy title={W.seat.pauseTitle} kind="pause" deed={W.seat.pause} onClose={onClose} onGo={go} />;
}
