// How somebody gets in: the first password's paper, the lock, the second factor.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useState } from "react";
import { useHouse } from "../../hooks.ts";
import { AskBefore } from "../parts/AskBefore.tsx";
import { when } from "../when.ts";
import { type Listed, type User, usersApi } from "./api.ts";
import { OnePaper } from "./Papers.tsx";
import { USERS } from "./words.ts";

interface Props {
  listed: Listed;
  user: User;
  again: () => void;
}

export function LogIn({ listed, user, again }: Props) {
  const house = useHouse();
  const [asking, setAsking] = useState<"paper" | "factor" | null>(null);
  const { name } = user.account;
  const own = house.get().me?.clerk === user.clerk;
  const done = (): void => {
    setAsking(null);
    again();
  };
  const unlock = (): void => {
    usersApi.unlock(user.clerk).then(
      () => {
        house.notice({ tone: "kept", what: USERS.unlocked });
        again();
      },
      () => house.refuse({ result: "refused", reason: "not_now" }),
    );
  };
  return (
    <section className="log-in">
      <h3 className="head">{USERS.state}</h3>
      {listed.locked.includes(user.clerk) && (
        <Band tone="look" what={USERS.locked} testId="user-locked">
          <Button small testId="user-unlock" onPress={unlock}>
            {USERS.unlock}
          </Button>
        </Band>
      )}
      <p className="note">{passwordOf(user)}</p>
      <p className="note">{user.seen ? USERS.seen(when(user.seen)) : USERS.never}</p>
      {!own && (
        <div className="deeds">
          <Button tone="plain" small testId="user-paper" onPress={() => setAsking("paper")}>
            {USERS.paper}
          </Button>
          {user.factor && (
            <Button tone="plain" small testId="user-factor" onPress={() => setAsking("factor")}>
              {USERS.forgetFactor}
            </Button>
          )}
        </div>
      )}
      {asking === "paper" && <OnePaper clerk={user.clerk} name={name} onDone={done} onClose={() => setAsking(null)} />}
      {asking === "factor" && (
        <AskBefore
          title={USERS.forgetFactor}
          what={USERS.forgetAsk(name)}
          go={USERS.forgetFactor}
          danger
          testId="factor-ask"
          deed={() => usersApi.forgetFactor(user.clerk)}
          onClose={() => setAsking(null)}
          onDone={done}
        />
      )}
    </section>
  );
}

function passwordOf(user: User): string {
  if (!user.password) return USERS.passwordNone;
  if (user.password_at === 0) return USERS.passwordDemo;
  return user.password_due ? USERS.passwordDue(when(user.password_at)) : USERS.passwordOwn(when(user.password_at));
}
