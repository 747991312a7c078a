// 保存期間: what is due, what was erased, in figures; the certificate of it on paper.

import { dayOf } from "@madoguchi/shared/clock.ts";
import { get, reasonOf } from "@madoguchi/shared/http.ts";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type FormEvent, type ReactNode, useState } from "react";
import { useHouse } from "../../hooks.ts";
import { printAnswer } from "../../printing.ts";
import { useAsk } from "../hooks.ts";
import { Waiting } from "../Waiting.tsx";
import { when } from "../when.ts";
import "./retention.css";
import { PageHead } from "../parts/PageHead.tsx";
import { RETENTION } from "./words.ts";

interface Run {
  at: number;
  counts: Record<string, number>;
}

type Days = "case_days" | "session_days" | "residents_days" | "eligibility_days" | "moving_days";

interface Kept {
  settings: Record<Days, number>;
  due: number;
  soon: number;
  runs: Run[];
}

export function Retention() {
  const asked = useAsk("retention", () => get<Kept>("/api/retention"));
  return (
    <section className="admin-page" data-testid="retention">
      <PageHead title={RETENTION.title} lead={RETENTION.lead} />
      <Waiting asked={asked}>
        {(kept) => (
          <>
            <Figures kept={kept} />
            <Certificate />
            <Runs runs={kept.runs} />
          </>
        )}
      </Waiting>
    </section>
  );
}

function Figures({ kept }: { kept: Kept }) {
  const days = (Object.entries(RETENTION.classes) as [Days, string][]).map(([one, name]): [string, string] => [
    name,
    RETENTION.days(kept.settings[one]),
  ]);
  const rows: [string, string][] = [...days, [RETENTION.audit, RETENTION.forever]];
  const due: [string, string][] = [
    [RETENTION.now, RETENTION.cases(kept.due)],
    [RETENTION.soon, RETENTION.cases(kept.soon)],
  ];
  return (
    <>
      <h2 className="head">{RETENTION.kept}</h2>
      <Table rows={rows} testId="retention-kept" />
      <p className="note">{RETENTION.change}</p>
      <h2 className="head">{RETENTION.due}</h2>
      <Table rows={due} testId="retention-due" />
    </>
  );
}

const Table = ({ rows, testId }: { rows: [string, string][]; testId: string }) => (
  <table className="table figures" data-testid={testId}>
    <tbody>
      {rows.map(([name, value]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>{value}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

function Certificate() {
  const today = dayOf(useHouse().now());
  const [said, setSaid] = useState({
    since: `${today.slice(0, 4)}-01-01`,
    until: today,
    responsible: "",
    witness: "",
  });
  const [wrong, setWrong] = useState("");
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWrong("");
    try {
      await printAnswer("/api/retention/certificate", said);
    } catch (no) {
      setWrong(sentence(reasonOf(no)).what);
    }
  }
  const field = (name: keyof typeof said, type: "date" | "text") => (
    <Asked label={RETENTION[name]}>
      <input
        className="input"
        type={type}
        data-testid={`retention-${name}`}
        maxLength={60}
        autoComplete="off"
        value={said[name]}
        onChange={(event) => setSaid({ ...said, [name]: event.target.value })}
      />
    </Asked>
  );
  return (
    <>
      <h2 className="head">{RETENTION.paper}</h2>
      <p className="note">{RETENTION.paperLead}</p>
      <form className="line audit-asks" onSubmit={(event) => void submit(event)}>
        {field("since", "date")}
        {field("until", "date")}
        {field("responsible", "text")}
        {field("witness", "text")}
        <button type="submit" className="btn btn-main" data-testid="retention-print">
          {RETENTION.print}
        </button>
      </form>
      <p className="note">{RETENTION.blank}</p>
      <Wrong says={wrong} />
    </>
  );
}

const Asked = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
  <label>
    <span className="note">{label}</span>
    <br />
    {children}
  </label>
);

function Runs({ runs }: { runs: Run[] }) {
  const items = Object.entries(RETENTION.items);
  return (
    <>
      <h2 className="head">{RETENTION.runs}</h2>
      {runs.length === 0 ? (
        <p className="admin-empty">{RETENTION.none}</p>
      ) : (
        <table className="table" data-testid="retention-runs">
          <thead>
            <tr>
              <th scope="col">{RETENTION.at}</th>
              {items.map(([item, name]) => (
                <th key={item} scope="col" className="num">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((one) => (
              <tr key={one.at}>
                <td className="nowrap">{when(one.at)}</td>
                {items.map(([item]) => (
                  <td key={item} className="num">
                    {(one.counts[item] ?? 0).toLocaleString("ja-JP")}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
