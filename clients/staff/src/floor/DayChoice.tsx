import { dayOf } from "@madoguchi/shared/clock.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { useHouse } from "../hooks.ts";
import { FLOOR } from "./words.ts";

const DAY_MS = 86_400_000;

/** A day, with the ones beside it. */
export function DayChoice({ day, onChoose }: { day: string; onChoose: (day: string) => void }) {
  const house = useHouse();
  const beside = (days: number): void => {
    const at = Date.parse(`${day}T00:00:00Z`) + days * DAY_MS;
    onChoose(new Date(at).toISOString().slice(0, 10));
  };
  return (
    <div className="floor-day">
      <Button small onPress={() => beside(-1)}>
        {FLOOR.before}
      </Button>
      <input
        className="input"
        type="date"
        aria-label={FLOOR.day}
        data-testid="floor-day"
        value={day}
        onChange={(event) => event.target.value && onChoose(event.target.value)}
      />
      <Button small onPress={() => beside(1)}>
        {FLOOR.after}
      </Button>
      <Button small onPress={() => onChoose(dayOf(house.now()))}>
        {FLOOR.today}
      </Button>
      <b>{show(day, "wareki", true)}</b>
    </div>
  );
}
