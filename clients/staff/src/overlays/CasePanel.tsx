import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Panel } from "@madoguchi/shared/parts/Dialog.tsx";
import { Ticket } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import type { ReactNode } from "react";
import { useHouseState } from "../hooks.ts";
import { rowOf } from "../place.ts";

interface CasePanelProps {
  id: string;
  title: string;
  testId: string;
  foot: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** A panel about the open case: whose it is, what for, and the way out at the top and at the foot, beside the deed. */
export function CasePanel({ id, title, testId, foot, onClose, children }: CasePanelProps) {
  const row = rowOf(useHouseState(), id);
  return (
    <Panel
      testId={testId}
      head={
        <>
          {row && <Ticket no={row.number} />}
          <h2 className="grow">{title}</h2>
          <Button tone="plain" small keys="Esc" onPress={onClose}>
            {W.close}
          </Button>
        </>
      }
      foot={
        <>
          <Button tone="plain" onPress={onClose}>
            {W.stop}
          </Button>
          {foot}
        </>
      }
    >
      {children}
    </Panel>
  );
}
