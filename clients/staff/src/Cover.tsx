import { Rehearsal } from "@madoguchi/shared/parts/Rehearsal.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { tell } from "./deeds.ts";
import { useHouse, useHouseState, useTop } from "./hooks.ts";
import type { House } from "./house.ts";
import { SignInForm } from "./SignIn.tsx";

/** 離席: nothing of the case can be read; what was entered goes on being sent. Whoever logs in here has the seat. */
export function Cover() {
  const { me, covered, ahead } = useHouseState();
  const house = useHouse();
  useTop(() => {});
  const window = me?.window ?? null;
  return (
    <div className="cover" data-testid="cover">
      {ahead > 0 && <Rehearsal ahead={ahead} strip />}
      <SignInForm
        title={covered === "ended" ? W.cover.endedTitle : W.cover.title}
        lead={covered === "away" ? W.cover.lead(me?.name ?? "") : covered === "ended" ? W.cover.ended : W.cover.idle}
        ask={window ? W.cover.again : W.signIn.lead}
        more={window ? W.cover.other : ""}
        deed={window ? W.cover.go : W.signIn.go}
        sso="beside"
        onIn={async (next) => {
          await house.enter({ ...next, window, group: me?.group ?? null });
          if (window) await takeSeat(house, window);
          house.set({ covered: "no" });
        }}
      />
    </div>
  );
}

/** The seat goes to whoever logged in here; if it cannot, a window is chosen anew. */
async function takeSeat(house: House, window: string): Promise<void> {
  const sat = await tell(house, { kind: "sit", window });
  if (sat) await house.move({ kind: "return" });
  else house.set({ me: { ...house.get().me!, window: null, group: null } });
}
