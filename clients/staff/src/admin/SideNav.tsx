import { Fragment, type KeyboardEvent, useRef } from "react";

export interface Entry {
  page: string;
  name: string;
  count?: number;
}

interface Props {
  label: string;
  page: string;
  parts: { title: string; entries: Entry[] }[];
  onGo: (page: string) => void;
}

/** The pages of a room, in parts: one stop of the Tab key, arrows within. */
export function SideNav({ label, page, parts, onGo }: Props) {
  const box = useRef<HTMLElement>(null);
  const arrows = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.altKey) return;
    event.preventDefault();
    const all = [...(box.current?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    all[(at + by + all.length) % all.length]?.focus();
  };
  return (
    <nav className="admin-nav" ref={box} aria-label={label} onKeyDown={arrows}>
      {parts.map(({ title, entries }) => (
        <Fragment key={title}>
          <h2>{title}</h2>
          <ul>
            {entries.map((one) => (
              <li key={one.page}>
                <button
                  type="button"
                  data-testid={`nav-${one.page}`}
                  aria-current={one.page === page ? "page" : undefined}
                  tabIndex={one.page === page ? 0 : -1}
                  onClick={() => onGo(one.page)}
                >
                  <span>{one.name}</span>
                  {one.count !== undefined && <small>{one.count}</small>}
                </button>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </nav>
  );
}
