import { remove } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { LETTERS } from "../admin/exports/words.ts";
import { commitField, tell } from "../deeds.ts";
import { AUTO } from "../desk/words.ts";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import { mayExport, mayKeep, mayKeepFlags, mayKeepUsers } from "../keepers.ts";
import { windowOf } from "../place.ts";
import { R } from "../residents/words.ts";
import { OWN } from "../sessions/words.ts";
import { STATUS } from "../status/words.ts";
import { isTraining } from "../training/api.ts";
import { TRAINING } from "../training/words.ts";
import { WORK } from "../worklist/words.ts";
import { CloseBar } from "./CloseBar.tsx";

/** Window and user: open, pause, close, change the window, the day's end, log out. */
export function SeatMenu({ onClose }: { onClose: () => void }) {
  const state = useHouseState();
  const house = useHouse();
  const at = windowOf(state);
  const seat = at && state.seats.get(at.window);
  useTop(onClose);
  const then = (deed: () => unknown) => () => {
    onClose();
    deed();
  };
  async function leaveSeat() {
    house.show(null);
    if (!(await tell(house, { kind: "leave_seat" }))) return;
    house.set({ me: { ...house.get().me!, window: null, group: null } });
    house.go("/");
  }
  async function logOut() {
    commitField();
    const { leave } = await remove<{ leave?: string }>("/api/session").catch(() => ({ leave: "" }));
    house.leave();
    if (leave) window.location.assign(leave);
  }
  return (
    <Dialog title={`${state.me?.name}${W.san}　${at ? at.name : W.seat.none}`} testId="seat-menu">
      <div className="menu-list">
        {at && seat?.state === "open" && (
          <Button tone="plain" wide testId="pause" onPress={then(() => house.set({ overlay: "pause" }))}>
            {W.seat.pause}
          </Button>
        )}
        {at && seat?.state !== "open" && (
          <Button wide testId="open-window" onPress={then(() => void tell(house, { kind: "open_window" }))}>
            {W.seat.open}
          </Button>
        )}
        {at && (
          <Button
            tone="plain"
            wide
            testId="auto-call-switch"
            onPress={then(() => void tell(house, { kind: "auto_call", on: !seat?.auto }))}
          >
            {seat?.auto ? AUTO.on : AUTO.off}
          </Button>
        )}
        {at && (
          <Button
            tone="plain"
            wide
            testId="close-window"
            onPress={then(() => void tell(house, { kind: "close_window" }))}
          >
            {W.seat.closeWindow}
          </Button>
        )}
        <Button tone="plain" wide testId="change-window" onPress={then(() => void leaveSeat())}>
          {W.seat.change}
        </Button>
        <Button tone="plain" wide testId="to-number" onPress={then(() => house.set({ overlay: "number" }))}>
          {W.number.title}
        </Button>
        <Button tone="plain" wide testId="to-closing" onPress={then(() => house.set({ overlay: "closing" }))}>
          {W.closing.title}
        </Button>
        <Button tone="plain" wide testId="to-morning" onPress={then(() => house.set({ overlay: "morning" }))}>
          {W.closing.morning}
        </Button>
        <Button tone="plain" wide keys="F9" testId="to-status" onPress={then(() => house.set({ overlay: "status" }))}>
          {STATUS.title}
        </Button>
        <Button tone="plain" wide testId="to-screens" onPress={then(() => house.set({ overlay: "screens" }))}>
          {W.screens.title}
        </Button>
        <Button tone="plain" wide testId="to-sessions" onPress={then(() => house.set({ overlay: "sessions" }))}>
          {OWN.title}
        </Button>
        {mayExport(state.me) && (
          <Button tone="plain" wide testId="to-work" onPress={then(() => house.go("/work"))}>
            {WORK.title}
          </Button>
        )}
        {mayKeep(state.me?.roles) && (
          <Button tone="plain" wide testId="to-admin" onPress={then(() => house.go("/admin"))}>
            {W.catalog}
          </Button>
        )}
        {mayKeepFlags(state.me) && (
          <Button tone="plain" wide testId="to-flags" onPress={then(() => house.go("/flags"))}>
            {state.catalog?.sent.settings.protection?.word}
          </Button>
        )}
        {mayKeepUsers(state.me?.roles) && (
          <Button tone="plain" wide testId="to-users" onPress={then(() => house.go("/users"))}>
            {W.users}
          </Button>
        )}
        {mayKeepUsers(state.me?.roles) && (
          <Button tone="plain" wide testId="to-imports" onPress={then(() => house.go("/imports"))}>
            {R.admin}
          </Button>
        )}
        {mayKeepUsers(state.me?.roles) && (
          <Button tone="plain" wide testId="to-exports" onPress={then(() => house.go("/exports"))}>
            {LETTERS.title}
          </Button>
        )}
        {isTraining() && (
          <Button tone="plain" wide testId="to-training" onPress={then(() => house.set({ overlay: "training" }))}>
            {TRAINING.title}
          </Button>
        )}
        <Button tone="danger" wide testId="log-out" onPress={() => void logOut()}>
          {W.seat.signOut}
        </Button>
      </div>
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}
