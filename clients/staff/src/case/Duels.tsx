import { useCase } from "../hooks.ts";
import { besideSaid } from "./beside.ts";
import { DuelBox } from "./DuelBox.tsx";

/** Two values at once for what has no field of its own: answers, belongings, procedures by hand. */
export function Duels({ id }: { id: string }) {
  const { cases, catalog } = useCase(id);
  const duels = Object.values(cases[id]!.duels).filter((duel) => besideSaid(catalog!, duel.key, null) !== null);
  if (duels.length === 0) return null;
  return (
    <div className="duels">
      {duels.map((duel) => (
        <DuelBox key={duel.key} id={id} duel={duel} spell={(value) => besideSaid(catalog!, duel.key, value) ?? ""} />
      ))}
    </div>
  );
}
