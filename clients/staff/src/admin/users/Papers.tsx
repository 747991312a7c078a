// First passwords, on paper: asked before, printed at once, kept nowhere.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useState } from "react";
import { printAnswer } from "../../printing.ts";
import { AskBefore } from "../parts/AskBefore.tsx";
import type { Listed } from "./api.ts";
import { tagsOf } from "./tags.ts";
import { USERS } from "./words.ts";

const printPapers = (users: string[]): Promise<void> => printAnswer("/api/users/papers", { users });

interface OneProps {
  clerk: string;
  name: string;
  onDone: () => void;
  onClose: () => void;
}

export const OnePaper = ({ clerk, name, onDone, onClose }: OneProps) => (
  <AskBefore
    title={USERS.paper}
    what={USERS.paperAsk(name)}
    more={[USERS.paperMore, USERS.paperDone]}
    go={USERS.paperGo}
    testId="paper-ask"
    deed={() => printPapers([clerk])}
    onClose={onClose}
    onDone={onDone}
  />
);

/** For everybody who has none yet: after a file, or a turn of the year. */
export function BulkPapers({ listed, onDone }: { listed: Listed; onDone: () => void }) {
  const [asking, setAsking] = useState(false);
  const wanting = listed.users.filter((one) => tagsOf(one, listed).includes(USERS.tags.noPassword));
  if (wanting.length === 0) return null;
  return (
    <div className="bulk-papers">
      <Button small testId="papers" onPress={() => setAsking(true)}>
        {USERS.papers(wanting.length)}
      </Button>
      {asking && (
        <AskBefore
          title={USERS.paper}
          what={USERS.papersAsk(wanting.length)}
          more={[USERS.paperMore, USERS.paperDone]}
          go={USERS.paperGo}
          testId="papers-ask"
          deed={() => printPapers(wanting.map((one) => one.clerk))}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onDone();
          }}
        />
      )}
    </div>
  );
}
