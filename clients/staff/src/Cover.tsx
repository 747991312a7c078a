import { W } from "@madoguchi/shared/words.ts";
import { useHouse, useHouseState, useTop } from "./hooks.ts";
import { SignInForm } from "./SignIn.tsx";

/** 離席: nothing of the case can be read; what was entered goes on being sent. Whoever logs in here has the seat. */
export function Cover() {
  const { me, covered } = useHouseState();
  const house = useHouse();
  useTop(() => {});
  const window = me?.window ?? null;
  return (
    <div className="cover" data-testid="cover">
      <SignInForm
        title={W.cover.title}
        lead={covered === "idle" ? W.cover.idle : W.cover.lead(me?.name ?? "")}
        more={`${W.cover.again}${W.cover.other}`}
        deed={W.cover.go}
        onIn={async (next) => {
          const same = next.clerk === me?.clerk;
          const group = me?.group ?? null;
          await house.enter({ ...next, window, group });
          house.set({ covered: "no" });
          if (window && !(same && next.window === window)) await house.move({ kind: "sit", window });
          await house.move({ kind: "return" });
        }}
      />
    </div>
  );
}
