const PATHS = {
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21",
  board: "M3 4h18v13H3zM8 21h8M12 17v4M7 9h4M7 12.5h4M15 8v5.5",
  card: "M2.5 5h19v14h-19zM5 16c.6-1.4 1.6-2 3-2s2.400.6 3 2M14.5 9.5H19M14.5 13H19M8 8.800a2 2 0 1 0 0 4.2 2 2 0 0 0 0-4.2",
  user: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c.8-4.400 3.600-6.500 8-6.500s7.200 2.100 8 6.500",
  people:
    "M9 4.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M2.500 20c.6-3.800 2.900-5.600 6.500-5.600s5.900 1.800 6.500 5.600M15.500 4.800a3.500 3.500 0 0 1 0 6.400M18 14.800c2 .8 3.200 2.500 3.600 5.200",
  pen: "M4 20l1-4.500L16.500 4l3.500 3.500L8.500 19zM14 6.500l3.500 3.500",
  lock: "M5 11h14v10H5zM8 11V7.500a4 4 0 0 1 8 0V11",
  down: "M5 9l7 7 7-7",
  pause: "M8 4.500v15M16 4.500v15",
  play: "M7 4.500v15l13-7.500z",
  check: "M4 12.500l5.500 5.500L20 6.500",
  warn: "M12 3 22.500 21h-21zM12 10v5M12 18v.2",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v6M12 7.500v.2",
  scan: "M3 8V3.500h4.500M16.500 3.500H21V8M21 16v4.500h-4.500M7.500 20.500H3V16M7 8v8M10.500 8v8M13.500 8v8M17 8v8",
  undo: "M8 5 3.500 9.500 8 14M4 9.500h10.500a5.500 5.500 0 0 1 0 11H8",
  print: "M7 8V3h10v5M7 17H3V8h18v9h-4M7 13h10v8H7z",
  arrow: "M3 12h17M13 5l7 7-7 7",
  plug: "M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 6.500V12l4 2.500",
  shield: "M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6zM12 8v5M12 16v.2",
  plus: "M12 5v14M5 12h14",
  cross: "M6 6l12 12M18 6 6 18",
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing; the word beside it says the same. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg className={small ? "icon icon-s" : "icon"} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Logo() {
  return (
    <svg width="30" height="22" viewBox="0 0 30 22" aria-hidden="true" fill="none" stroke="#00118f" strokeWidth="3">
      <path d="M1.500 1.500h10v19h-10zM18.500 1.500h10v19h-10zM7 11h16" />
    </svg>
  );
}
