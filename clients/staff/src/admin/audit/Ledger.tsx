// 個人情報の管理台帳: what came in, was used, copied, is kept, was erased.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { download } from "../download.ts";
import { Columns } from "../parts/Columns.tsx";
import type { DataLedger, LedgerLine } from "./api.ts";
import { AUDIT } from "./words.ts";

const { columns, stages, lead, none, save, itself } = AUDIT.ledger;

export function Ledger({ of }: { of: DataLedger }) {
  if (of.lines.length === 0) return <p className="admin-empty">{none}</p>;
  return (
    <>
      <p className="note">{lead}</p>
      <table className="table" data-testid="audit-ledger-lines">
        <Columns names={columns} />
        <tbody>
          {of.lines.map((one) => (
            <Line key={`${one.stage} ${one.day} ${one.what} ${one.clerk} ${one.note}`} of={one} />
          ))}
        </tbody>
      </table>
      <div className="deeds">
        <Button tone="plain" testId="audit-ledger-save" onPress={() => download(of.csv, of.file)}>
          {save}
        </Button>
      </div>
    </>
  );
}

const Line = ({ of }: { of: LedgerLine }) => (
  <tr>
    <td>{stages[of.stage]}</td>
    <td className="nowrap">{show(of.day)}</td>
    <th scope="row">{of.what}</th>
    <td className="num">
      {of.count.toLocaleString("ja-JP")}
      {of.unit}
    </td>
    <td>{of.clerk || itself}</td>
    <td className="note">{of.note}</td>
  </tr>
);
