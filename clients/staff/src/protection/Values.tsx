import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useEffect, useState } from "react";
import { useCase } from "../hooks.ts";
import type { Revealed } from "./api.ts";
import { P } from "./words.ts";

/** What was opened for a reason, until the time is over. */
export function Values({ id, told, onClose }: { id: string; told: Revealed; onClose: () => void }) {
  const { catalog } = useCase(id);
  const [left, setLeft] = useState(told.seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => now - 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) onClose();
  }, [left, onClose]);
  const values = Object.entries(told.values);
  return (
    <>
      {values.length === 0 && <p data-testid="handling-none">{P.opensNothing}</p>}
      <table className="table" data-testid="handling-values">
        <tbody>
          {values.map(([key, value]) => (
            <tr key={key}>
              <th scope="row">{(catalog!.item(key.split(".").at(-1)!)?.label ?? key).replaceAll("_", " ")}</th>
              <td>{String(value ?? "")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="deeds">
        <span className="note grow" role="timer">
          {P.closes(left)}
        </span>
        <Button tone="main" keys="Esc" testId="handling-close" autoFocus onPress={onClose}>
          {P.closeNow}
        </Button>
      </div>
    </>
  );
}
