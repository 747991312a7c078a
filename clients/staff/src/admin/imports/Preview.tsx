// What a file would do: how many, which column is what, the first residents as they would be.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import type { ReactNode } from "react";
import { FileFaults, stops } from "../parts/FileFaults.tsx";
import { ADMIN } from "../words.ts";
import type { ImportPreview } from "./api.ts";
import { IMPORTS } from "./words.ts";

const SAMPLE = Object.entries(IMPORTS.sampleColumns);

interface PreviewProps {
  preview: ImportPreview;
  busy: boolean;
  onGo: () => void;
  other: ReactNode;
}

export function Preview({ preview, busy, onGo, other }: PreviewProps) {
  const { difference, faults, file, columns, samples } = preview;
  const usable = preview.upload !== null && stops(faults) === 0;
  return (
    <div data-testid="imports-preview">
      <Band
        tone={usable ? "info" : "danger"}
        what={usable ? IMPORTS.clean : IMPORTS.broken(stops(faults))}
        now={usable && file ? IMPORTS.found(file.rows) : IMPORTS.brokenNow}
      >
        <span className="deeds">
          {usable && (
            <Button tone="main" testId="imports-go" because={busy ? ADMIN.marks.sending : null} onPress={onGo}>
              {IMPORTS.apply}
            </Button>
          )}
          {other}
        </span>
      </Band>
      <FileFaults faults={faults} />
      {difference && (
        <dl className="postal-figures" data-testid="imports-figures">
          {(["added", "changed", "removed", "same"] as const).map((one) => (
            <div key={one}>
              <dt>{IMPORTS.figures[one]}</dt>
              <dd>
                {difference[one].toLocaleString("ja-JP")}
                <small>{IMPORTS.person}</small>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {usable && <Samples samples={samples} />}
      {usable && <Columns columns={columns} />}
    </div>
  );
}

function Samples({ samples }: { samples: ImportPreview["samples"] }) {
  return (
    <>
      <h2 className="head">{IMPORTS.samples}</h2>
      <table className="table" data-testid="imports-samples">
        <thead>
          <tr>
            {SAMPLE.map(([key, name]) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {samples.map((one) => (
            <tr key={one.resident}>
              {SAMPLE.map(([key]) => (
                <td key={key}>{said(key, one)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function said(key: string, one: Record<string, string | null>): string {
  const value = one[key];
  if (key === "address" && !value) return IMPORTS.hidden;
  return key === "birth" && value ? show(value) : (value ?? "");
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
