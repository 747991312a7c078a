// A key that was just made, shown once.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { useState } from "react";
import { copy } from "../../worklist/copy.ts";
import type { Made } from "./api.ts";
import { SYSTEMS } from "./words.ts";

/** No key closes it by accident: what it shows stands nowhere else. */
export function NewKey({ made, onClose }: { made: Made & { name: string }; onClose: () => void }) {
  return (
    <Dialog title={made.name} testId="systems-key">
      <p>
        <b>{SYSTEMS.once}</b>
      </p>
      <p className="note">{SYSTEMS.onceNow}</p>
      <Secret name={SYSTEMS.key} value={made.key} testId="systems-key-value" />
      <Secret name={SYSTEMS.secret} value={made.secret} testId="systems-secret-value" />
      <div className="deeds">
        <Button tone="main" testId="systems-key-close" onPress={onClose}>
          {SYSTEMS.handed}
        </Button>
      </div>
    </Dialog>
  );
}

function Secret({ name, value, testId }: { name: string; value: string; testId: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="system-secret">
      <span className="note">{name}</span>
      <code data-testid={testId}>{value}</code>
      <Button small onPress={() => void copy(value).then(setCopied)}>
        {copied ? SYSTEMS.copied : SYSTEMS.copy}
      </Button>
    </div>
  );
}
