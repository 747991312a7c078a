// The table that stands on the screen, as a file.

import { reasonOf } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { when } from "../../admin/when.ts";
import { save } from "../../saving.ts";
import { figuresApi, type Report } from "./api.ts";
import { type Contents, csvOf, tableOf } from "./measures.ts";
import { FIGURES } from "./words.ts";

export function Files({ report, set }: { report: Report; set: Contents }) {
  const [wrong, setWrong] = useState("");
  const name = `${FIGURES.file}_${FIGURES.by[report.by]}_${report.since}_${report.until}`;
  const table = () => tableOf(report, set, when);
  async function excel(): Promise<void> {
    setWrong("");
    try {
      save(await figuresApi.workbook(FIGURES.file, name, table()), `${name}.xlsx`);
    } catch (no) {
      setWrong(sentence(reasonOf(no)).what);
    }
  }
  return (
    <div className="deeds">
      <Button
        small
        testId="figures-csv"
        onPress={() => save(new Blob([csvOf(table())], { type: "text/csv" }), `${name}.csv`)}
      >
        {FIGURES.csv}
      </Button>
      <Button small testId="figures-excel" onPress={() => void excel()}>
        {FIGURES.excel}
      </Button>
      <Wrong says={wrong} />
    </div>
  );
}
