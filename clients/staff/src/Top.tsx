import { isLate } from "@madoguchi/shared/caseStore.ts";
import { clock, dayOf, lasting } from "@madoguchi/shared/clock.ts";
import { Icon, Logo } from "@madoguchi/shared/parts/Icon.tsx";
import { Rehearsal } from "@madoguchi/shared/parts/Rehearsal.tsx";
import { Keys, Lamp, Plate } from "@madoguchi/shared/parts/signs.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { SEATS, W } from "@madoguchi/shared/words.ts";
import { B } from "./booking/words.ts";
import { AutoCallSign } from "./desk/AutoCall.tsx";
import { useHouse, useHouseState, useNow } from "./hooks.ts";
import { windowOf } from "./place.ts";

/** The bar over every staff page: where, what stands, tools, time, who. */
export function Top({ place }: { place?: string }) {
  const state = useHouseState();
  const house = useHouse();
  const at = windowOf(state);
  const seat = at && state.seats.get(at.window);
  return (
    <header className="top">
      <button type="button" className="brand" onClick={() => house.go("/")} aria-label={W.app}>
        <Logo />
        {W.app}
      </button>
      <span className="place">
        {state.catalog?.officeName(at?.office ?? state.me?.office ?? "")}
        {!place && at && <Plate no={at.number} off={seat?.state === "closed"} />}
        <b>{place ?? (at ? state.catalog?.groupName(at.office, at.group) : W.seat.none)}</b>
        {!place && seat && seat.state !== "open" && <span className="tag tag-look">{SEATS[seat.state]}</span>}
      </span>
      {place && <AutoCallSign />}
      <LineLamp />
      <span className="tools">
        <Tool keys="" label={W.number.title} onPress={() => house.set({ overlay: "number" })} testId="give-number" />
        <Tool keys="F6" label={B.title} onPress={() => house.set({ overlay: "booking" })} testId="booking" />
        <Tool
          icon="search"
          keys="F2"
          label={W.find.title}
          onPress={() => house.set({ overlay: "find" })}
          testId="find"
        />
        <Tool icon="board" keys="Ctrl B" label={W.board.open} onPress={() => house.go("/board")} testId="to-board" />
        <Tool keys="?" label="" title={W.keys.title} onPress={() => house.set({ overlay: "keys" })} />
      </span>
      <Clock />
      <button type="button" className="tool" data-testid="menu" onClick={() => house.set({ overlay: "seat" })}>
        <Icon name="user" small />
        {state.me?.name}
        {W.san}
        <Icon name="down" small />
      </button>
      {at && (
        <button type="button" className="btn btn-plain btn-s" data-testid="away" onClick={() => void away(house)}>
          <Icon name="pause" small />
          {W.seat.away}
        </button>
      )}
    </header>
  );
}

async function away(house: ReturnType<typeof useHouse>): Promise<void> {
  house.set({ covered: "away" });
  await house.move({ kind: "away" });
}

interface ToolProps {
  icon?: "search" | "board";
  keys: string;
  label: string;
  title?: string;
  onPress: () => void;
  testId?: string;
}

function Tool({ icon, keys, label, title, onPress, testId }: ToolProps) {
  return (
    <button type="button" className="tool" aria-label={title} onClick={onPress} data-testid={testId}>
      {icon && <Icon name={icon} small />}
      {label} {keys && <Keys of={keys} />}
    </button>
  );
}

/** The lamp looks so often, in ms. */
const LOOKS = 500;

/** One lamp for the line and the stores: circle, triangle, crossed square. */
function LineLamp() {
  const { link, downSince, lamp, cases } = useHouseState();
  const now = useNow(LOOKS);
  if (link !== "up") {
    return (
      <Lamp state="off" testId="lamp">
        {W.link.off(lasting(downSince || now, Math.max(now, downSince)))}
      </Lamp>
    );
  }
  const late = Object.values(cases).some((state) => isLate(state, Date.now()));
  if (!lamp.live || !lamp.record || late) {
    return (
      <Lamp state="look" testId="lamp">
        {W.link.slow}
      </Lamp>
    );
  }
  return (
    <Lamp state="on" testId="lamp">
      {W.link.on}
    </Lamp>
  );
}

function Clock() {
  const now = useNow();
  const { ahead } = useHouseState();
  const day = show(dayOf(now), "wareki", true);
  return (
    <>
      {ahead > 0 && <Rehearsal ahead={ahead} />}
      <time dateTime={dayOf(now)}>
        <span className="wide-only">{day.replace(/(\D+\d*年|令和元年).*$/, "$1")}</span>
        {day.replace(/^.*?年/, "")} <b>{clock(now)}</b>
      </time>
    </>
  );
}
