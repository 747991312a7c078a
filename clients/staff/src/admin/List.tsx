// A list of up to thousands of rows: narrowed as one types, drawn where it is in sight, walked with the arrows.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Keys, Tag } from "@madoguchi/shared/parts/signs.tsx";
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useKeys } from "../hooks.ts";
import type { Row } from "./api.ts";
import { narrowed } from "./search.ts";
import { ADMIN } from "./words.ts";

export const ROW = 44;
const SPARE = 6;

export interface Item {
  id: string;
  row: Row;
  title: string;
  sub: string;
  staffOnly: boolean;
  level: "error" | "warning" | null;
  fresh: boolean;
  unsaved: boolean;
  changed: boolean;
  /** Its id says no more than its title. */
  plain?: boolean;
  /** What stands in place of the id. */
  shownId?: string;
  /** What else must be known of it. */
  tags?: readonly string[];
}

interface Props {
  kind: string;
  rows: readonly { id: string; row: Row }[];
  itemOf: (one: { id: string; row: Row }) => Item;
  chosen: string | null;
  onChoose: (id: string) => void;
  /** Into the form. */
  onEnter: () => void;
  onMake: (() => void) | null;
  ordered: boolean;
  /** Deeds for the whole list. */
  foot?: ReactNode;
}

export function List({ kind, rows, itemOf, chosen, onChoose, onEnter, onMake, ordered, foot }: Props) {
  const [said, setSaid] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const late = useDeferredValue(said);
  const found = useMemo(() => narrowed(rows, late), [rows, late]);
  const at = found.findIndex((one) => one.id === chosen);
  const [searching, setSearching] = useState(false);
  useKeys({ F2: () => search.current?.focus(), ...(onMake ? { "Alt+n": onMake } : {}) });
  useKeys(searching && said ? { Escape: () => setSaid("") } : {});

  /** From the search the first step is the list's first row, or the chosen one: of what is typed now, not of what is drawn. */
  const walk = (event: KeyboardEvent, fromSearch: boolean): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const now = late === said ? found : narrowed(rows, said);
    const here = now.findIndex((one) => one.id === chosen);
    const from = fromSearch ? Math.max(-1, here - 1) : here;
    const next = now[Math.max(0, Math.min(now.length - 1, from + step))];
    if (next) onChoose(next.id);
    list.current?.focus();
  };

  return (
    <section className="admin-list" aria-label={kind}>
      <h1 className="unseen">{kind}</h1>
      <div className="list-head">
        <span className="search">
          <Icon name="search" small />
          <input
            ref={search}
            className="input"
            type="search"
            autoComplete="off"
            data-testid="admin-search"
            aria-label={ADMIN.list.search(kind)}
            placeholder={ADMIN.list.search(kind)}
            value={said}
            onChange={(event) => setSaid(event.target.value)}
            onFocus={() => setSearching(true)}
            onBlur={() => setSearching(false)}
            onKeyDown={(event) => event.key === "ArrowDown" && walk(event, true)}
          />
          <Keys of="F2" />
        </span>
        <p className="list-sum" role="status" data-testid="list-count">
          {ADMIN.list.count(found.length, rows.length)}
        </p>
        {onMake && (
          <Button small keys="Alt N" testId="row-new" onPress={onMake}>
            {ADMIN.list.make}
          </Button>
        )}
      </div>
      <Rows
        box={list}
        kind={kind}
        found={found}
        itemOf={itemOf}
        at={at}
        onChoose={onChoose}
        onKeyDown={(event) => {
          if (event.key === "Enter" && at >= 0) {
            event.preventDefault();
            onEnter();
          } else walk(event, false);
        }}
      />
      {found.length === 0 && (
        <p className="admin-empty">
          <b>{rows.length ? ADMIN.list.noHit : ADMIN.list.none(kind)}</b>
          {rows.length ? ADMIN.list.noHitNow : onMake ? ADMIN.list.noneNow : ""}
        </p>
      )}
      {foot}
      <p className="list-keys note">
        <span>
          <Keys of="↑ ↓" /> {ADMIN.list.keys} <Keys of="Enter" /> {ADMIN.list.enter}
        </span>
        {ordered && (
          <span>
            <Keys of="Alt ↑ ↓" /> {ADMIN.list.orderKeys}
          </span>
        )}
      </p>
    </section>
  );
}

const PAGE = 10;
const STEPS: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

interface RowsProps {
  box: React.RefObject<HTMLDivElement | null>;
  kind: string;
  found: readonly { id: string; row: Row }[];
  itemOf: Props["itemOf"];
  at: number;
  onChoose: (id: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Rows({ box, kind, found, itemOf, at, onChoose, onKeyDown }: RowsProps) {
  const [top, setTop] = useState(0);
  const height = useHeight(box);
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const last = Math.min(found.length, Math.ceil((top + height) / ROW) + SPARE);
  useInSight(box, at);
  return (
    <div
      ref={box}
      className="list-rows"
      role="listbox"
      tabIndex={0}
      aria-label={kind}
      aria-activedescendant={at >= first && at < last ? optionId(at) : undefined}
      data-testid="admin-list"
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: found.length * ROW }}>
        {found.slice(first, last).map((one, index) => {
          const place = first + index;
          return (
            <Option
              key={one.id}
              item={itemOf(one)}
              place={place}
              all={found.length}
              on={place === at}
              onChoose={onChoose}
            />
          );
        })}
      </div>
    </div>
  );
}

const optionId = (place: number): string => `admin-option-${place}`;

interface OptionProps {
  item: Item;
  place: number;
  all: number;
  on: boolean;
  onChoose: (id: string) => void;
}

function Option({ item, place, all, on, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list hears the keys
    <div
      id={optionId(place)}
      role="option"
      tabIndex={-1}
      className={on ? "list-row is-on" : "list-row"}
      aria-selected={on}
      aria-posinset={place + 1}
      aria-setsize={all}
      data-testid={`row-${item.id}`}
      style={{ top: place * ROW }}
      onClick={() => onChoose(item.id)}
    >
      {!item.plain && <span className="row-id">{item.fresh ? ADMIN.list.isNew : (item.shownId ?? item.id)}</span>}
      <span className="row-what">
        <b className="cut">{item.title}</b>
        <small className="cut">{item.sub}</small>
      </span>
      <span className="row-tags">
        {item.staffOnly && <Tag>{ADMIN.list.staffOnly}</Tag>}
        {item.tags?.map((one) => (
          <Tag key={one}>{one}</Tag>
        ))}
        {item.unsaved ? (
          <Tag tone="look">{ADMIN.list.unsaved}</Tag>
        ) : (
          item.changed && <Tag tone="act">{ADMIN.list.changed}</Tag>
        )}
        {item.level && (
          <Tag tone={item.level === "error" ? "danger" : "look"}>
            {item.level === "error" ? ADMIN.list.error : ADMIN.list.warning}
          </Tag>
        )}
      </span>
    </div>
  );
}

function useHeight(box: React.RefObject<HTMLDivElement | null>): number {
  const [height, setHeight] = useState(600);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setHeight(element.clientHeight));
    watch.observe(element);
    return () => watch.disconnect();
  }, [box]);
  return height;
}

/** The chosen row stays in sight. */
function useInSight(box: React.RefObject<HTMLDivElement | null>, at: number): void {
  useEffect(() => {
    const element = box.current;
    if (!element || at < 0) return;
    const above = at * ROW;
    if (above < element.scrollTop) element.scrollTop = above;
    else if (above + ROW > element.scrollTop + element.clientHeight) {
      element.scrollTop = above + ROW - element.clientHeight;
    }
  }, [box, at]);
}
