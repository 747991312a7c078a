// A file from this machine: chosen, or dropped here.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { type DragEvent, useRef, useState } from "react";
import { ADMIN } from "../words.ts";

interface Props {
  label: string;
  /** Endings that are taken, with their dots. */
  accept: readonly string[];
  wrongKind: string;
  testId: string;
  onFile: (file: File) => void;
}

export function FileDrop({ label, accept, wrongKind, testId, onFile }: Props) {
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined): void => {
    if (!file) return;
    const fits = accept.some((end) => file.name.toLowerCase().endsWith(end));
    setWrong(fits ? "" : wrongKind);
    if (fits) onFile(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button beside it does the same
    <div
      className={over ? "file-drop is-over" : "file-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={label}
        accept={accept.join(",")}
        data-testid={testId}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <Button onPress={() => input.current?.click()}>{label}</Button>
      <span className="note">{ADMIN.exchange.orDrop}</span>
      <Wrong says={wrong} />
    </div>
  );
}
