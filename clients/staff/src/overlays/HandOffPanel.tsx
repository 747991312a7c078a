import { unsent } from "@madoguchi/shared/caseStore.ts";
import { minutesSince } from "@madoguchi/shared/clock.ts";
import { waitingIn } from "@madoguchi/shared/lines.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Plate } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { handOff, settled } from "../deeds.ts";
import { useHouse, useHouseState, useKeys, useTop } from "../hooks.ts";
import { rowOf, windowOf } from "../place.ts";
import { CasePanel } from "./CasePanel.tsx";

/** One panel: where to (proposed from the procedures), memo, urgency, slip. Enter in it hands off. */
export function HandOffPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const state = useHouseState();
  const house = useHouse();
  const catalog = state.catalog!;
  const row = rowOf(state, id);
  const office = row?.office ?? state.me!.office;
  const here = windowOf(state)?.group;
  const way = (row?.way ?? []).filter((group) => group !== here);
  const [to, setTo] = useState(way[0] ?? "");
  const [toOffice, setToOffice] = useState(office);
  const [filter, setFilter] = useState("");
  const [memo, setMemo] = useState("");
  const [urgency, setUrgency] = useState(row?.urgency ?? "normal");
  const [print, setPrint] = useState(!row?.from_window && !state.printed.has(row?.visit ?? "")); // one slip serves the whole visit
  const [left, setLeft] = useState(0);
  const [busy, setBusy] = useState(false);
  useTop(onClose);

  const others = catalog.sent.house.counters
    .filter((one) => one.office === toOffice && !way.includes(one.group))
    .filter((one) => `${one.name}${one.label}`.includes(filter.trim()));
  const target = catalog.counter(toOffice, to);
  const name = target ? target.name : "";
  const duels = Object.keys(state.cases[id]?.duels ?? {}).length;

  async function go(anyway: boolean) {
    if (!to || busy) return;
    setBusy(true);
    const waiting = anyway ? 0 : await settled(house, id);
    setLeft(waiting);
    if (waiting === 0) {
      const plan = {
        to,
        window: null,
        office: toOffice === office ? null : toOffice,
        memo: memo.trim(),
        urgency,
        print,
      };
      if (await handOff(house, id, plan)) onClose();
    }
    setBusy(false);
  }
  useKeys({ "Ctrl+Enter": () => void go(false) });

  const option = (group: string, proposed: boolean) => {
    const counter = catalog.counter(toOffice, group);
    const line = catalog.linesOf(toOffice, group)[0];
    return (
      <label key={group} data-testid={`to-${group}`}>
        <input
          type="radio"
          name="to"
          data-first={group === to ? "" : undefined}
          checked={to === group}
          onChange={() => setTo(group)}
        />
        <Plate no={catalog.windowsOf(toOffice, group)[0]?.number ?? "−"} />
        <span className="cut">
          {proposed ? <b>{counter?.name}</b> : counter?.name} <span className="note">{counter?.floor}</span>
        </span>
        <span className="note nowrap">{line ? W.handOff.waits(waitingIn(state.rows, line.line).length) : ""}</span>
      </label>
    );
  };

  return (
    <CasePanel
      id={id}
      title={W.handOff.title}
      testId="hand-off-panel"
      onClose={onClose}
      foot={
        <>
          <Button
            tone="main"
            grow
            keys="Ctrl Enter"
            testId="hand-off-go"
            because={to ? (state.link === "up" ? null : W.link.needsLine) : W.handOff.choose}
            onPress={() => void go(false)}
          >
            {to ? W.handOff.go(name) : W.handOff.choose}
          </Button>
          <p className="note center whole">{W.handOff.undoable}</p>
        </>
      }
    >
      {left > 0 && (
        <Band
          tone="look"
          what={W.handOff.unsent(state.cases[id] ? unsent(state.cases[id]) : left)}
          now={W.handOff.unsentNow}
        >
          <Button small onPress={() => void go(true)}>
            {W.handOff.anyway}
          </Button>
        </Band>
      )}
      {duels > 0 && <Band tone="look" what={W.handOff.duels(duels)} />}
      <section>
        <h3 className="small-head">{W.handOff.to}</h3>
        <div className="choice">
          {toOffice === office && way.map((group) => option(group, true))}
          <span className="other-to">
            <input
              className="input"
              aria-label={W.handOff.other}
              data-testid="to-filter"
              placeholder={`${W.handOff.other}（${W.handOff.filter}）`}
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
            />
            {catalog.sent.house.offices.length > 1 && (
              <select
                className="input"
                aria-label={W.handOff.office}
                data-testid="to-office"
                value={toOffice}
                onChange={(event) => {
                  setToOffice(event.target.value);
                  setTo("");
                }}
              >
                {catalog.sent.house.offices.map((one) => (
                  <option key={one.office} value={one.office}>
                    {one.name}
                  </option>
                ))}
              </select>
            )}
          </span>
          <div className="other-list">{others.map((one) => option(one.group, false))}</div>
        </div>
      </section>
      <section>
        <h3 className="small-head">
          {W.handOff.memo} <span className="note">{W.handOff.memoHint}</span>
        </h3>
        <textarea
          className="input"
          rows={2}
          aria-label={W.handOff.memo}
          data-testid="hand-off-memo"
          value={memo}
          onChange={(event) => setMemo(event.target.value)}
        />
      </section>
      <section>
        <h3 className="small-head">{W.handOff.urgency}</h3>
        <div className="segment">
          <button type="button" aria-pressed={urgency !== "urgent"} onClick={() => setUrgency("normal")}>
            {W.handOff.normal}
          </button>
          <button
            type="button"
            aria-pressed={urgency === "urgent"}
            data-testid="urgent"
            onClick={() => setUrgency("urgent")}
          >
            {W.handOff.urgent}
          </button>
        </div>
      </section>
      <label className="line">
        <input
          type="checkbox"
          data-testid="hand-off-print"
          checked={print}
          onChange={(event) => setPrint(event.target.checked)}
        />
        <span>
          {W.handOff.print}
          <br />
          <span className="note">{W.handOff.printHint}</span>
        </span>
      </label>
      {row && <p className="note">{`${W.line.waited} ${minutesSince(row.arrived, house.now())}${W.minute}`}</p>}
    </CasePanel>
  );
}
