import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Keys } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useTop } from "../hooks.ts";

/** All keys, on one sheet. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  useTop(onClose);
  return (
    <Dialog title={W.keys.title} testId="keys">
      <dl className="keylist">
        {W.keys.list.map(([keys, deed]) => (
          <div key={keys}>
            <dt>
              <Keys of={keys} />
            </dt>
            <dd>{deed}</dd>
          </div>
        ))}
      </dl>
      <p className="note">{W.keys.more}</p>
      <div className="deeds">
        <Button tone="main" keys="Esc" onPress={onClose}>
          {W.close}
        </Button>
      </div>
    </Dialog>
  );
}
