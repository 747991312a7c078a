import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import type { ReactNode } from "react";
import type { Asked } from "./hooks.ts";
import { ADMIN } from "./words.ts";

/** What is asked of the server, in each of its states: on its way, cut, refused, not there yet, here. */
export function Waiting<T>({ asked, children }: { asked: Asked<T>; children: (value: T) => ReactNode }) {
  switch (asked.is) {
    case "loading":
      return (
        <p className="admin-wait" role="status">
          {ADMIN.loading}
        </p>
      );
    case "missing":
      return <NotYet />;
    case "cut":
      return (
        <Band tone="danger" what={sentence("not_now").what} now={ADMIN.line.cut}>
          <Again onPress={asked.again} />
        </Band>
      );
    case "refused": {
      const { what, now } = sentence(asked.reason);
      return (
        <Band tone="look" what={what} now={now}>
          <Again onPress={asked.again} />
        </Band>
      );
    }
    case "here":
      return children(asked.value);
  }
}

function Again({ onPress }: { onPress: () => void }) {
  return (
    <Button small onPress={onPress}>
      {ADMIN.again}
    </Button>
  );
}

/** A part of the product that this server does not have. */
export function NotYet() {
  return (
    <div className="admin-empty" data-testid="not-yet">
      <b>{ADMIN.notYet.what}</b>
      <p>{ADMIN.notYet.now}</p>
    </div>
  );
}
