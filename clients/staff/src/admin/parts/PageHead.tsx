import type { ReactNode } from "react";

/** What a page is called, what it is for, and what else must be known before anything on it is done. */
export function PageHead({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {lead && <p className="note">{lead}</p>}
      {children}
    </header>
  );
}
