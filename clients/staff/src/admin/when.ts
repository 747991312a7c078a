// Moments as an administrator reads them: 令和8年11月20日(金) 10:45.

import { clock, dayOf } from "@madoguchi/shared/clock.ts";
import { show } from "@madoguchi/shared/rules/wareki.ts";

export const when = (at: number): string => `${show(dayOf(at), "wareki", true)} ${clock(at)}`;
