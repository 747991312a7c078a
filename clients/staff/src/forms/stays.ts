// The cursor when its field goes away: a role that has got its person is no field of the form any more. The cursor goes on to the
// field that stood after it, so that the next key is never lost.

import { useEffect, useLayoutEffect, useRef } from "react";

const FIELDS = ".form-items [data-entry]";

/** Looks after the cursor among the items of one form; `form` says which. Another form's items are no neighbours. */
export function useCursorStays(form: string): void {
  const last = useRef("");
  const stood = useRef<{ form: string; ids: string[] }>({ form, ids: [] });
  useEffect(() => {
    const enters = (event: FocusEvent) => {
      last.current = event.target instanceof Element ? event.target.id : "";
    };
    document.addEventListener("focusin", enters);
    return () => document.removeEventListener("focusin", enters);
  }, []);
  useLayoutEffect(() => {
    const before = stood.current;
    const fields = [...document.querySelectorAll<HTMLElement>(FIELDS)];
    stood.current = { form, ids: fields.map((field) => field.id) };
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    if (before.form !== form || !isNowhere || stood.current.ids.includes(last.current)) return;
    const next = neighbour(before.ids, last.current, stood.current.ids);
    fields.find((field) => field.id === next)?.focus();
  });
}

/** The field that stood after `gone` and is still there, or else the nearest before it; null when `gone` stood nowhere. */
export function neighbour(before: readonly string[], gone: string, now: readonly string[]): string | null {
  const at = before.indexOf(gone);
  if (at < 0) return null;
  const stays = (id: string) => now.includes(id);
  return before.slice(at + 1).find(stays) ?? before.slice(0, at).findLast(stays) ?? null;
}
