const SIGNS = {
  yes: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
  no: "M5 5l14 14M19 5 5 19",
  back: "M8 4 3 9l5 5M3 9h11a6 6 0 0 1 0 11H9",
  next: "M3 12h17M13 5l7 7-7 7",
  check: "M4 12.5l5.500 5.500L20 6.500",
  up: "M5 15l7-7 7 7",
  down: "M5 9l7 7 7-7",
  large: "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13M15.500 15.500 21 21M10.500 7.500v6M7.500 10.500h6",
  whole: "M6 3h12v18H6zM9 8h6M9 12h6M9 16h4",
} as const;

/** A line drawing; the word beside it says the same. */
export function Sign({ is }: { is: keyof typeof SIGNS }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={SIGNS[is]} />
    </svg>
  );
}
