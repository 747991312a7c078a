import { tally } from "@madoguchi/shared/caseStore.ts";
import { newOp } from "@madoguchi/shared/ids.ts";
import { SaveMark } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useRef, useState } from "react";
import { CardBand } from "../cards/CardBand.tsx";
import { isForCertificate } from "../certificate/ask.ts";
import { C } from "../certificate/words.ts";
import { Asking } from "../coming/Asking.tsx";
import { askForms, counts } from "../forms/api.ts";
import { useFresh } from "../forms/fresh.ts";
import { goTo } from "../forms/goTo.ts";
import { PrintDialog } from "../forms/PrintDialog.tsx";
import { F } from "../forms/words.ts";
import { beginsWithQuestions, derive } from "../guidance/derive.ts";
import { G } from "../guidance/words.ts";
import { useCase, useHouse, useHouseState, useKeys } from "../hooks.ts";
import { ProtectedBand } from "../protection/ProtectedBand.tsx";
import { S } from "../signing/words.ts";
import { CaseBody, type Side } from "./CaseBody.tsx";
import { CaseHead } from "./CaseHead.tsx";
import { CaseStateBand } from "./CaseStateBand.tsx";
import { Duels } from "./Duels.tsx";
import { Tray } from "./Tray.tsx";
import { undoLast } from "./undo.ts";

/** The case in the middle of the desk. */
export function CaseScreen({ id }: { id: string }) {
  const seen = useCase(id);
  const { cases, catalog } = seen;
  const house = useHouse();
  const [chosen, setSide] = useState<Side | null>(null);
  const first = useRef<Side | null>(null);
  const state = cases[id];
  const duel = Object.keys(state?.duels ?? {})[0];
  const settle = (which: "mine" | "theirs") => () =>
    duel && house.feed(id, { is: "choose", key: duel, which, op: newOp() });
  const derived = derive(seen, id);
  const alone = derived !== null && isForCertificate(derived);
  useKeys({
    "Ctrl+z": () => undoLast(house, id),
    "Alt+1": () => setSide("guidance"),
    "Alt+2": () => setSide("entries"),
    "Alt+3": () => setSide("history"),
    "Alt+4": () => setSide("forms"),
    "Alt+s": () => setSide("signing"),
    ...(alone ? { "Alt+c": () => setSide("certificate") } : {}),
    "Alt+i": () => setPrinting(""),
    ...(duel ? { 1: settle("mine"), 2: settle("theirs") } : {}),
  });
  const { found: list } = useFresh(id, `list ${id}`, state?.known ? () => askForms(id) : null);
  const forms = (list?.forms ?? []).filter(counts);
  /** What is to be printed: one form, all ("") or (null) nothing now. */
  const [printing, setPrinting] = useState<string | null>(null);
  if (!state?.known || !catalog || !derived) return <p className="starting">{W.case.loading}</p>;
  const [answered, shown] = derived.guidance.progress;
  first.current ??= alone ? "certificate" : beginsWithQuestions(derived) ? "guidance" : "entries";
  const side = chosen ?? first.current;
  return (
    <>
      <CaseHead id={id} />
      <Asking id={id} />
      <div className="casetabs">
        <div className="tabs" role="tablist">
          {alone && <SideTab side="certificate" now={side} onChoose={setSide} label={C.tab} />}
          <SideTab side="guidance" now={side} onChoose={setSide} label={G.tab} more={`${answered}/${shown}`} />
          <SideTab side="entries" now={side} onChoose={setSide} label={W.case.entries} />
          <SideTab
            side="forms"
            now={side}
            onChoose={setSide}
            label={F.tab}
            {...(forms.length > 0 ? { more: String(forms.length) } : {})}
          />
          <SideTab side="signing" now={side} onChoose={setSide} label={S.tab} />
          <SideTab side="history" now={side} onChoose={setSide} label={W.case.history} />
        </div>
        <SaveState id={id} />
      </div>
      {state.isProtected && <ProtectedBand id={id} />}
      <CaseStateBand id={id} />
      <CardBand id={id} />
      <Tray id={id} />
      <Duels id={id} />
      <CaseBody id={id} side={side} derived={derived} list={list} onSide={setSide} onPrint={() => setPrinting("")} />
      {printing !== null && (
        <PrintDialog
          id={id}
          only={printing || null}
          onClose={() => setPrinting(null)}
          onMissing={(key) => {
            setPrinting(null);
            setSide("entries");
            goTo(key);
          }}
        />
      )}
    </>
  );
}

interface TabProps {
  side: Side;
  now: Side;
  label: string;
  /** How far one is. */
  more?: string;
  onChoose: (side: Side) => void;
}

function SideTab({ side, now, label, more, onChoose }: TabProps) {
  return (
    <button
      type="button"
      role="tab"
      className="tab"
      aria-selected={side === now}
      data-testid={`tab-${side}`}
      onClick={() => onChoose(side)}
    >
      {label}
      {more && <span className="note">{more}</span>}
    </button>
  );
}

/** Once for the whole case what each field says for itself. */
function SaveState({ id }: { id: string }) {
  const { cases } = useHouseState();
  const count = tally(cases[id]!);
  const safe = count.sending === 0 && count.seen === 0;
  return (
    <span
      className="right"
      data-testid="save-state"
      data-state={count.sending > 0 ? "sending" : safe ? "kept" : "seen"}
    >
      {count.sending > 0 && (
        <>
          <SaveMark mark="sending" />
          {W.marks.sending} <b>{count.sending}</b>
        </>
      )}
      {count.seen > 0 && (
        <>
          <SaveMark mark="seen" />
          {W.marks.seen} <b>{count.seen}</b>
        </>
      )}
      <SaveMark mark="kept" />
      {safe ? W.marks.all : W.marks.kept} {!safe && <b>{count.kept}</b>}
    </span>
  );
}
