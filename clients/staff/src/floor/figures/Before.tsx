// 導入の前: what the city measured before, entered here, beside the same figures of the span.

import { reasonOf } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type FormEvent, useState } from "react";
import { when } from "../../admin/when.ts";
import { type Baseline, type Figures, figuresApi, type KeptBaseline, type Report } from "./api.ts";
import { counted, rounded } from "./measures.ts";
import { FIGURES } from "./words.ts";

const WORDS = FIGURES.before;
const MEASURES = ["wait", "service", "written"] as const;
type Measured = (typeof MEASURES)[number];
const EMPTY: Baseline = { wait: null, service: null, written: null, how: "" };
const MOST = 1000;
const LONGEST = 200;

export function Before({ report }: { report: Report }) {
  const [entering, setEntering] = useState(false);
  const [entered, setEntered] = useState<KeptBaseline | null>(null);
  const kept = entered ?? report.baseline;
  return (
    <section className="figures-before" data-testid="figures-before">
      <h2 className="head">{WORDS.title}</h2>
      {kept ? <Beside was={kept.baseline} total={report.total} /> : <p className="note">{WORDS.none}</p>}
      {kept && (
        <p className="note">
          {kept.baseline.how && `${kept.baseline.how}　`}
          {WORDS.kept(kept.name, when(kept.at))}
        </p>
      )}
      {entering ? (
        <Entering
          was={kept?.baseline ?? EMPTY}
          onEnd={(now) => {
            setEntering(false);
            if (now) setEntered(now);
          }}
        />
      ) : (
        <div className="deeds">
          <Button small testId="figures-before-enter" onPress={() => setEntering(true)}>
            {kept ? WORDS.change : WORDS.enter}
          </Button>
        </div>
      )}
    </section>
  );
}

/** The same of the span; null where nobody waited, was served, or ended. */
function now(total: Figures, measure: Measured): number | null {
  if (measure === "wait") return counted(total, "wait_average");
  if (measure === "service") return counted(total, "service_average");
  return total.cases ? (total.typed ?? 0) / total.cases : null;
}

function Beside({ was, total }: { was: Baseline; total: Figures }) {
  return (
    <>
      <table className="table figures-beside">
        <thead>
          <tr>
            <td />
            <th className="num">{WORDS.was}</th>
            <th className="num">{WORDS.now}</th>
            <th className="num">{WORDS.by}</th>
          </tr>
        </thead>
        <tbody>
          {MEASURES.map((one) => {
            const [then, here] = [was[one], now(total, one)];
            const less = then && here !== null ? Math.round((100 * (here - then)) / then) : null;
            return (
              <tr key={one}>
                <th scope="row">{WORDS.of[one]}</th>
                <td className="num">{then === null ? FIGURES.none : rounded(then)}</td>
                <td className="num">{here === null ? FIGURES.none : rounded(here)}</td>
                <td className="num">{less === null ? FIGURES.none : `${less > 0 ? "+" : ""}${less}%`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="note">{WORDS.per}</p>
    </>
  );
}

function Entering({ was, onEnd }: { was: Baseline; onEnd: (entered: KeptBaseline | null) => void }) {
  const [said, setSaid] = useState(was);
  const [wrong, setWrong] = useState("");
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWrong("");
    try {
      onEnd(await figuresApi.enter(said));
    } catch (no) {
      setWrong(sentence(reasonOf(no)).what);
    }
  }
  return (
    <form className="figures-entering" onSubmit={(event) => void submit(event)}>
      <p className="note">{WORDS.lead}</p>
      <div className="figures-ask">
        {MEASURES.map((one, place) => (
          <label className="figures-choice" key={one}>
            {WORDS.of[one]}
            <input
              className="input"
              type="number"
              min={0}
              max={MOST}
              step={0.1}
              data-testid={`figures-before-${one}`}
              // biome-ignore lint/a11y/noAutofocus: the form opened by a key press
              autoFocus={place === 0}
              value={said[one] ?? ""}
              onChange={({ target }) => setSaid({ ...said, [one]: target.value === "" ? null : target.valueAsNumber })}
            />
          </label>
        ))}
        <label className="figures-choice figures-how">
          {WORDS.how}
          <input
            className="input"
            maxLength={LONGEST}
            autoComplete="off"
            data-testid="figures-before-how"
            value={said.how}
            onChange={({ target }) => setSaid({ ...said, how: target.value })}
          />
        </label>
      </div>
      <div className="deeds">
        <button type="submit" className="btn btn-main" data-testid="figures-before-save">
          {WORDS.save}
        </button>
        <Button onPress={() => onEnd(null)}>{WORDS.cancel}</Button>
      </div>
      <Wrong says={wrong} />
    </form>
  );
}
