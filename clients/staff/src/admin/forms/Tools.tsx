// The row of tools above the page.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { useKeys } from "../../hooks.ts";
import { aligned, columnsOf, type Edge, spread } from "./box.ts";
import type { Fields } from "./useFields.ts";
import { FORMS_W } from "./words.ts";

const words = FORMS_W.editor;
const EDGES: readonly [Edge, string][] = [
  ["left", "M4 3v18M8 6h11v4H8zM8 14h7v4H8z"],
  ["center", "M12 3v3M12 10v4M12 18v3M6 6h12v4H6zM8 14h8v4H8z"],
  ["right", "M20 3v18M5 6h11v4H5zM9 14h7v4H9z"],
  ["top", "M3 4h18M6 8v11h4V8zM14 8v7h4V8z"],
  ["middle", "M3 12h3M10 12h4M18 12h3M6 6v12h4V6zM14 8v8h4V8z"],
  ["bottom", "M3 20h18M6 5v11h4V5zM14 9v7h4V9z"],
  ["width", "M4 3v18M20 3v18M4 12h16M7 9l-3 3 3 3M17 9l3 3-3 3"],
  ["height", "M3 4h18M3 20h18M12 4v16M9 7l3-3 3 3M9 17l3 3 3-3"],
];
const SPREAD: readonly ["x" | "y", string, string][] = [
  ["x", words.spreadX, "M3 4v16M21 4v16M9 8h6v8H9z"],
  ["y", words.spreadY, "M4 3h16M4 21h16M8 9h8v6H8z"],
];

export interface Sample {
  id: string;
  title: string;
}

interface Props {
  fields: Fields;
  snap: boolean;
  onSnap: (on: boolean) => void;
  scale: number;
  onZoom: (by: number | "fit") => void;
  samples: readonly Sample[];
  filled: string;
  onFill: (filled: string) => void;
  beside: boolean;
  onBeside: (on: boolean) => void;
}

/** Pixels for a millimetre at 100 %. */
const WHOLE = 96 / 25.4;

export function Tools(props: Props) {
  const { fields, snap, onSnap, scale, onZoom, samples, filled, onFill, beside, onBeside } = props;
  useKeys({
    "Ctrl+z": () => fields.undo?.(),
    "Ctrl+y": () => fields.redo?.(),
    "Ctrl+Shift+z": () => fields.redo?.(),
  });
  return (
    <div className="form-tools" role="toolbar" aria-label={words.tools}>
      <Tool label={words.undo} keys="Ctrl Z" testId="undo" off={!fields.undo} onPress={() => fields.undo?.()}>
        <Icon name="undo" small />
      </Tool>
      <Tool label={words.redo} keys="Ctrl Y" testId="redo" off={!fields.redo} onPress={() => fields.redo?.()}>
        <span className="flipped">
          <Icon name="undo" small />
        </span>
      </Tool>
      <button type="button" className="tool" aria-pressed={snap} data-testid="snap" onClick={() => onSnap(!snap)}>
        {words.snap}
      </button>
      <span className="grow" />
      <label className="tool-sample">
        <span>{words.sample}</span>
        <select className="input" data-testid="sample" value={filled} onChange={(event) => onFill(event.target.value)}>
          <option value="">{words.noSample}</option>
          <option value="usual">{words.usual}</option>
          <option value="long">{words.long}</option>
          {samples.map((one) => (
            <option key={one.id} value={one.id}>
              {one.id} {one.title}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="tool"
        aria-pressed={beside}
        data-testid="beside"
        onClick={() => onBeside(!beside)}
      >
        {words.beside}
      </button>
      <span className="tool-set">
        <Tool label={words.zoomOut} testId="zoom-out" onPress={() => onZoom(1 / 1.25)}>
          −
        </Tool>
        <Button tone="plain" small testId="zoom-fit" onPress={() => onZoom("fit")}>
          {Math.round((scale / WHOLE) * 100)}%
        </Button>
        <Tool label={words.zoomIn} testId="zoom-in" onPress={() => onZoom(1.25)}>
          ＋
        </Tool>
      </span>
    </div>
  );
}

/** Several fields on one line, as wide, as far apart. */
export function Aligning({ fields }: { fields: Fields }) {
  const held = fields.all.filter((one) => fields.chosen.includes(one.id));
  // The one that was chosen last leads.
  const led = [...held].sort((a, b) => fields.chosen.indexOf(b.id) - fields.chosen.indexOf(a.id));
  const place = (boxes: ReturnType<typeof aligned>, kind: string): void =>
    fields.change(
      led.map((one, index) => ({ id: one.id, columns: columnsOf(boxes[index]!) })),
      kind,
    );
  return (
    <span className="tool-set">
      {EDGES.map(([edge, path]) => (
        <Tool
          key={edge}
          label={words.align[edge]!}
          testId={`align-${edge}`}
          onPress={() =>
            place(
              aligned(
                led.map((one) => one.box),
                edge,
              ),
              `align ${edge}`,
            )
          }
        >
          <Drawn path={path} />
        </Tool>
      ))}
      {held.length > 2 &&
        SPREAD.map(([axis, label, path]) => (
          <Tool
            key={axis}
            label={label}
            testId={`spread-${axis}`}
            onPress={() =>
              place(
                spread(
                  led.map((one) => one.box),
                  axis,
                ),
                `spread ${axis}`,
              )
            }
          >
            <Drawn path={path} />
          </Tool>
        ))}
    </span>
  );
}

interface ToolProps {
  label: string;
  keys?: string;
  testId: string;
  off?: boolean;
  onPress: () => void;
  children: React.ReactNode;
}

function Tool({ label, keys, testId, off, onPress, children }: ToolProps) {
  const title = keys ? `${label}（${keys.replace(" ", "+")}）` : label;
  return (
    <button
      type="button"
      className="tool is-icon"
      aria-label={label}
      title={title}
      aria-disabled={off || undefined}
      data-testid={testId}
      onClick={() => !off && onPress()}
    >
      {children}
    </button>
  );
}

const Drawn = ({ path }: { path: string }) => (
  <svg className="icon icon-s" viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
);
