import type { Floor } from "./state.ts";
import { BOARD } from "./words.ts";

/** The four figures that one looks at first. `people`: what the first one is called, where that is not now. */
export function Figures({ floor, people = BOARD.figures.people }: { floor: Floor; people?: string }) {
  const { longest } = floor;
  const target = longest?.line.target ?? floor.targets.wait_minutes;
  const over = (longest?.minutes ?? 0) > target;
  const words = BOARD.figures;
  return (
    <dl className="board-figs">
      <Figure
        name={people}
        value={floor.people}
        unit={BOARD.units.people}
        testId="figure-people"
        notes={[floor.remote > 0 ? words.remote(floor.remote) : words.noRemote]}
      />
      <Figure
        name={words.longest}
        value={longest?.minutes ?? 0}
        unit={BOARD.units.minutes}
        testId="figure-longest"
        over={over}
        notes={[
          (over ? words.over : words.target)(target),
          longest ? words.longestOf(longest.line.name, longest.row.number) : words.noLongest,
        ]}
      />
      <Figure
        name={words.open}
        value={floor.open}
        unit={BOARD.units.places}
        testId="figure-open"
        notes={[words.openOf(floor.staffed)]}
      />
      <Figure
        name={words.absent}
        value={floor.absent.length}
        unit={BOARD.units.people}
        testId="figure-absent"
        notes={[floor.away.length > 0 ? words.awayNow(floor.away.length) : words.noAway]}
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: number;
  unit: string;
  notes: string[];
  testId: string;
  over?: boolean;
}

function Figure({ name, value, unit, notes, testId, over = false }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={over ? "over" : undefined} data-testid={testId}>
        {value}
        <span className="unit">{unit}</span>
      </dd>
      <dd className="floor-notes">
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </dd>
    </div>
  );
}
