import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import type { FileFault } from "../api.ts";
import { ADMIN } from "../words.ts";

const words = ADMIN.exchange;

/** What is wrong in a file, cell by cell, in the words of whoever made it. */
export function FileFaults({ faults }: { faults: FileFault[] }) {
  if (faults.length === 0) return null;
  return (
    <table className="table" data-testid="file-faults">
      <thead>
        <tr>
          <th scope="col">{words.level}</th>
          <th scope="col">{words.sheet}</th>
          <th scope="col" className="num">
            {words.line}
          </th>
          <th scope="col">{words.column}</th>
          <th scope="col">{words.why}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map((one) => (
          <tr key={`${one.sheet} ${one.row} ${one.column} ${one.text}`}>
            <td>
              <Tag tone={one.level === "warning" ? "look" : "danger"}>
                {ADMIN.faults.level[one.level] ?? ADMIN.faults.level.error}
              </Tag>
            </td>
            <td>{one.sheet}</td>
            <td className="num">{one.row || ""}</td>
            <td>{one.column}</td>
            <td>{one.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const stops = (faults: FileFault[]): number => faults.filter((one) => one.level !== "warning").length;
