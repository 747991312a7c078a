// 統計: figures of days in groups, as a chart, as a table and as a file; two spans beside each other.

import { dayOf } from "@madoguchi/shared/clock.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useState } from "react";
import { useAsk } from "../../admin/hooks.ts";
import { PageHead } from "../../admin/parts/PageHead.tsx";
import { Waiting } from "../../admin/Waiting.tsx";
import { useHouse } from "../../hooks.ts";
import { FLOOR } from "../words.ts";
import { Choice, Days, type Span, yearBefore } from "./Asking.tsx";
import { BY, type By, figuresApi, type Report } from "./api.ts";
import { Before } from "./Before.tsx";
import { Chart } from "./Chart.tsx";
import { Files } from "./Files.tsx";
import { type Contents, columnsOf, type Measure, SETS } from "./measures.ts";
import { Table } from "./Table.tsx";
import { FIGURES } from "./words.ts";

/** After an update old days are counted one after another: what is not in the figures is said. */
function Missing({ reports }: { reports: Report[] }) {
  const missing = reports.reduce((sum, one) => sum + one.missing, 0);
  if (missing === 0) return null;
  const minutes = Math.max(...reports.map((one) => one.minutes));
  return (
    <Band tone="look" what={FIGURES.missing(missing)} now={FIGURES.missingNow(minutes)} testId="figures-missing" />
  );
}

export function FiguresPage() {
  const today = dayOf(useHouse().now());
  const [span, setSpan] = useState<Span>({ since: `${today.slice(0, 8)}01`, until: today });
  const [than, setThan] = useState<Span | null>(null);
  const [by, setBy] = useState<By>("day");
  const [set, setSet] = useState<Contents>("flow");
  const [drawn, setDrawn] = useState<Measure>("visitors");
  const columns = columnsOf(by, set);
  const measure = columns.includes(drawn) ? drawn : (columns[0] ?? drawn);
  const key = JSON.stringify([by, span, than]);
  const asked = useAsk(key, async () => ({
    report: await figuresApi.look(by, span.since, span.until),
    other: than && (await figuresApi.look(by, than.since, than.until)),
  }));
  const isOlder = (report: Report): boolean =>
    report.by !== by || report.since !== span.since || report.until !== span.until;
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
          label={FIGURES.contents}
          value={set}
          of={SETS}
          names={FIGURES.sets}
          onChoose={setSet}
          testId="figures-set"
        />
        <Choice
          label={FIGURES.drawn}
          value={measure}
          of={columns}
          names={FIGURES.measures}
          onChoose={setDrawn}
          testId="figures-measure"
        />
      </div>
      <Waiting asked={asked}>
        {({ report, other }) => (
          <>
            {isOlder(report) && (
              <p className="note" role="status">
                {FIGURES.again}
              </p>
            )}
            <Missing reports={other ? [report, other] : [report]} />
            <Chart report={report} other={other} measure={measure} />
            <Table report={report} other={other} set={set} />
            <Files report={report} set={set} />
            <Before report={report} />
          </>
        )}
      </Waiting>
    </section>
  );
}
