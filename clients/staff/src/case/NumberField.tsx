import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useEffect, useRef, useState } from "react";
import { useActive } from "../forms/active.ts";
import { useHouse, useHouseState } from "../hooks.ts";
import { NUMBERS } from "../protection/api.ts";
import { OpenNumber } from "../protection/OpenNumber.tsx";
import { P } from "../protection/words.ts";
import { FieldInput, type FieldProps } from "./FieldInput.tsx";

/** 個人番号: typed like any entry. Once it is kept nobody sees it; who has the right opens it for a reason. */
export function NumberField({ masked, ...field }: FieldProps & { masked: boolean }) {
  const typing = useActive(field.id);
  const house = useHouse();
  const { me } = useHouseState();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const closed = masked && !(typing?.key === field.name && typing.typed !== null);
  const stood = useRef(closed);
  const emptied = useRef(false);

  // What had the cursor is gone with the change: the cursor stays at this entry.
  useEffect(() => {
    if (stood.current === closed) return;
    stood.current = closed;
    const here = emptied.current || typing?.key === field.name;
    emptied.current = false;
    if (here && document.activeElement === document.body) {
      box.current?.querySelector<HTMLElement>("button, input")?.focus();
    }
  }, [closed, typing, field.name]);

  const may = me?.sees?.includes(NUMBERS) ?? false;
  return (
    <span className="with" ref={box}>
      {closed ? (
        <>
          <span
            className="masked"
            title={may ? P.closed : W.case.maskedWhy}
            id={field.inputId}
            data-testid={`field-${field.name}`}
          >
            {W.case.masked}
          </span>
          {may && (
            <Button small testId={`see-${field.name}`} onPress={() => setOpen(true)}>
              {P.see}
            </Button>
          )}
          {may && !field.frozen && (
            <Button
              small
              tone="plain"
              testId={`clear-${field.name}`}
              onPress={() => {
                emptied.current = true;
                house.edit(field.id, { kind: "clear", keys: [field.name] });
              }}
            >
              {P.clear}
            </Button>
          )}
        </>
      ) : (
        <FieldInput {...field} />
      )}
      {open && <OpenNumber id={field.id} name={field.name} onClose={() => setOpen(false)} />}
    </span>
  );
}
