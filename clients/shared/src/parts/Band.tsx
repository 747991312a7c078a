import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";

export type BandTone = "info" | "kept" | "look" | "danger" | "person";

const ICONS: Record<BandTone, IconName> = {
  info: "info",
  kept: "check",
  look: "warn",
  danger: "plug",
  person: "people",
};

/** One thing that everybody must know: what, why, what now. */
export function Band({ tone, what, now, children, testId }: BandProps) {
  return (
    <div className={`band band-${tone}`} role={tone === "danger" ? "alert" : "status"} data-testid={testId}>
      <Icon name={ICONS[tone]} />
      <span className="grow">
        <b>{what}</b>
        {now && (
          <>
            <br />
            <span className="note">{now}</span>
          </>
        )}
      </span>
      {children}
    </div>
  );
}

interface BandProps {
  tone: BandTone;
  what: ReactNode;
  now?: ReactNode;
  children?: ReactNode;
  testId?: string;
}
