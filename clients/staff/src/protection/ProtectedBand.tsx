// The mark of a case with a protected person: the city's own word, no red, nothing of why. What lies behind comes out by
// a key and a reason, and goes away by itself.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useState } from "react";
import { useCase, useKeys } from "../hooks.ts";
import { Handling } from "./Handling.tsx";
import { P } from "./words.ts";

export function ProtectedBand({ id }: { id: string }) {
  const { catalog } = useCase(id);
  const [open, setOpen] = useState(false);
  useKeys({ "Alt+u": () => setOpen(true) });
  const word = catalog?.sent.settings.protection?.word ?? "";
  return (
    <>
      <Band tone="person" what={word} now={P.lead} testId="protected">
        <Button small keys="Alt U" testId="protected-open" onPress={() => setOpen(true)}>
          {P.open}
        </Button>
      </Band>
      {open && <Handling id={id} word={word} onClose={() => setOpen(false)} />}
    </>
  );
}
