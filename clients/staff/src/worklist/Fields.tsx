import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useHouse } from "../hooks.ts";
import type { Field, WorkRecord } from "./api.ts";
import { copy } from "./copy.ts";
import { WORK } from "./words.ts";

interface Part {
  title: string;
  fields: Field[];
}

/** What is to be entered, value by value: one key copies a value and moves on to the next one. */
export function Fields({ record }: { record: WorkRecord }) {
  const house = useHouse();
  const box = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState<ReadonlySet<string>>(new Set());
  const caseNo: Field = { heading: WORK.caseNo, text: record.task.case, letters: [], masked: false };
  const parts: Part[] = [
    { title: WORK.ofCase, fields: [caseNo, ...record.case] },
    ...record.people.map((fields, at) => ({ title: WORK.person(at + 1), fields })),
  ];
  useEffect(() => box.current?.querySelector("button")?.focus(), []);
  const move = (by: number): void => {
    const all = [...(box.current?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
  };
  const walk = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    move(by);
  };
  const take = async (key: string, text: string): Promise<void> => {
    if (!(await copy(text))) return house.notice({ tone: "look", what: WORK.notCopied });
    setCopied((one) => new Set(one).add(key));
    move(1);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move the focus between its buttons
    <div className="work-fields" ref={box} onKeyDown={walk} data-testid="work-fields">
      <p className="note">{WORK.copyLead}</p>
      {parts.map((part, at) => (
        <section key={part.title} data-testid={`work-part-${at}`}>
          <div className="head">{part.title}</div>
          {part.fields.map((field) => (
            <Value
              key={field.heading}
              field={field}
              copied={copied.has(`${at} ${field.heading}`)}
              onTake={() => void take(`${at} ${field.heading}`, field.text)}
            />
          ))}
        </section>
      ))}
    </div>
  );
}

function Value({ field, copied, onTake }: { field: Field; copied: boolean; onTake: () => void }) {
  if (field.masked) {
    return (
      <div className="work-value is-masked">
        <span>{field.heading}</span>
        <Tag tone="look">{WORK.masked}</Tag>
      </div>
    );
  }
  return (
    <button type="button" className="work-value" data-heading={field.heading} data-copied={copied} onClick={onTake}>
      <span>{field.heading}</span>
      <b data-text="">{field.text}</b>
      <span className="work-tags">
        {field.letters.map((one) => (
          <Tag key={one.codes} tone="look">
            {WORK.letter(one)}
          </Tag>
        ))}
        {copied && <Tag tone="kept">{WORK.copied}</Tag>}
      </span>
    </button>
  );
}
