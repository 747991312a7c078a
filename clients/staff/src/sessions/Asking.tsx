// A deed that asks once more before it is done.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";

interface Props {
  deed: string;
  asks: string;
  /** `${testId}`, and `${testId}-go` when it is asked once more. */
  testId: string;
  onGo: () => void;
}

export function Asking({ deed, asks, testId, onGo }: Props) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button tone="plain" small testId={testId} onPress={() => setAsking(true)}>
        {deed}
      </Button>
    );
  }
  const go = () => {
    setAsking(false);
    onGo();
  };
  return (
    <span className="line asks">
      <span className="note">{asks}</span>
      <Button tone="danger" small autoFocus testId={`${testId}-go`} onPress={go}>
        {deed}
      </Button>
      <Button tone="plain" small onPress={() => setAsking(false)}>
        {W.stop}
      </Button>
    </span>
  );
}
