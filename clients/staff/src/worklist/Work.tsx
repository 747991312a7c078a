// 作業一覧: what the back office and its robots enter into other systems. Loaded only when somebody opens it.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouseState, useKeys } from "../hooks.ts";
import { mayExport } from "../keepers.ts";
import { Notices } from "../Notices.tsx";
import { Top } from "../Top.tsx";
import { CsvOut } from "./CsvOut.tsx";
import { Record } from "./Record.tsx";
import { Seek } from "./Seek.tsx";
import { TaskList } from "./TaskList.tsx";
import { useWork } from "./useWork.ts";
import "../admin/admin.css";
import "./work.css";
import { WORK } from "./words.ts";

export function Work() {
  const { me } = useHouseState();
  return (
    <div className="staff admin work" data-testid="work">
      <Top place={WORK.title} />
      {mayExport(me) ? (
        <Here />
      ) : (
        <main className="work-main">
          <Band tone="look" what={WORK.noRight} now={WORK.noRightNow} testId="no-right" />
        </main>
      )}
    </div>
  );
}

function Here() {
  const work = useWork();
  const [csv, setCsv] = useState(false);
  useKeys({ "Alt+n": () => void work.next() });
  const { list } = work;
  return (
    <main className="work-main">
      <Notices />
      {work.cut && <Band tone="danger" what={WORK.cut} testId="work-cut" />}
      {work.refused && <Band tone="look" {...sentence(work.refused)} />}
      <div className="work-two">
        <section className="work-side" aria-label={WORK.list}>
          <Seek work={work} />
          {list ? (
            <TaskList list={list} state={work.state} open={work.open?.task ?? null} onChoose={work.choose} />
          ) : (
            <p className="work-empty" role="status">
              {WORK.loading}
            </p>
          )}
          <div className="deeds work-foot">
            <Button tone="main" grow keys="Alt N" testId="work-next" onPress={() => void work.next()}>
              {WORK.next}
            </Button>
            <Button tone="plain" testId="work-csv" onPress={() => setCsv(true)}>
              {WORK.csv.open}
            </Button>
          </div>
        </section>
        {work.open ? (
          <Record
            key={`${work.open.task.case} ${work.open.task.form}`}
            record={work.open}
            name={list?.forms[work.open.task.form] ?? work.open.task.form}
            again={work.again}
            onAct={work.act}
          />
        ) : (
          <div className="work-empty" data-testid="work-none">
            <h1>{WORK.choose}</h1>
            <p className="note">{WORK.chooseNow}</p>
          </div>
        )}
      </div>
      {csv && <CsvOut sought={work.sought} state={work.state} onClose={() => setCsv(false)} />}
    </main>
  );
}
