import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import type { Walked } from "../guidance.ts";
import { ADMIN } from "../words.ts";

const words = ADMIN.walk;

interface Props {
  walked: Walked;
  visitor: boolean;
  nameOf: (group: string) => string;
}

/** What comes out: procedures by counter in walking order, things to bring, what stops. */
export function WalkResult({ walked, visitor, nameOf }: Props) {
  const byId = new Map(walked.procedures.map((one) => [one.procedure, one]));
  return (
    <section
      className={visitor ? "walk-result is-visitor" : "walk-result"}
      aria-label={words.result}
      data-testid="walk-result"
    >
      <h2 className="head">
        {words.procedures}
        <span className="sum">
          <b>{walked.way.reduce((sum, one) => sum + one.procedures.length, 0)}</b>
          {ADMIN.units.rows}
        </span>
      </h2>
      {walked.way.length === 0 && <p className="note">{words.noProcedures}</p>}
      <ol className="walk-way">
        {walked.way.map(({ group, procedures }) => (
          <li key={group}>
            <b>{nameOf(group)}</b>
            <ul>
              {procedures.map((id) => (
                <li key={id} data-testid={`walk-procedure-${id}`}>
                  {byId.get(id)?.name ?? id}
                  {byId.get(id)?.staff_only && <Tag>{ADMIN.list.staffOnly}</Tag>}
                  {saysTerm(byId.get(id)) && <span className="note"> {byId.get(id)?.deadline}</span>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {walked.blocks.length > 0 && (
        <>
          <h2 className="head">{words.blocks}</h2>
          <ul className="walk-blocks">
            {walked.blocks.map((one) => (
              <li key={one.text}>
                <b>{one.text}</b>
                <p className="note">{one.way_out}</p>
                <p className="note">
                  {(one.names ?? one.procedures.map((id) => byId.get(id)?.name ?? id)).join("、")} {words.stopped}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className="head">
        {words.bring}
        <span className="sum">
          <b>{walked.bring.length}</b>
          {ADMIN.units.rows}
        </span>
      </h2>
      {walked.bring.length === 0 && <p className="note">{words.noBring}</p>}
      <ul className="walk-bring">
        {walked.bring.map((one) => (
          <li key={one.text}>{one.text}</li>
        ))}
      </ul>
      {walked.alerts && walked.alerts.length > 0 && (
        <>
          <h2 className="head">{words.alerts}</h2>
          <ul>
            {walked.alerts.map((one) => (
              <li key={one.rule}>{one.text}</li>
            ))}
          </ul>
        </>
      )}
      {visitor && <p className="note">{words.asRead}</p>}
    </section>
  );
}

/** — stands for no term. */
const saysTerm = (due: Walked["procedures"][number] | undefined): boolean =>
  Boolean(due?.deadline) && due?.deadline !== "—";
