// 停電の備え: kits of numbers and blank forms, printed while there is power; which were printed, used and withdrawn.

import { get, No, post, reasonOf } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { spoken } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useAsk } from "../../admin/hooks.ts";
import { AskBefore } from "../../admin/parts/AskBefore.tsx";
import { PageHead } from "../../admin/parts/PageHead.tsx";
import { Waiting } from "../../admin/Waiting.tsx";
import { when } from "../../admin/when.ts";
import { printAnswer } from "../../printing.ts";
import { FLOOR, RESERVE } from "../words.ts";

interface Kit {
  kit: string;
  letter: string;
  first: number;
  made: number;
  name: string;
  forms: string[];
  copies: number;
  used: number;
  withdrawn: number | null;
  withdrawn_by: string;
}

interface Form {
  form: string;
  name: string;
}

interface Shelf {
  kits: Kit[];
  spans: Record<string, string>;
  size: number;
  forms: Form[];
}

const MOST_COPIES = 50;

export function ReservePage() {
  const asked = useAsk("reserve", () => get<Shelf>("/api/reserves"));
  const again = asked.is === "loading" ? undefined : asked.again;
  return (
    <section className="admin-page floor-page" data-testid="reserve">
      <PageHead title={FLOOR.pages.reserve} lead={RESERVE.lead} />
      <Waiting asked={asked}>
        {(shelf) => (
          <>
            <Print shelf={shelf} onPrinted={() => again?.()} />
            <Kits shelf={shelf} onWithdrawn={() => again?.()} />
          </>
        )}
      </Waiting>
    </section>
  );
}

/** One press prints what was printed the last time; other forms may be chosen. */
function Print({ shelf, onPrinted }: { shelf: Shelf; onPrinted: () => void }) {
  const last = shelf.kits[0];
  const [forms, setForms] = useState<ReadonlySet<string>>(new Set(last?.forms ?? shelf.forms.map((one) => one.form)));
  const [copies, setCopies] = useState(last?.copies ?? 1);
  const [state, setState] = useState<{ busy: boolean; wrong: string; done: boolean }>(IDLE);
  const chosen = shelf.forms.filter((one) => forms.has(one.form)).map((one) => one.form);
  async function print(): Promise<void> {
    setState({ ...IDLE, busy: true });
    try {
      await printAnswer("/api/reserves/print", { forms: chosen, copies });
      setState({ ...IDLE, done: true });
      onPrinted();
    } catch (no) {
      const own = no instanceof No ? RESERVE.refused(no.reason) : "";
      setState({ ...IDLE, wrong: own || spoken(reasonOf(no)) });
    }
  }
  return (
    <>
      <div className="line reserve-print">
        <Button
          tone="main"
          testId="reserve-print"
          because={state.busy ? RESERVE.printing : null}
          onPress={() => void print()}
        >
          {RESERVE.print}
        </Button>
        <span>{RESERVE.what(chosen.length, copies)}</span>
        <span role="status">{state.done && RESERVE.done}</span>
      </div>
      <Wrong says={state.wrong} />
      <details className="reserve-forms">
        <summary>{RESERVE.choose(chosen.length, shelf.forms.length)}</summary>
        <div className="line">
          <label>
            {RESERVE.copies}
            <input
              className="input"
              type="number"
              min={1}
              max={MOST_COPIES}
              data-testid="reserve-copies"
              value={copies}
              onChange={(event) => setCopies(clamp(Number(event.target.value)))}
            />
          </label>
          <Button small onPress={() => setForms(new Set(shelf.forms.map((one) => one.form)))}>
            {RESERVE.all}
          </Button>
          <Button small testId="reserve-none" onPress={() => setForms(new Set())}>
            {RESERVE.none}
          </Button>
        </div>
        <ul>
          {shelf.forms.map((one) => (
            <li key={one.form}>
              <label>
                <input
                  type="checkbox"
                  data-testid={`reserve-${one.form}`}
                  checked={forms.has(one.form)}
                  onChange={() => setForms(toggled(forms, one.form))}
                />
                {one.name}
              </label>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

const IDLE = { busy: false, wrong: "", done: false };
const clamp = (count: number): number => Math.min(MOST_COPIES, Math.max(1, Math.round(count) || 1));

function toggled(forms: ReadonlySet<string>, form: string): ReadonlySet<string> {
  const next = new Set(forms);
  if (!next.delete(form)) next.add(form);
  return next;
}

function Kits({ shelf, onWithdrawn }: { shelf: Shelf; onWithdrawn: () => void }) {
  const { kits, spans, size } = shelf;
  const [asked, setAsked] = useState<Kit | null>(null);
  return (
    <>
      <h2 className="head">{RESERVE.kits}</h2>
      {kits.length === 0 ? (
        <p className="admin-empty">{RESERVE.noKits}</p>
      ) : (
        <table className="table" data-testid="reserve-kits">
          <thead>
            <tr>
              <th scope="col">{RESERVE.numbers}</th>
              <th scope="col">{RESERVE.made}</th>
              <th scope="col">{RESERVE.contents}</th>
              <th scope="col" className="num">
                {RESERVE.used}
              </th>
              <th scope="col">{RESERVE.state}</th>
            </tr>
          </thead>
          <tbody>
            {kits.map((kit) => (
              <tr key={kit.kit}>
                <th scope="row">{spans[kit.kit]}</th>
                <td>{RESERVE.by(when(kit.made), kit.name)}</td>
                <td>{RESERVE.what(kit.forms.length, kit.copies)}</td>
                <td className="num">{RESERVE.usedOf(kit.used, size)}</td>
                <td>
                  {kit.withdrawn === null ? (
                    <Button small testId={`withdraw-${kit.letter}${kit.first}`} onPress={() => setAsked(kit)}>
                      {RESERVE.withdraw}
                    </Button>
                  ) : (
                    RESERVE.withdrawn(when(kit.withdrawn), kit.withdrawn_by)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {asked && (
        <AskBefore
          title={RESERVE.withdraw}
          what={RESERVE.ask(spans[asked.kit] ?? "", size - asked.used)}
          more={[RESERVE.askMore]}
          go={RESERVE.withdraw}
          danger
          testId="reserve-withdraw"
          deed={() => post(`/api/reserves/${asked.kit}/withdraw`, {})}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            onWithdrawn();
          }}
        />
      )}
    </>
  );
}
