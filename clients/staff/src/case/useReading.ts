import { type Heard, hear, kanaOf, settle } from "@madoguchi/shared/rules/reading.ts";
import { useRef } from "react";

/** What an IME was told in a field: フリガナ without typing it. */
export function useReading() {
  const heard = useRef<Heard[]>([]);
  const reading = useRef("");
  return {
    begins: () => {
      reading.current = "";
    },
    shows: (text: string) => {
      reading.current = hear(reading.current, text);
    },
    ends: (text: string) => {
      const found = settle(reading.current, text);
      if (found) heard.current = [...heard.current, found];
    },
    /** The フリガナ of what stands in the field, "" where it was not heard. */
    of: (text: string): string => (heard.current.length > 0 ? kanaOf(text, heard.current) : ""),
  };
}
