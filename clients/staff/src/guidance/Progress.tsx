import type { Derived } from "./derive.ts";
import type { AskGroup } from "./walk.ts";
import { G } from "./words.ts";

const SECONDS_EACH = 4;

interface Props {
  derived: Derived;
  groups: AskGroup[];
  inHand: string | null;
  onGo: (question: string) => void;
}

/** How far one is: in all, and by group; a group's part of the bar goes there. */
export function Progress({ derived, groups, inHand, onGo }: Props) {
  const { questions, progress } = derived.guidance;
  const [answered, shown] = progress;
  const auto = questions.filter((one) => one.by === "auto").length;
  const minutes = Math.round(((shown - answered) * SECONDS_EACH) / 60);
  return (
    <div className="progress" data-testid="progress" data-answered={answered} data-shown={shown}>
      <p>
        <b>{G.ask.sum(answered, shown)}</b>
        {auto > 0 && <span className="note">{G.ask.auto(auto)}</span>}
        {answered < shown && <span className="note left">{minutes > 0 ? G.ask.left(minutes) : G.ask.soon}</span>}
      </p>
      <div className="progress-bar">
        {groups.map((group) => (
          <button
            key={group.name}
            type="button"
            className={group.name === inHand ? "is-on" : undefined}
            style={{ flexGrow: Math.max(2, group.asked.length) }}
            aria-label={G.ask.group(group.name, group.answered, group.asked.length)}
            title={G.ask.group(group.name, group.answered, group.asked.length)}
            data-testid={`group-${group.name}`}
            onClick={() => onGo((group.asked.find((one) => one.answer === null) ?? group.asked[0]!).question)}
          >
            <span className="cut">{group.name}</span>
            <i>
              <i style={{ width: `${(group.answered / group.asked.length) * 100}%` }} />
            </i>
          </button>
        ))}
      </div>
    </div>
  );
}
