// What moving and cancelling an appointment have in common: why, what was refused, and the two deeds below.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import type { ReactNode } from "react";
import { Reasons, type useReason } from "./Reasons.tsx";
import { B } from "./words.ts";

interface Props {
  name: "cancel" | "move";
  title: string;
  deed: string;
  tone: "main" | "danger";
  why: ReturnType<typeof useReason>;
  wrong: string;
  go: () => Promise<void>;
  onBack: () => void;
  children: ReactNode;
}

export function Settling({ name, title, deed, tone, why, wrong, go, onBack, children }: Props) {
  return (
    <>
      <div className="grow booking-form" data-testid={`${name}-form`}>
        <h3>{title}</h3>
        {children}
        <Reasons why={why} />
        <Wrong says={wrong} testId="booking-refused" />
      </div>
      <div className="deeds">
        <Button tone={tone} grow testId={`${name}-go`} onPress={() => void go()}>
          {deed}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onBack}>
          {B.back}
        </Button>
      </div>
    </>
  );
}
