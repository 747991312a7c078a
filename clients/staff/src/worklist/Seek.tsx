import { type State, workApi } from "./api.ts";
import type { Work } from "./useWork.ts";
import { WORK } from "./words.ts";

const STATES = Object.keys(WORK.states) as State[];

/** Which work: its state with figures, the days, the form. */
export function Seek({ work }: { work: Work }) {
  const { sought, list } = work;
  return (
    <div className="work-seek">
      <fieldset className="work-states plain-set">
        <legend className="unseen">{WORK.list}</legend>
        {STATES.map((state) => (
          <button
            key={state}
            type="button"
            className="tab"
            aria-pressed={state === work.state}
            data-testid={`work-${state}`}
            onClick={() => work.show(state)}
          >
            {WORK.states[state]}
            <b className="num">{(list?.counts[state] ?? 0).toLocaleString("ja-JP")}</b>
          </button>
        ))}
      </fieldset>
      <div className="work-days">
        <Day label={WORK.since} testId="work-since" value={sought.since} onSay={(since) => work.seek({ since })} />
        <Day label={WORK.until} testId="work-until" value={sought.until} onSay={(until) => work.seek({ until })} />
        <label>
          <span className="note">{WORK.form}</span>
          <select
            className="input"
            data-testid="work-form"
            value={sought.forms[0] ?? ""}
            onChange={(event) => work.seek({ forms: event.target.value ? [event.target.value] : [] })}
          >
            <option value="">{WORK.allForms}</option>
            {Object.entries(list?.forms ?? {}).map(([form, name]) => (
              <option key={form} value={form}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <a className="note" href={workApi.layoutsAt} target="_blank" rel="noreferrer">
        {WORK.csv.layouts}
      </a>
    </div>
  );
}

interface DayProps {
  label: string;
  testId: string;
  value: string;
  onSay: (day: string) => void;
}

function Day({ label, testId, value, onSay }: DayProps) {
  return (
    <label>
      <span className="note">{label}</span>
      <input
        className="input day"
        type="date"
        data-testid={testId}
        value={value}
        onChange={(event) => event.target.value && onSay(event.target.value)}
      />
    </label>
  );
}
