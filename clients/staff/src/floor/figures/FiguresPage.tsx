// 統計: figures of days in groups, as a chart, as a table and as a file; two spans beside each other.

import { dayOf } from "@madoguchi/shared/clock.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { type ReactNode, useState } from "react";
import { useAsk } from "../../admin/hooks.ts";
import { PageHead } from "../../admin/parts/PageHead.tsx";
import { Waiting } from "../../admin/Waiting.tsx";
import { useHouse } from "../../hooks.ts";
import { FIGURES, FLOOR } from "../words.ts";
import { BY, type By, figuresApi, type Report } from "./api.ts";
import { Chart } from "./Chart.tsx";
import { csvOf, MEASURES, type Measure } from "./measures.ts";
import { Table } from "./Table.tsx";

const DAY_MS = 86_400_000;

interface Span {
  since: string;
  until: string;
}

export function FiguresPage() {
  const today = dayOf(useHouse().now());
  const [span, setSpan] = useState<Span>({ since: `${today.slice(0, 8)}01`, until: today });
  const [than, setThan] = useState<Span | null>(null);
  const [by, setBy] = useState<By>("day");
  const [measure, setMeasure] = useState<Measure>("visitors");
  const key = JSON.stringify([by, span, than]);
  const asked = useAsk(key, async () => ({
    report: await figuresApi.look(by, span.since, span.until),
    other: than && (await figuresApi.look(by, than.since, than.until)),
  }));
  return (
    <section className="admin-page floor-page" data-testid="figures">
      <PageHead title={FLOOR.pages.figures} lead={FIGURES.lead} />
      <div className="figures-ask">
        <Days span={span} name={FIGURES.span} onChange={setSpan} />
        {than ? (
          <>
            <Days span={than} name={FIGURES.than} onChange={setThan} />
            <Button small onPress={() => setThan(null)}>
              {FIGURES.alone}
            </Button>
          </>
        ) : (
          <Button small testId="figures-compare" onPress={() => setThan(yearBefore(span))}>
            {FIGURES.compare}
          </Button>
        )}
        <Choice label={FIGURES.group} value={by} of={BY} names={FIGURES.by} onChoose={setBy} testId="figures-by" />
        <Choice
          label={FIGURES.drawn}
          value={measure}
          of={MEASURES}
          names={FIGURES.measures}
          onChoose={setMeasure}
          testId="figures-measure"
        />
      </div>
      <Waiting asked={asked}>
        {({ report, other }) => (
          <>
            <Chart report={report} other={other} measure={measure} />
            <Table report={report} other={other} />
            <div className="deeds">
              <Button small testId="figures-csv" onPress={() => save(report)}>
                {FIGURES.csv}
              </Button>
            </div>
          </>
        )}
      </Waiting>
    </section>
  );
}

function Days({ span, name, onChange }: { span: Span; name: string; onChange: (span: Span) => void }) {
  const day = (at: keyof Span, label: string): ReactNode => (
    <input
      className="input"
      type="date"
      aria-label={`${name} ${label}`}
      data-testid={`figures-${at}-${name}`}
      value={span[at]}
      onChange={(event) => event.target.value && onChange({ ...span, [at]: event.target.value })}
    />
  );
  return (
    <fieldset className="figures-span">
      <legend>{name}</legend>
      {day("since", FIGURES.first)}
      {FIGURES.to}
      {day("until", FIGURES.last)}
    </fieldset>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  of: readonly T[];
  names: Readonly<Record<T, string>>;
  onChoose: (value: T) => void;
  testId: string;
}

function Choice<T extends string>({ label, value, of, names, onChoose, testId }: ChoiceProps<T>) {
  return (
    <label className="figures-choice">
      {label}
      <select
        className="input"
        data-testid={testId}
        value={value}
        onChange={(event) => onChoose(event.target.value as T)}
      >
        {of.map((one) => (
          <option key={one} value={one}>
            {names[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The same weekdays of the year before: 52 weeks. */
function yearBefore({ since, until }: Span): Span {
  const back = (day: string): string => new Date(Date.parse(day) - 364 * DAY_MS).toISOString().slice(0, 10);
  return { since: back(since), until: back(until) };
}

function save(report: Report): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csvOf(report)], { type: "text/csv" }));
  link.download = `${FIGURES.file}_${report.by}_${report.since}_${report.until}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
