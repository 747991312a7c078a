import type { ReactNode } from "react";
import { Keys } from "./signs.tsx";

export interface ButtonProps {
  children: ReactNode;
  onPress: () => void;
  tone?: "main" | "plain" | "danger";
  small?: boolean;
  wide?: boolean;
  /** The key that does the same. */
  keys?: string;
  /** Why it cannot be done now: said on pointing at it, and read aloud. It stays reachable. */
  because?: string | null;
  testId?: string;
  autoFocus?: boolean;
  grow?: boolean;
}

/** A button says its deed and its key. */
export function Button(props: ButtonProps) {
  const { tone, small, wide, grow, because } = props;
  const names = ["btn", tone && `btn-${tone}`, small && "btn-s", wide && "btn-wide", grow && "grow"].filter(Boolean);
  return (
    <button
      type="button"
      className={names.join(" ")}
      aria-disabled={because ? true : undefined}
      title={because ?? undefined}
      data-testid={props.testId}
      // biome-ignore lint/a11y/noAutofocus: the deed of a dialog that a key opened
      autoFocus={props.autoFocus}
      onClick={() => {
        if (!because) props.onPress();
      }}
    >
      {props.children}
      {props.keys && <Keys of={props.keys} />}
    </button>
  );
}
