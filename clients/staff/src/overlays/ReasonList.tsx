// One of the city's reasons; Enter takes what is marked.

import type { ReasonText } from "@madoguchi/shared/catalog.ts";

interface Props {
  reasons: ReasonText[];
  reason: string;
  onChoose: (reason: string) => void;
  onGo: () => void;
}

export function ReasonList({ reasons, reason, onChoose, onGo }: Props) {
  return (
    <fieldset className="choice plain-set">
      {reasons.map((one) => (
        <label key={one.reason} data-testid={one.reason}>
          <input
            type="radio"
            name="reason"
            data-first={one.reason === reason ? "" : undefined}
            checked={one.reason === reason}
            onChange={() => onChoose(one.reason)}
            onKeyDown={(event) => event.key === "Enter" && onGo()}
          />
          <span>{one.name}</span>
        </label>
      ))}
    </fieldset>
  );
}
