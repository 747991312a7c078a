import { clock } from "@madoguchi/shared/clock.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { useHouseState, useNow, useTop } from "../hooks.ts";
import type { Status } from "./api.ts";
import { isWhole, seen, stops, verdict } from "./facts.ts";
import { Parts } from "./Parts.tsx";
import { Reading } from "./Reading.tsx";
import { failed, kept, moment, month, said } from "./say.ts";
import "./status.css";
import { CloseBar } from "../overlays/CloseBar.tsx";
import { useStatus } from "./useStatus.ts";
import { long, STATUS } from "./words.ts";

const TONES = { stopped: "danger", look: "look", well: "kept" } as const;

/** 状態: what is broken, since when, what still works, who was told; the same as one text for the telephone. */
export function StatusPanel({ onClose }: { onClose: () => void }) {
  const { catalog } = useHouseState();
  const now = useNow();
  const { status, line, put } = useStatus();
  const all = seen(status, line);
  const word = verdict(all);
  useTop(onClose);
  return (
    <Dialog title={STATUS.title} testId="status">
      <div className="status">
        {status || !line.up ? (
          <>
            <Band
              tone={TONES[word]}
              what={STATUS.verdicts[word]}
              now={line.up ? undefined : STATUS.cut}
              testId="status-verdict"
            />
            <div className="status-halves">
              <section>
                <Parts all={all} status={status} now={now} onStatus={put} />
                {status && line.up && isWhole(status) && <Figures status={status} now={now} />}
              </section>
              <Reading text={said(catalog?.sent.name ?? "", status, all, now)} contacts={contacts(catalog?.sent)} />
            </div>
          </>
        ) : (
          <p role="status">{STATUS.loading}</p>
        )}
      </div>
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}

/** Known to the screen since it was opened: there also when nobody can be asked. */
const contacts = (sent: { settings: { operations?: { contacts: string[] } } } | undefined): string[] =>
  sent?.settings.operations?.contacts ?? [];

/** What the record alone knows. */
function Figures({ status, now }: { status: Status; now: number }) {
  const rows: [string, string][] = [
    [STATUS.month, month(status) ?? STATUS.noMonth],
    [STATUS.lastBackup, kept(status.backup, now)],
    [STATUS.lastDrill, kept(status.drill, now)],
    ...status.failed.map((one): [string, string] => [STATUS.parts[one.kind], failed(one)]),
  ];
  const stopped = status.outages.filter(stops);
  return (
    <>
      <dl className="status-figures" data-testid="status-figures">
        {rows.map(([name, value]) => (
          <div key={name + value}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3 className="head">{STATUS.outages}</h3>
      {stopped.length === 0 ? (
        <p className="note">{STATUS.noOutages}</p>
      ) : (
        <ul className="status-outages">
          {stopped.map((one) => (
            <li key={`${one.part}${one.since}`}>
              <b>{STATUS.parts[one.part]}</b> {moment(one.since)}–{one.until ? clock(one.until) : ""}（
              {long((one.until ?? now) - one.since)}）
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
