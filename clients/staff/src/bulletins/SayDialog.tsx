// The floor manager speaks: to windows or to the hall; and what stands there now, to be taken back.

import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { useTop } from "../hooks.ts";
import { CloseBar } from "../overlays/CloseBar.tsx";
import { SayForm } from "./SayForm.tsx";
import { Standing } from "./Standing.tsx";
import { SAID } from "./words.ts";
import "./bulletins.css";

export function SayDialog({ onClose }: { onClose: () => void }) {
  useTop(onClose);
  return (
    <Dialog title={SAID.title} testId="say-dialog">
      <SayForm />
      <Standing />
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}
