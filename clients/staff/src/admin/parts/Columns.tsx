import type { ReactNode } from "react";

/** The head of a table: what its columns are called. `children`: a column without a name. */
export const Columns = ({ names, children }: { names: Record<string, string>; children?: ReactNode }) => (
  <thead>
    <tr>
      {Object.values(names).map((name) => (
        <th key={name} scope="col">
          {name}
        </th>
      ))}
      {children}
    </tr>
  </thead>
);
