import { clock, minutesSince } from "@madoguchi/shared/clock.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon, type IconName } from "@madoguchi/shared/parts/Icon.tsx";
import { Over, Plate, Ticket } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { Head } from "../desk/LineColumn.tsx";
import { useHouse, useHouseState, useKeys, useNow } from "../hooks.ts";
import { Notices } from "../Notices.tsx";
import { Top } from "../Top.tsx";
import { floorOf, type FloorNow, type LineNow, type Need, needs, TARGET_MINUTES, type WindowNow } from "./figures.ts";

/** フロア状況: lines by counter, longest wait, windows and who sits there, cases in flow; all live. */
export function Board() {
  const state = useHouseState();
  const house = useHouse();
  const now = useNow();
  const floor = floorOf(state.catalog!, state.me!.office, state.rows, state.seats, now);
  useKeys({ Escape: () => house.go("/") });
  return (
    <div className="staff board">
      <Top place={W.board.title} />
      <div className="floor">
        <main className="floor-left" data-testid="board">
          <Notices />
          <Figures floor={floor} />
          <Lines lines={floor.lines} />
        </main>
        <Needs floor={floor} now={now} />
      </div>
    </div>
  );
}

function Figures({ floor }: { floor: FloorNow }) {
  const { catalog } = useHouseState();
  const { row, minutes } = floor.longest;
  const late = minutes >= TARGET_MINUTES;
  return (
    <dl className="floor-figs">
      <div>
        <dt>{W.board.waiting}</dt>
        <dd data-testid="board-waiting">
          {floor.waiting}
          <small>{W.persons}</small>
        </dd>
      </div>
      <div>
        <dt>{W.board.longest}</dt>
        <dd className={late ? "over" : undefined}>
          {minutes}
          <small>{W.minute}</small>
        </dd>
        <dd className="note">
          {row && (
            <>
              {catalog!.line(row.office, row.line)?.name}
              <br />
              {row.number}・{clock(row.arrived)}
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{W.board.serving}</dt>
        <dd>
          {floor.serving}
          <small>{W.items}</small>
        </dd>
      </div>
      <div>
        <dt>{W.board.empty}</dt>
        <dd>
          {floor.away.length}
          <small>{W.board.places}</small>
        </dd>
        <dd className="note">
          {floor.away.slice(0, 2).map((window) => (
            <span key={window.window} className="block">
              {W.place(window.no)} {window.minutes}
              {W.minute}
            </span>
          ))}
        </dd>
      </div>
    </dl>
  );
}

function Lines({ lines }: { lines: LineNow[] }) {
  const most = Math.max(45, ...lines.map((line) => line.longest));
  return (
    <table className="table floor-lines">
      <thead>
        <tr>
          <th>{W.board.line}</th>
          <th className="num">{W.board.wait}</th>
          <th className="num">{W.board.max}</th>
          <th className="floor-bar">{W.board.typical}</th>
          <th>{W.board.windows}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.line.line} data-testid={`line-${line.line.line}`}>
            <td className="name">{line.line.name}</td>
            <td className="num">
              <b>{line.waiting.length}</b>
            </td>
            <td className={line.longest >= TARGET_MINUTES ? "num over" : "num"}>
              {line.longest >= TARGET_MINUTES && <Over />} {line.waiting.length > 0 ? `${line.longest}${W.minute}` : "−"}
            </td>
            <td>
              <Bar line={line} most={most} />
            </td>
            <td>
              <div className="tiles">
                {line.windows.map((window) => (
                  <Tile key={window.window} window={window} />
                ))}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The middle and the longest wait against the target's mark. */
function Bar({ line, most }: { line: LineNow; most: number }) {
  const share = (minutes: number) => `${(minutes / most) * 100}%`;
  if (line.waiting.length === 0) return null;
  const bad = line.longest >= TARGET_MINUTES;
  return (
    <div className={bad ? "pbar is-bad" : "pbar"}>
      <span className="p80" style={{ width: share(line.longest) }} />
      <span className="p50" style={{ width: share(line.median) }} />
      <span className="aim" style={{ left: share(TARGET_MINUTES) }} />
      <span className="unseen">{`${line.median}〜${line.longest}${W.minute}`}</span>
    </div>
  );
}

const TILE: Record<WindowNow["state"], string> = {
  free: "tile is-free",
  busy: "tile",
  long: "tile is-long",
  away: "tile is-away",
  shut: "tile is-shut",
};

function Tile({ window }: { window: WindowNow }) {
  const who = window.seat?.clerks?.join("、");
  const word = { free: W.board.free, busy: window.row?.number, long: window.row?.number, away: W.seat.away, shut: W.board.closedTag };
  return (
    <div className={TILE[window.state]} data-testid={`tile-${window.window}`} data-state={window.state}>
      <Plate no={window.no} off={window.state === "shut" || window.state === "away"} />
      <span className="cut">{who || word[window.state]}</span>
      <span className="cut">
        {who ? `${word[window.state]} ` : ""}
        {window.state === "shut" ? "" : `${window.minutes}${W.minute}`}
      </span>
    </div>
  );
}

function Needs({ floor, now }: { floor: FloorNow; now: number }) {
  const { catalog } = useHouseState();
  const house = useHouse();
  const all = needs(floor);
  return (
    <aside className="need">
      <Head name={W.board.need}>
        <b>{all.length}</b>
        {W.items}
      </Head>
      {all.length === 0 && <p className="note">{W.board.nothing}</p>}
      <ul className="need-list">
        {all.slice(0, 6).map((need) => (
          <NeedItem key={need.key} need={need} />
        ))}
      </ul>
      <Head name={W.board.flow}>{W.board.flowSum(floor.flow.reduce((sum, one) => sum + one.count, 0))}</Head>
      <ul>
        {floor.flow.slice(0, 5).map((one) => (
          <li key={`${one.from}${one.to}`} className="stop flow">
            <Plate no={catalog!.no(one.from)} />
            <Icon name="arrow" small />
            <span className="cut">{catalog!.line(house.get().me!.office, one.to)?.name ?? one.to}</span>
            <span className="note nowrap">
              {one.count}
              {W.items} {one.minutes}
              {W.minute}
            </span>
          </li>
        ))}
      </ul>
      <Head name={W.board.absent}>
        {floor.absent.length}
        {W.persons}
      </Head>
      <ul>
        {floor.absent.slice(0, 5).map((row) => (
          <li key={row.visit} className="qrow">
            <Ticket no={row.number} />
            <span className="cut">
              {catalog!.line(row.office, row.line)?.name}・{W.line.calls(row.calls ?? 0)}
            </span>
            <span>
              {minutesSince(row.since, now)}
              {W.minute}
            </span>
          </li>
        ))}
      </ul>
      <div className="colfoot deeds">
        <Button tone="plain" small testId="to-closing" onPress={() => house.set({ overlay: "closing" })}>
          {W.board.closing}
        </Button>
        <Button tone="plain" small testId="to-screens" onPress={() => house.set({ overlay: "screens" })}>
          {W.board.screens}
        </Button>
        <Button small keys="Esc" onPress={() => house.go("/")}>
          {W.board.back}
        </Button>
      </div>
    </aside>
  );
}

function NeedItem({ need }: { need: Need }) {
  const { line, window } = need;
  const icon: Record<Need["what"], IconName> = { over: "clock", nobody: "warn", long: "people", away: "pause" };
  const name = line?.line.name ?? "";
  const words: Record<Need["what"], () => [string, string]> = {
    over: () => [W.board.over(name), W.board.overLead(line!.waiting.length, line!.longest)],
    nobody: () => [`${name}: ${W.board.nobody}`, W.board.nobodyLead(line!.waiting.length)],
    long: () => [W.board.long(window!.no), W.board.longLead(window!.row?.number ?? "", window!.minutes)],
    away: () => [W.board.away(window!.no), W.board.awayLead(window!.seat?.clerks?.join("、") ?? "", window!.minutes)],
  };
  const [what, lead] = words[need.what]();
  return (
    <li>
      <h3>
        <Icon name={icon[need.what]} /> {what}
      </h3>
      <p className="note">{lead}</p>
    </li>
  );
}
