// A median with its range over the rest of the day, and the median with one window more. The text beside it says the same.

import { clockOf, marks, type Point, top } from "./outlook.ts";

const WIDTH = 288;
const HEIGHT = 84;
const LEFT = 26;
const BOTTOM = 18;
const TOP = 6;

export function Curve({ name, said, all }: { name: string; said: string; all: Point[] }) {
  const from = all[0]?.at ?? 0;
  const until = all.at(-1)?.at ?? from;
  if (all.length < 2) return null;
  const most = top(all.flatMap(({ levels, more }) => [levels[2], more ?? 0]));
  const x = (at: number): number => LEFT + ((at - from) / (until - from)) * (WIDTH - LEFT - 4);
  const y = (value: number): number => TOP + (1 - value / most) * (HEIGHT - TOP - BOTTOM);
  const path = (value: (one: Point) => number): string => all.map((one) => `${x(one.at)},${y(value(one))}`).join(" ");
  const back = [...all].reverse().map((one) => `${x(one.at)},${y(one.levels[0])}`);
  const more = all.filter((one) => one.more !== null).map((one) => `${x(one.at)},${y(one.more ?? 0)}`);
  return (
    <figure className="curve">
      <figcaption>{name}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said}>
        <polygon className="curve-range" points={`${path((one) => one.levels[2])} ${back.join(" ")}`} />
        <polyline className="curve-ground" points={`${LEFT},${y(0)} ${WIDTH},${y(0)}`} />
        <polyline className="curve-more" points={more.join(" ")} />
        <polyline className="curve-half" points={path((one) => one.levels[1])} />
        <text x={LEFT - 4} y={y(most) + 9} textAnchor="end">
          {most}
        </text>
        <text x={LEFT - 4} y={y(0)} textAnchor="end">
          0
        </text>
        {marks(from, until).map((at) => (
          <g key={at}>
            <line x1={x(at)} x2={x(at)} y1={y(0)} y2={y(0) + 4} />
            <text x={Math.min(WIDTH - 14, x(at))} y={HEIGHT - 2} textAnchor="middle">
              {clockOf(at)}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
