import { BookingPanel } from "./booking/BookingPanel.tsx";
import { CardPanel } from "./cards/CardPanel.tsx";
import { ComeDialog } from "./coming/ComeDialog.tsx";
import { useHouse, useHouseState } from "./hooks.ts";
import { NumberPanel } from "./number/NumberPanel.tsx";
import { CallNumber } from "./overlays/CallNumber.tsx";
import { Closing } from "./overlays/Closing.tsx";
import { FindPanel } from "./overlays/FindPanel.tsx";
import { FinishDialog } from "./overlays/FinishDialog.tsx";
import { HandOffPanel } from "./overlays/HandOffPanel.tsx";
import { KeysDialog } from "./overlays/KeysDialog.tsx";
import { GiveBackDialog, HoldDialog, PauseDialog, TransferDialog } from "./overlays/reasons.tsx";
import { ScanDialog } from "./overlays/ScanDialog.tsx";
import { Screens } from "./overlays/Screens.tsx";
import { SeatMenu } from "./overlays/SeatMenu.tsx";
import { SlipPanel } from "./overlays/SlipPanel.tsx";
import { EligibilityPanel } from "./residents/EligibilityPanel.tsx";
import { ResidentPanel } from "./residents/ResidentPanel.tsx";
import { SessionsPanel } from "./sessions/SessionsPanel.tsx";
import { StatusPanel } from "./status/StatusPanel.tsx";
import { TrainingPanel } from "./training/TrainingPanel.tsx";

/** What lies over the page, one at a time; a question of a scan lies over all. */
export function Overlays() {
  const { overlay, question, open, path } = useHouseState();
  const house = useHouse();
  const close = () => {
    house.set({ overlay: null });
    if (path === "/find" || path === "/number") house.go("/");
  };
  const top = overlay ?? (path === "/find" ? "find" : path === "/number" ? "number" : null);
  return (
    <>
      {top === "find" && <FindPanel onClose={close} />}
      {top === "keys" && <KeysDialog onClose={close} />}
      {top === "seat" && <SeatMenu onClose={close} />}
      {top === "pause" && <PauseDialog onClose={close} />}
      {top === "closing" && <Closing onClose={close} />}
      {top === "morning" && <Closing onClose={close} morning />}
      {top === "screens" && <Screens onClose={close} />}
      {top === "sessions" && <SessionsPanel onClose={close} />}
      {top === "callNumber" && <CallNumber onClose={close} />}
      {open && top === "handOff" && <HandOffPanel id={open} onClose={close} />}
      {open && top === "finish" && <FinishDialog id={open} onClose={close} />}
      {open && top === "hold" && <HoldDialog id={open} onClose={close} />}
      {open && top === "transfer" && <TransferDialog id={open} onClose={close} />}
      {open && top === "giveBack" && <GiveBackDialog id={open} onClose={close} />}
      {open && top === "come" && <ComeDialog id={open} onClose={close} />}
      {open && top === "slip" && <SlipPanel id={open} onClose={close} />}
      {open && top === "eligibility" && <EligibilityPanel id={open} onClose={close} />}
      {open && top === "residents" && <ResidentPanel id={open} onClose={close} />}
      {open && top === "card" && <CardPanel id={open} onClose={close} />}
      {top === "booking" && <BookingPanel onClose={close} />}
      {top === "status" && <StatusPanel onClose={close} />}
      {top === "training" && <TrainingPanel onClose={close} />}
      {top === "number" && <NumberPanel onClose={close} />}
      {question && <ScanDialog question={question} />}
    </>
  );
}
