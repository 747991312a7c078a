import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Keys } from "@madoguchi/shared/parts/signs.tsx";
import type { Choice } from "./ask.ts";

interface Props {
  item: string;
  choices: readonly Choice[];
  /** Whether its letters are heard now. */
  now: boolean;
  still: boolean;
  onChoose: (label: string) => void;
}

/** One of a few, each by its letter while it is asked, or by a press at any time. */
export function Choices({ item, choices, now, still, onChoose }: Props) {
  return (
    <div className="certificate-choices">
      {choices.map((choice) => (
        <button
          key={choice.label}
          type="button"
          className={choice.on ? "pick is-on" : "pick"}
          aria-pressed={choice.on}
          aria-disabled={still}
          data-testid={`${item}-${choice.key}`}
          onClick={() => still || onChoose(choice.label)}
        >
          {choice.on && <Icon name="check" small />}
          {now && <Keys of={choice.key.toUpperCase()} />}
          {choice.label}
        </button>
      ))}
    </div>
  );
}

/** Any number of a few; nothing of it has to be chosen. */
export function Many({ choices, still, onChoose }: Pick<Props, "choices" | "still" | "onChoose">) {
  return (
    <div className="certificate-choices">
      {choices.map((choice) => (
        <label key={choice.label} className={choice.on ? "pick is-on" : "pick"}>
          <input
            type="checkbox"
            checked={choice.on}
            disabled={still}
            data-testid={`option-${choice.label}`}
            onChange={() => onChoose(choice.label)}
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
