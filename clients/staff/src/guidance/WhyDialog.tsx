import type { ReasonText } from "@madoguchi/shared/catalog.ts";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { useTop } from "../hooks.ts";
import { type Why, WhyForm } from "../overlays/WhyForm.tsx";

interface Props {
  title: string;
  what: string;
  deed: string;
  reasons: ReasonText[];
  onClose: () => void;
  onGo: (reason: string, note: string) => void;
}

/** Why something is done by hand. */
export function WhyDialog({ title, what, deed, reasons, onClose, onGo }: Props) {
  useTop(onClose);
  const go = async ({ reason, note }: Why): Promise<null> => {
    onGo(reason, note);
    onClose();
    return null;
  };
  return (
    <Dialog title={title} testId="why-dialog">
      <p>{what}</p>
      <WhyForm reasons={reasons} alwaysNote deed={deed} testId="why" onGo={go} onClose={onClose} />
    </Dialog>
  );
}
