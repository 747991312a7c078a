// Type to narrow, arrows to choose, Enter to take.

import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useKeys } from "../../hooks.ts";
import { plain } from "../search.ts";
import { ADMIN } from "../words.ts";

export interface Option {
  value: string;
  label: string;
}

interface ComboProps {
  id?: string;
  label: string;
  describedBy?: string | undefined;
  options: readonly Option[];
  onPick: (value: string) => void;
  /** Words that are no option may be taken too. */
  free?: boolean;
  placeholder?: string;
  testId?: string;
  /** Backspace in the empty field. */
  onErase?: () => void;
}

const MOST = 50;

export function Combo(props: ComboProps) {
  const { label, options, onPick, free, onErase } = props;
  const id = useId();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  // Where any words may stand, what is typed is taken unless an arrow chose something else.
  const rest = free ? -1 : 0;
  const [at, setAt] = useState(rest);
  const found = useMemo(() => among(options, text), [options, text]);
  const chosen = found[Math.min(at, found.length - 1)];
  const list = useRef<HTMLDivElement>(null);
  useKeys(open ? { Escape: () => setOpen(false) } : {});
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen stays in sight, and so does the list
  useEffect(() => {
    const box = list.current;
    box?.scrollIntoView({ block: "nearest" });
    box?.querySelector(".is-on")?.scrollIntoView({ block: "nearest" });
  }, [open, at, found]);

  const pick = (value: string): void => {
    onPick(value);
    setText("");
    setAt(rest);
    setOpen(false);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229 || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt(open ? step(at, event.key === "ArrowDown" ? 1 : -1, found.length) : 0);
      setOpen(true);
    } else if (event.key === "Enter" && (open || text)) {
      event.preventDefault();
      if (chosen) pick(chosen.value);
      else if (free && text.trim()) pick(text.trim());
    } else if (event.key === "Backspace" && !text) onErase?.();
  };

  return (
    <span className="combo">
      <input
        className="input"
        type="text"
        role="combobox"
        autoComplete="off"
        id={props.id}
        aria-label={label}
        aria-describedby={props.describedBy}
        aria-expanded={open}
        aria-autocomplete="list"
        aria-controls={open ? id : undefined}
        aria-activedescendant={open && chosen ? `${id}-${chosen.value}` : undefined}
        placeholder={props.placeholder}
        data-testid={props.testId}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(rest);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
      />
      {open && (
        <div className="combo-list" ref={list} id={id} role="listbox" aria-label={label} tabIndex={-1}>
          {found.map((one) => (
            <div
              key={one.value}
              id={`${id}-${one.value}`}
              role="option"
              tabIndex={-1}
              aria-selected={one === chosen}
              className={one === chosen ? "is-on" : undefined}
              // The field keeps the focus, so that it is not left before the press is heard.
              onPointerDown={(event) => {
                event.preventDefault();
                pick(one.value);
              }}
            >
              <b>{one.value}</b>
              <span>{one.label === one.value ? "" : one.label}</span>
            </div>
          ))}
          {found.length === 0 && (
            <div role="option" aria-selected={false} aria-disabled="true" tabIndex={-1} className="note">
              {free && text.trim() ? ADMIN.form.addNew(text.trim()) : ADMIN.list.noHit}
            </div>
          )}
        </div>
      )}
    </span>
  );
}

function step(at: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1;
  return at === -1 ? (by === 1 ? 0 : count - 1) : (at + by + count) % count;
}

function among(options: readonly Option[], text: string): readonly Option[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const found = words.length
    ? options.filter((one) => words.every((word) => plain(`${one.value} ${one.label}`).includes(word)))
    : options;
  return found.slice(0, MOST);
}
