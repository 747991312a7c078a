// Excel out and in, and the 手続定義書: what a department works with at its own desk.

import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import type { ReactNode } from "react";
import { api, type RowChange, type WorkbookPreview } from "../api.ts";
import { useDrafting, useSheet } from "../hooks.ts";
import { FileDrop } from "../parts/FileDrop.tsx";
import { stops } from "../parts/FileFaults.tsx";
import { FilePreview, type Step } from "../parts/FilePreview.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { UploadSteps } from "../parts/UploadSteps.tsx";
import { useUpload } from "../useUpload.ts";
import { inOrder, labelOf, said } from "../values.ts";
import { ADMIN } from "../words.ts";
import { Download } from "./Download.tsx";

const words = ADMIN.exchange;

export function Exchange() {
  const sheet = useSheet();
  return (
    <section className="admin-page exchange" data-testid="exchange">
      <PageHead title={words.title} />
      <div className="exchange-two">
        <Part title={words.out} lead={words.outLead}>
          <Download at={api.workbookAt(sheet.draft)} name={words.workbookName(sheet.name)} testId="workbook-out">
            {words.outGo}
          </Download>
        </Part>
        <Part title={words.definition} lead={words.definitionLead}>
          <Download at={api.definitionAt(sheet.draft)} name={words.definitionName(sheet.name)} testId="definition">
            {words.definitionGo}
          </Download>
        </Part>
      </div>
      <Part title={words.in} lead={words.inLead}>
        <Workbook />
      </Part>
    </section>
  );
}

function Part({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <section className="exchange-part">
      <h2 className="head">{title}</h2>
      <p className="note">{lead}</p>
      {children}
    </section>
  );
}

function Workbook() {
  const drafting = useDrafting();
  const uploading = useUpload<WorkbookPreview>(
    (file) => api.workbook(drafting.draft, file),
    async (preview) => {
      await api.applyWorkbook(drafting.draft, preview.upload ?? "");
      await drafting.load();
    },
  );
  const choose = (
    <FileDrop
      label={words.choose}
      accept={[".xlsx"]}
      wrongKind={words.wrongKind}
      testId="workbook-in"
      onFile={uploading.take}
    />
  );
  return (
    <UploadSteps
      uploading={uploading}
      choose={choose}
      applied={(preview) => ({ what: words.applied(preview.differences.length) })}
      testId="workbook"
    >
      {(preview, step) => <Preview preview={preview} step={step} />}
    </UploadSteps>
  );
}

function Preview({ preview, step }: { preview: WorkbookPreview; step: Step }) {
  const { differences, faults } = preview;
  const broken = stops(faults);
  const usable = preview.upload !== null && differences.length > 0;
  return (
    <FilePreview
      step={step}
      faults={faults}
      broken={broken > 0}
      what={broken > 0 ? words.broken(broken) : usable ? words.clean : words.nothing}
      now={broken > 0 ? words.brokenNow : undefined}
      apply={usable && broken === 0 ? words.apply(differences.length) : null}
      testId="workbook"
    >
      <Differences of={differences} />
    </FilePreview>
  );
}

const MOST = 300;

function Differences({ of }: { of: RowChange[] }) {
  const sheet = useSheet();
  if (of.length === 0) return null;
  const read = (one: RowChange, column: string, value: string): string =>
    said(sheet, one.table, column, value) || ADMIN.start.empty;
  return (
    <table className="table" data-testid="workbook-differences">
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          <th scope="col">{words.sheet}</th>
          <th scope="col">{words.id}</th>
          <th scope="col">{words.columns}</th>
        </tr>
      </thead>
      <tbody>
        {of.slice(0, MOST).map((one) => (
          <tr key={`${one.table} ${one.id} ${one.what}`}>
            <td>
              <Tag>{ADMIN.changes.what[one.what]}</Tag>
            </td>
            <td>{ADMIN.kinds[one.table] ?? one.table}</td>
            <td className="row-id">{one.id}</td>
            <td>
              {one.what === "changed"
                ? inOrder(sheet, one.table, one.columns).map((each) => (
                    <p key={each.column}>
                      {labelOf(sheet, one.table, each.column)}: <del>{read(one, each.column, each.before)}</del>{" "}
                      <ins>{read(one, each.column, each.after)}</ins>
                    </p>
                  ))
                : (one.columns.map((each) => each.after || each.before).find((text) => text !== one.id) ?? "")}
            </td>
          </tr>
        ))}
        {of.length > MOST && (
          <tr>
            <td colSpan={4} className="note">
              {words.more(of.length - MOST)}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
