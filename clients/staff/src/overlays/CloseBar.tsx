import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { W } from "@madoguchi/shared/words.ts";

/** The foot of a dialog in which nothing must be decided: the way out, with its key. */
export function CloseBar({ onClose, word = W.close }: { onClose: () => void; word?: string }) {
  return (
    <div className="deeds">
      <Button tone="plain" keys="Esc" onPress={onClose}>
        {word}
      </Button>
    </div>
  );
}
