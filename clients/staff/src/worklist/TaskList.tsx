import { Tag, Ticket } from "@madoguchi/shared/parts/signs.tsx";
import { type KeyboardEvent, useRef } from "react";
import { useHouseState } from "../hooks.ts";
import type { State, Task, WorkList } from "./api.ts";
import { WORK } from "./words.ts";

interface Props {
  list: WorkList;
  state: State;
  open: Task | null;
  onChoose: (task: Task) => void;
}

/** The work, the oldest visit first; who is at it, live. Arrow keys walk, Enter opens. */
export function TaskList({ list, state, open, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const all = [...(box.current?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
    event.preventDefault();
  };
  if (list.tasks.length === 0) {
    return (
      <div className="work-empty" data-testid="work-empty">
        <b>{WORK.none(WORK.states[state])}</b>
        <p className="note">{WORK.noneNow}</p>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move the focus between its buttons
    <div className="work-rows" ref={box} onKeyDown={walk} data-testid="work-list">
      {list.tasks.map((task) => (
        <Row
          key={`${task.case} ${task.form}`}
          task={task}
          name={list.forms[task.form] ?? task.form}
          on={task.case === open?.case && task.form === open.form}
          onChoose={onChoose}
        />
      ))}
      {list.more && <p className="note work-more">{WORK.more(list.tasks.length)}</p>}
    </div>
  );
}

interface RowProps {
  task: Task;
  name: string;
  on: boolean;
  onChoose: (task: Task) => void;
}

function Row({ task, name, on, onChoose }: RowProps) {
  const { me, catalog } = useHouseState();
  const event = catalog?.sent.events.find((one) => one.event === task.event)?.name ?? "";
  return (
    <button
      type="button"
      className={on ? "work-row is-on" : "work-row"}
      aria-current={on || undefined}
      data-testid={`task-${task.number}-${task.form}`}
      data-holder={task.holder}
      onClick={() => onChoose(task)}
    >
      <Ticket no={task.number} />
      <span className="work-what">
        <b className="cut">{name}</b>
        <small className="cut">
          {task.day.slice(5).replace("-", "/")} {event}
        </small>
      </span>
      {task.holder && (
        <Tag tone={task.holder === me?.clerk ? "act" : "person"}>
          {task.holder === me?.clerk ? WORK.mine : WORK.at(task.holder_name)}
        </Tag>
      )}
    </button>
  );
}
