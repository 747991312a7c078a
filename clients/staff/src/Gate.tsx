// The page before anybody is in: the house's name above, one thing to do below.

import { Logo } from "@madoguchi/shared/parts/Icon.tsx";
import { W } from "@madoguchi/shared/words.ts";
import type { ReactNode } from "react";

/** `beside`: what stands in the head beside the name. */
export function Gate({ beside, children }: { beside?: ReactNode; children: ReactNode }) {
  return (
    <div className="gate">
      <header className="top">
        <span className="brand">
          <Logo />
          {W.app}
        </span>
        {beside}
      </header>
      <main className="gate-one">{children}</main>
    </div>
  );
}
