import { ACCURACY } from "../words.ts";

const LEVELS = [0.1, 0.5, 0.8, 0.9];
const SIZE = 64;

/** How often the foretold levels held: on the slanting line is right, under it waits were longer than foretold. */
export function Calibration({ below }: { below: number[] }) {
  const place = (x: number, y: number): string => `${x * SIZE},${(1 - y) * SIZE}`;
  const points = LEVELS.map((level, at) => place(level, below[at] ?? 0));
  const said = ACCURACY.calibration(below.map(ACCURACY.share).join("・"));
  return (
    <span className="calibration">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={said}>
        <polyline className="calibration-right" points={`${place(0, 0)} ${place(1, 1)}`} />
        <polyline points={points.join(" ")} />
        {points.map((point) => (
          <circle key={point} cx={point.split(",")[0]} cy={point.split(",")[1]} r={2.5} />
        ))}
      </svg>
      {below.map(ACCURACY.share).join("・")}
    </span>
  );
}
