import { shownValues } from "@madoguchi/shared/caseStore.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { personsOf } from "../case/names.ts";
import { useHouse, useHouseState, useKeys, useTop } from "../hooks.ts";
import type { ScanQuestion } from "../question.ts";
import { claim, dismissQuestion, holdAndOpen, lookAtName } from "../scanning.ts";
import { ReserveArrival } from "./ReserveArrival.tsx";

type Asked = Exclude<ScanQuestion, { is: "reserve" }>;

/** What a scan asks. Enter does nothing that a scanner could do by itself: the deeds that move a case need a press. */
export function ScanDialog({ question }: { question: ScanQuestion }) {
  const house = useHouse();
  const close = () => dismissQuestion(house);
  useTop(close);
  useKeys(question.is === "openHere" ? { "Alt+o": () => void holdAndOpen(house) } : {});
  return (
    <Dialog title={W.scan.reading} testId="notice">
      <p>
        <b>{question.what}</b>
      </p>
      {question.now && <p>{question.now}</p>}
      {question.is === "replaced" && question.looking && <Name id={question.case} />}
      {question.is === "reserve" ? (
        <ReserveArrival question={question} />
      ) : (
        <Foot question={question} onClose={close} />
      )}
    </Dialog>
  );
}

function Foot({ question, onClose }: { question: Asked; onClose: () => void }) {
  return (
    <div className="deeds">
      <Deeds question={question} />
      <Button tone={question.is === "bad" ? "main" : "plain"} keys="Esc" onPress={onClose}>
        {question.is === "openHere" ? W.scan.openHereStay : W.close}
      </Button>
    </div>
  );
}

function Deeds({ question }: { question: Asked }) {
  const house = useHouse();
  switch (question.is) {
    case "bad":
      return (
        <Button onPress={() => house.set({ question: null, overlay: "find" })} keys="F2">
          {W.scan.byNumber}
        </Button>
      );
    case "taken":
      return (
        <>
          {question.case && (
            <Button
              tone="main"
              testId="look-on"
              onPress={() => {
                house.set({ question: null });
                house.show(question.case);
              }}
            >
              {W.scan.look}
            </Button>
          )}
          <Button testId="take-over" onPress={() => void claim(house, { ...question.claim, take_over: true })}>
            {W.scan.takeOver}
          </Button>
        </>
      );
    case "replaced":
      return question.looking ? (
        <Button tone="main" testId="look-yes" onPress={() => void claim(house, { ...question.claim, look: true })}>
          {W.scan.lookYes}
        </Button>
      ) : (
        <Button tone="main" testId="look-at-name" onPress={() => lookAtName(house)}>
          {W.scan.replacedOpen}
        </Button>
      );
    case "early":
      return (
        <Button testId="early-go" onPress={() => void claim(house, { ...question.claim, early: true })}>
          {W.scan.earlyGo}
        </Button>
      );
    case "openHere":
      return (
        <Button testId="hold-and-open" keys="Alt O" onPress={() => void holdAndOpen(house)}>
          {W.scan.openHereGo}
        </Button>
      );
  }
}

function Name({ id }: { id: string | null }) {
  const { cases } = useHouseState();
  const state = id ? cases[id] : undefined;
  const people = state ? personsOf(shownValues(state)) : [];
  return (
    <div className="look-name">
      <p className="note">{W.scan.lookName}</p>
      {people.map((person) => (
        <p key={person.id}>
          <b>{person.name || W.case.noName}</b> <span className="note">{person.kana}</span>
        </p>
      ))}
      {people.length === 0 && <p>{state?.known ? W.case.noName : W.case.loading}</p>}
    </div>
  );
}
