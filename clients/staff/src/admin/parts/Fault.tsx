import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import type { Fault } from "../api.ts";
import { ADMIN } from "../words.ts";

/** What is wrong or to be looked at, with its place in an expression. */
export function FaultLine({ fault, id }: { fault: Fault; id?: string }) {
  return (
    <p className={`fault is-${fault.level}`} id={id}>
      <Icon name={fault.level === "error" ? "cross" : "warn"} small />
      <span>
        <b>{ADMIN.faults.level[fault.level]}</b> {fault.text}
        {fault.place != null && <span className="note"> {ADMIN.form.at(fault.place + 1)}</span>}
      </span>
    </p>
  );
}
