import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";

const REACHABLE = "button, input, select, textarea, [tabindex='0'], a[href]";

/** Something on top that must be answered first. Focus stays inside and goes back where it was. */
export function Dialog({ title, children, testId }: { title: ReactNode; children: ReactNode; testId?: string }) {
  const name = useId();
  return (
    <div className="veil">
      <Trap className="dialog" testId={testId} name={name}>
        <h2 id={name}>{title}</h2>
        <div className="in">{children}</div>
      </Trap>
    </div>
  );
}

/** The hand-off panel and its like: at the right edge, over the people's column. */
export function Panel({ head, children, foot, testId }: PanelProps) {
  const name = useId();
  return (
    <Trap className="panel" testId={testId} name={name}>
      <header id={name}>{head}</header>
      <div className="in">{children}</div>
      <footer>{foot}</footer>
    </Trap>
  );
}

interface PanelProps {
  head: ReactNode;
  children: ReactNode;
  foot: ReactNode;
  testId?: string;
}

interface TrapProps {
  className: string;
  /** The id of what it is called. */
  name: string;
  children: ReactNode;
  testId?: string;
}

function Trap({ className, name, children, testId }: TrapProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    if (!box.current?.contains(before)) first(box.current)?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div
      ref={box}
      className={className}
      role="dialog"
      aria-modal="true"
      aria-labelledby={name}
      data-testid={testId}
      onKeyDown={(e) => keepIn(e, box.current)}
    >
      {children}
    </div>
  );
}

const reachable = (box: HTMLElement | null): HTMLElement[] =>
  [...(box?.querySelectorAll<HTMLElement>(REACHABLE) ?? [])].filter((one) => !one.hasAttribute("disabled"));

const first = (box: HTMLElement | null): HTMLElement | undefined => {
  const all = reachable(box);
  return all.find((one) => one.dataset.first !== undefined) ?? all[0];
};

function keepIn(event: KeyboardEvent, box: HTMLElement | null): void {
  if (event.key !== "Tab") return;
  const all = reachable(box);
  const edge = event.shiftKey ? all[0] : all.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0])?.focus();
}
