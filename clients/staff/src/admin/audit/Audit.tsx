// 監査: who looked at what, whether the records hold, and what deserves a second look.

import { dayOf } from "@madoguchi/shared/clock.ts";
import { No } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { type ReactNode, useState } from "react";
import { useHouse, useHouseState } from "../../hooks.ts";
import { download } from "../download.ts";
import { Columns } from "../parts/Columns.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { when } from "../when.ts";
import { type Names, saidOf } from "./about.ts";
import { type AuditRow, auditApi, type DataLedger, type Finding, type Sought, type Verdict } from "./api.ts";
import { Ledger } from "./Ledger.tsx";
import { AUDIT } from "./words.ts";

const PAGE = 200;

type Shown =
  | { is: "nothing" }
  | { is: "working" }
  | { is: "wrong"; text: string }
  | { is: "rows"; rows: AuditRow[]; sought: Sought; ended: boolean }
  | { is: "verdict"; verdict: Verdict }
  | { is: "findings"; findings: Finding[] }
  | { is: "ledger"; ledger: DataLedger };

export function Audit() {
  const today = dayOf(useHouse().now());
  const [sought, setSought] = useState<Sought>({ since: today, until: today });
  const [shown, setShown] = useState<Shown>({ is: "nothing" });
  const put = (more: Partial<Sought>) => setSought({ ...sought, ...more });

  async function run(deed: () => Promise<Shown>) {
    setShown({ is: "working" });
    try {
      setShown(await deed());
    } catch (no) {
      setShown({ is: "wrong", text: no instanceof No ? sentence(no.reason).what : W.link.needsLine });
    }
  }
  const find = () =>
    run(async () => {
      const { rows } = await auditApi.find(sought);
      return { is: "rows", rows, sought, ended: rows.length < PAGE };
    });
  const check = () => run(async () => ({ is: "verdict", verdict: (await auditApi.check()).verdict }));
  const analyse = () =>
    run(async () => ({ is: "findings", findings: (await auditApi.analyse(sought.since, sought.until)).findings }));
  const ledger = () => run(async () => ({ is: "ledger", ledger: await auditApi.ledger(sought.since, sought.until) }));
  const save = () =>
    run(async () => {
      const { csv, file } = await auditApi.save(sought);
      download(csv, file);
      return { is: "nothing" };
    });

  return (
    <section className="admin-page" data-testid="audit">
      <PageHead title={AUDIT.title} lead={AUDIT.lead} />
      <form
        className="line audit-asks"
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <Asked label={AUDIT.since}>
          <input className="input" type="date" value={sought.since} onChange={(e) => put({ since: e.target.value })} />
        </Asked>
        <Asked label={AUDIT.until}>
          <input className="input" type="date" value={sought.until} onChange={(e) => put({ until: e.target.value })} />
        </Asked>
        <Asked label={AUDIT.clerk}>
          <input className="input" value={sought.clerk ?? ""} onChange={(e) => put({ clerk: e.target.value.trim() })} />
        </Asked>
        <Asked label={AUDIT.caseId}>
          <input className="input" value={sought.case ?? ""} onChange={(e) => put({ case: e.target.value.trim() })} />
        </Asked>
        <Asked label={AUDIT.what}>
          <select className="input" value={sought.what ?? ""} onChange={(e) => put({ what: e.target.value })}>
            <option value="">{AUDIT.all}</option>
            {Object.entries(AUDIT.deeds).map(([what, name]) => (
              <option key={what} value={what}>
                {name}
              </option>
            ))}
          </select>
        </Asked>
        <label className="line">
          <input type="checkbox" checked={sought.number ?? false} onChange={(e) => put({ number: e.target.checked })} />
          {AUDIT.number}
        </label>
        <button type="submit" className="btn btn-main" data-testid="audit-find">
          {AUDIT.find}
        </button>
      </form>
      <div className="deeds">
        <Button testId="audit-check" onPress={() => void check()}>
          {AUDIT.check}
        </Button>
        <Button testId="audit-analyse" onPress={() => void analyse()}>
          {AUDIT.analyse}
        </Button>
        <Button testId="audit-ledger" onPress={() => void ledger()}>
          {AUDIT.ledger.go}
        </Button>
        <Button tone="plain" testId="audit-save" onPress={() => void save()}>
          {AUDIT.save}
        </Button>
      </div>
      <Result shown={shown} onShown={setShown} />
    </section>
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

function Result({ shown, onShown }: { shown: Shown; onShown: (shown: Shown) => void }) {
  switch (shown.is) {
    case "nothing":
      return null;
    case "working":
      return <p role="status">{AUDIT.working}</p>;
    case "wrong":
      return <Band tone="look" what={shown.text} />;
    case "verdict":
      return <Told verdict={shown.verdict} />;
    case "findings":
      return <Found findings={shown.findings} />;
    case "ledger":
      return <Ledger of={shown.ledger} />;
    case "rows": {
      const older = async () => {
        const { rows } = await auditApi.find({ ...shown.sought, before: shown.rows.at(-1)!.seq });
        onShown({ ...shown, rows: [...shown.rows, ...rows], ended: rows.length < PAGE });
      };
      return <Rows rows={shown.rows} onOlder={shown.ended ? null : () => void older()} />;
    }
  }
}

function Told({ verdict }: { verdict: Verdict }) {
  if (verdict.breaks.length > 0) {
    return (
      <Band tone="danger" what={AUDIT.broken(verdict.breaks.length)} now={AUDIT.brokenNow} testId="audit-broken">
        <ul>
          {verdict.breaks.map((one) => (
            <li key={`${one.seq} ${one.what}`}>
              {AUDIT.row(one.seq)}: {AUDIT.breaks[one.what]}
            </li>
          ))}
        </ul>
      </Band>
    );
  }
  const unsure = verdict.rows > 0 && verdict.heads === 0;
  return (
    <Band
      tone={unsure ? "look" : "kept"}
      what={unsure ? AUDIT.noHeads : AUDIT.whole(verdict.rows, verdict.heads)}
      testId="audit-whole"
    />
  );
}

function Found({ findings }: { findings: Finding[] }) {
  if (findings.length === 0) return <Band tone="kept" what={AUDIT.foundNone} testId="audit-findings" />;
  return (
    <table className="table" data-testid="audit-findings">
      <caption className="note">{AUDIT.found}</caption>
      <tbody>
        {findings.map((one) => (
          <tr key={`${one.kind} ${one.clerk} ${one.day}`}>
            <td>{show(one.day)}</td>
            <th scope="row">{AUDIT.kinds[one.kind] ?? one.kind}</th>
            <td>{one.clerk}</td>
            <td>{AUDIT.times(one.times)}</td>
            <td className="note">
              {when(one.first)} – {when(one.last)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rows({ rows, onOlder }: { rows: AuditRow[]; onOlder: (() => void) | null }) {
  const { catalog, me } = useHouseState();
  if (rows.length === 0) return <p className="admin-empty">{AUDIT.none}</p>;
  const names: Names = {
    window: (id) => catalog?.window(id)?.name,
    group: (id) => catalog?.groupName(me?.office ?? "", id) ?? id,
  };
  return (
    <>
      <table className="table" data-testid="audit-rows">
        <Columns names={AUDIT.columns} />
        <tbody>
          {rows.map((one) => (
            <tr key={one.seq}>
              <td className="nowrap">{when(one.at)}</td>
              <td>{one.clerk}</td>
              <td>{one.window}</td>
              <td>{AUDIT.deeds[one.what] ?? one.what}</td>
              <td>{one.case}</td>
              <td>{one.purpose}</td>
              <td>{saidOf(one.about, names)}</td>
              <td>{one.number ? AUDIT.seen : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {onOlder && (
        <Button tone="plain" small onPress={onOlder}>
          {AUDIT.older}
        </Button>
      )}
    </>
  );
}
