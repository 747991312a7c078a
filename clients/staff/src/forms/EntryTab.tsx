import { Button } from "@madoguchi/shared/parts/Button.tsx";
import "./forms.css";
import { shownValues } from "@madoguchi/shared/caseStore.ts";
import type { Value } from "@madoguchi/shared/facts.ts";
import { newOp } from "@madoguchi/shared/ids.ts";
import { useEffect, useRef, useState } from "react";
import { Changes } from "../case/Changes.tsx";
import { Entries } from "../case/Entries.tsx";
import { settled } from "../deeds.ts";
import type { Derived } from "../guidance/derive.ts";
import { Result } from "../guidance/Result.tsx";
import { useHouse, useHouseState, useKeys } from "../hooks.ts";
import { active, useActive } from "./active.ts";
import { counts, type FormList, type FormPage, type ListedForm, type PlacedBox } from "./api.ts";
import { FormItems } from "./FormItems.tsx";
import { FormView, type useView } from "./FormView.tsx";
import { goTo, useBring } from "./goTo.ts";
import { Here } from "./Here.tsx";
import { printForms, START } from "./print.ts";
import { F } from "./words.ts";

type Order = "form" | "all";

/** How this screen last had the items: a clerk's habit, kept as long as the page is open. */
let habit: Order = "form";

interface Props {
  id: string;
  derived: Derived;
  list: FormList | null;
  view: ReturnType<typeof useView>;
  onPrint: () => void;
}

/** 入力: the items at the left, in the order of the form; the form itself at the right, live. */
export function EntryTab({ id, derived, list, view, onPrint }: Props) {
  const house = useHouse();
  const [order, setOrder] = useState<Order>(habit);
  const { cases } = useHouseState();
  const [seen, setSeen] = useState<{ form: string; page: FormPage } | null>(null);
  const values = cases[id] ? shownValues(cases[id]) : {};
  const forms = (list?.forms ?? []).filter(counts).map((one) => stillLacking(one, values));
  const { form, page, show } = view;
  /** The page of the form in view; null while it is on its way. */
  const here = seen && seen.form === form?.form ? seen.page : null;
  const boxes = here?.boxes ?? [];
  const arrange = (next: Order) => {
    habit = next;
    setOrder(next);
  };
  const jump = () => jumpNext(forms, form?.form ?? "", show);
  useEffect(() => () => active.forget(id), [id]);
  const printPage = async () => {
    if (!form || (await settled(house, id)) > 0) return;
    await printForms(house, id, newOp(), [form.form], START, null, Math.min(page, form.pages));
  };
  useKeys({
    "Alt+a": () => void printPage(),
    "Alt+k": () => arrange(order === "form" ? "all" : "form"),
    "Alt+j": jump,
  });
  const byForm = order === "form" && form !== null && form.may_print;
  const standing = useStanding(id, { order, form: byForm ? form : null, boxes }, here !== null);
  useBring((key, late) => {
    if (order !== "form" || !form) return false;
    const standsHere =
      standing.boxes.some((box) => box.keys.includes(key)) || form.missing.some((one) => one.key === key);
    const other = standsHere ? null : forms.find((one) => one.missing.some((lack) => lack.key === key));
    if (other && other.form !== form.form) show(other.form);
    else if (late && here && here.rev >= (cases[id]?.rev ?? 0)) setOrder("all");
    return other !== null || here === null;
  });
  return (
    <div className={form ? "work work-form" : "work"}>
      <div className="entry-col">
        {form && <OrderBar order={order} onOrder={arrange} lacks={lacksOf(forms)} onJump={jump} />}
        <Entries
          id={id}
          instead={standing.form ? <FormItems id={id} form={standing.form} boxes={standing.boxes} /> : null}
        />
      </div>
      <div className="side">
        {form && (
          <FormView
            id={id}
            forms={forms}
            form={form}
            page={page}
            onForm={(next) => show(next)}
            onPage={(next) => show(form.form, next)}
            onShown={(found) => setSeen(found && { form: form.form, page: found })}
          >
            <Button small keys="Alt I" testId="forms-print" onPress={onPrint}>
              {F.print.short}
            </Button>
          </FormView>
        )}
        {form && <Here id={id} form={form} forms={forms} boxes={boxes} />}
        {list && !form && <p className="note">{F.none}</p>}
        <Result id={id} derived={derived} />
        <Changes id={id} />
      </div>
    </div>
  );
}

interface Standing {
  order: Order;
  form: ListedForm | null;
  boxes: readonly PlacedBox[];
}

/** The items as they stand: nothing moves under the cursor while somebody types, unless they ask for it; and those of one
 * form stay until the next one's are here. */
function useStanding(id: string, next: Standing, here: boolean): Standing {
  const stands = useRef(next);
  const typing = (useActive(id)?.typed ?? null) !== null;
  const { order, form } = stands.current;
  const asked = order !== next.order || (form !== null && form.form !== next.form?.form);
  const turning = form !== null && next.form !== null && !here;
  if (!turning && (!typing || asked)) stands.current = next;
  return stands.current;
}

/** The form without the lacks that were filled since the server said them: its next word is on its way. */
const stillLacking = (form: ListedForm, values: Readonly<Record<string, Value>>): ListedForm => ({
  ...form,
  missing: form.missing.filter((lack) => (values[lack.key] ?? "") === ""),
});

const lacksOf = (forms: readonly ListedForm[]): number =>
  new Set(forms.flatMap((one) => one.missing.map((lack) => lack.key))).size;

interface BarProps {
  order: Order;
  onOrder: (order: Order) => void;
  lacks: number;
  onJump: () => void;
}

function OrderBar({ order, onOrder, lacks, onJump }: BarProps) {
  return (
    <div className="form-order">
      <fieldset className="segment plain-set" aria-label={F.order}>
        {(["form", "all"] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={order === one}
            data-testid={`order-${one}`}
            onClick={() => onOrder(one)}
          >
            {one === "form" ? F.byForm : F.all}
          </button>
        ))}
      </fieldset>
      {lacks > 0 ? (
        <Button tone="plain" small keys="Alt J" testId="jump-missing" onPress={onJump}>
          {F.missing(lacks)}
        </Button>
      ) : (
        <span className="note" data-testid="all-filled">
          {F.whole}
        </span>
      )}
    </div>
  );
}

/** To the next box that must be filled: after the cursor on this form, then on the others. */
function jumpNext(all: readonly ListedForm[], at: string, show: (form: string) => void): void {
  const forms = all.filter((one) => one.missing.length > 0);
  const here = forms.find((one) => one.form === at);
  const now = document.activeElement?.id.replace(/^entry-/, "") ?? "";
  const place = here?.missing.findIndex((lack) => lack.key === now) ?? -1;
  const next = here?.missing[place + 1];
  if (next) return goTo(next.key);
  const other = forms[(forms.findIndex((one) => one.form === at) + 1) % Math.max(1, forms.length)];
  const [first] = other?.missing ?? [];
  if (!other || !first) return;
  if (other.form !== at) show(other.form);
  goTo(first.key);
}
