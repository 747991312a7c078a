import type { WindowAt } from "@madoguchi/shared/catalog.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Plate } from "@madoguchi/shared/parts/signs.tsx";
import { SEATS, W } from "@madoguchi/shared/words.ts";
import { type KeyboardEvent, useState } from "react";
import { tell } from "./deeds.ts";
import { useHouse, useHouseState } from "./hooks.ts";
import { mayExport, mayKeep, mayKeepUsers } from "./keepers.ts";
import { Notices } from "./Notices.tsx";
import { R } from "./residents/words.ts";
import { Top } from "./Top.tsx";
import { WORK } from "./worklist/words.ts";

const LAST = "madoguchi.window";

/** Which window this terminal is, first what it was before. Only the window's id is kept on the machine. */
export function SeatChoice({ onSeatless }: { onSeatless: () => void }) {
  const { catalog, me } = useHouseState();
  const house = useHouse();
  const all = catalog!.sent.house;
  const last = catalog!.window(localStorage.getItem(LAST));
  const [office, setOffice] = useState(last?.office ?? me!.office);
  const [chosen, setChosen] = useState<string | null>(last?.window ?? null);
  const window = catalog!.window(chosen);

  async function start() {
    if (!window) return;
    if (!(await tell(house, { kind: "sit", window: window.window }))) return;
    localStorage.setItem(LAST, window.window);
    if (house.get().seats.get(window.window)?.state !== "open") await tell(house, { kind: "open_window" });
    house.set({ me: { ...house.get().me!, window: window.window, group: window.group, office: window.office } });
  }

  const here = all.windows.filter((one) => one.office === office);
  const floors = [...new Set(here.map((one) => one.floor))].sort((a, b) => storey(a) - storey(b));
  return (
    <div className="gate">
      <Top place={W.seat.title} />
      <main className="seats" onKeyDown={arrows}>
        <Notices />
        <section className="seat-last">
          <div className="seat-now">
            {window ? <Plate no={window.number} /> : <span />}
            <div>
              <b>{window ? window.name : W.seat.choose}</b>
              <p className="note">{window ? (last === window ? W.seat.last : W.seat.chosen) : W.seat.arrows}</p>
            </div>
            <Button
              tone="main"
              keys="Enter"
              testId="start"
              onPress={start}
              because={window ? null : W.seat.choose}
              autoFocus
            >
              {W.seat.start}
            </Button>
          </div>
          <p className="line">
            {all.offices.length > 1 && (
              <select
                className="input seat-office"
                aria-label={W.seat.office}
                data-testid="office"
                value={office}
                onChange={(event) => setOffice(event.target.value)}
              >
                {all.offices.map((one) => (
                  <option key={one.office} value={one.office}>
                    {one.name}
                  </option>
                ))}
              </select>
            )}
            <span className="note grow">{window ? W.seat.arrows : ""}</span>
            <button type="button" className="link" data-testid="seatless" onClick={onSeatless}>
              {W.seat.noneLong}
            </button>
            {mayExport(me) && (
              <button type="button" className="link" data-testid="seat-to-work" onClick={() => house.go("/work")}>
                {WORK.title}
              </button>
            )}
            {mayKeep(me?.roles) && (
              <button type="button" className="link" data-testid="seat-to-admin" onClick={() => house.go("/admin")}>
                {W.catalog}
              </button>
            )}
            {mayKeepUsers(me?.roles) && (
              <button type="button" className="link" data-testid="seat-to-users" onClick={() => house.go("/users")}>
                {W.users}
              </button>
            )}
            {mayKeepUsers(me?.roles) && (
              <button type="button" className="link" data-testid="seat-to-imports" onClick={() => house.go("/imports")}>
                {R.admin}
              </button>
            )}
          </p>
        </section>
        <div className="seat-groups">
          {floors.map((floor) => (
            <Floor
              key={floor}
              floor={floor}
              windows={here.filter((one) => one.floor === floor)}
              chosen={chosen}
              onChoose={setChosen}
              onStart={start}
            />
          ))}
        </div>
      </main>
    </div>
  );
}

/** 1F, 2F, … and other buildings last. */
const storey = (floor: string): number => (/^\d+F$/.test(floor) ? Number.parseInt(floor, 10) : 99);

interface FloorProps {
  floor: string;
  windows: WindowAt[];
  chosen: string | null;
  onChoose: (window: string) => void;
  onStart: () => void;
}

function Floor({ floor, windows, chosen, onChoose, onStart }: FloorProps) {
  return (
    <section>
      <div className="head">{floor}</div>
      <div className="wins">
        {windows.map((window) => (
          <WindowButton
            key={window.window}
            at={window}
            on={window.window === chosen}
            onChoose={onChoose}
            onStart={onStart}
          />
        ))}
      </div>
    </section>
  );
}

function WindowButton({
  at,
  on,
  onChoose,
  onStart,
}: { at: WindowAt; on: boolean } & Pick<FloorProps, "onChoose" | "onStart">) {
  const { seats, catalog } = useHouseState();
  const seat = seats.get(at.window);
  const who = seat?.clerks?.length ? seat.clerks.join("、") + W.san : null;
  const state = seat?.state ?? "closed";
  return (
    <button
      type="button"
      data-testid={`window-${at.window}`}
      aria-pressed={on}
      className={who ? "here" : "free"}
      onClick={() => onChoose(at.window)}
      onDoubleClick={onStart}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !on) return;
        event.preventDefault();
        onStart();
      }}
      onFocus={(event) => event.target.matches(":focus-visible") && onChoose(at.window)}
    >
      <Plate no={at.number} off={state === "closed"} />
      <b>{catalog!.groupName(at.office, at.group)}</b>
      <small>{who ?? (state === "open" ? W.seat.free : SEATS[state])}</small>
    </button>
  );
}

/** Arrow keys walk over the windows. */
function arrows(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!by || event.target instanceof HTMLSelectElement) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLButtonElement>(".wins button")];
  const at = all.indexOf(document.activeElement as HTMLButtonElement);
  const pressed = all.findIndex((one) => one.getAttribute("aria-pressed") === "true");
  all[(Math.max(at, pressed) + by + all.length) % all.length]?.focus();
  event.preventDefault();
}
