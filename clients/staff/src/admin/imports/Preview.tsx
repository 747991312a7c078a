// What a file would do: how many, which column is what, the first residents as they would be.

import { show } from "@madoguchi/shared/rules/wareki.ts";
import { stops } from "../parts/FileFaults.tsx";
import { Figures, FilePreview, type Step } from "../parts/FilePreview.tsx";
import { ADMIN } from "../words.ts";
import type { ImportPreview, Kind } from "./api.ts";
import { IMPORTS } from "./words.ts";

const PEOPLE = Object.entries(IMPORTS.sampleColumns);
/** So many columns of a sample without names fit beside each other. */
const MOST = 8;

interface PreviewProps {
  kind: Kind;
  items: Record<string, string>;
  preview: ImportPreview;
  step: Step;
}

export function Preview({ kind, items, preview, step }: PreviewProps) {
  const { difference, faults, file, columns, samples } = preview;
  const usable = preview.upload !== null && stops(faults) === 0;
  return (
    <FilePreview
      step={step}
      faults={faults}
      broken={!usable}
      what={usable ? IMPORTS.clean : IMPORTS.broken(stops(faults))}
      now={usable && file ? IMPORTS.found(file.rows) : IMPORTS.brokenNow}
      apply={usable ? IMPORTS.apply : null}
      testId="imports"
    >
      {difference && <Figures of={difference} words={IMPORTS.figures} unit={IMPORTS.person} testId="imports" />}
      {usable && <Samples samples={samples} columns={kind === "eligibility" ? had(samples, items) : PEOPLE} />}
      {usable && <Columns columns={columns} />}
    </FilePreview>
  );
}

type Sample = ImportPreview["samples"][number];

/** The columns of which the samples have anything. */
function had(samples: Sample[], items: Record<string, string>): [string, string][] {
  const some = Object.entries(items).filter(([item]) => samples.some((one) => one[item] != null));
  return [["number", IMPORTS.number] as [string, string], ...some].slice(0, MOST);
}

function Samples({ samples, columns }: { samples: Sample[]; columns: [string, string][] }) {
  return (
    <>
      <h2 className="head">{IMPORTS.samples}</h2>
      <table className="table" data-testid="imports-samples">
        <thead>
          <tr>
            {columns.map(([key, name]) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {samples.map((one) => (
            <tr key={String(one.resident ?? one.number)}>
              {columns.map(([key]) => (
                <td key={key}>{said(key, one)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function said(key: string, one: Sample): string {
  const value = one[key];
  if (key === "address" && !value) return IMPORTS.hidden;
  if (typeof value === "boolean") return value ? ADMIN.form.yes : ADMIN.form.no;
  return key === "birth" && value ? show(String(value)) : String(value ?? "");
}

function Columns({ columns }: { columns: Record<string, string> }) {
  return (
    <>
      <h2 className="head">{IMPORTS.columns}</h2>
      <p className="note">{IMPORTS.columnsLead}</p>
      <table className="table" data-testid="imports-columns">
        <thead>
          <tr>
            <th scope="col">{IMPORTS.heading}</th>
            <th scope="col">{IMPORTS.item}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(columns).map(([heading, item]) => (
            <tr key={heading}>
              <td>{heading}</td>
              <td>{item || <span className="note">{IMPORTS.unused}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
