import { newOp } from "@madoguchi/shared/ids.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Panel } from "@madoguchi/shared/parts/Dialog.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { Prove } from "../admin/users/Prove.tsx";
import { settled } from "../deeds.ts";
import { WhyDialog } from "../guidance/WhyDialog.tsx";
import { useCase, useHouse, useTop } from "../hooks.ts";
import type { Why } from "../overlays/WhyForm.tsx";
import { rowOf } from "../place.ts";
import { hiddenAddresses } from "../protection/address.ts";
import { NUMBERS } from "../protection/api.ts";
import { askForms, counts, type ListedForm } from "./api.ts";
import { useFresh } from "./fresh.ts";
import { Preview } from "./Preview.tsx";
import { PrintHidden } from "./PrintHidden.tsx";
import { LARGER, type Plan, papersOf, printForms, START } from "./print.ts";
import { F } from "./words.ts";

const OVERRIDE = "overrule";

interface Props {
  id: string;
  /** Only this one is ticked at first; none = all. */
  only: string | null;
  onMissing: (key: string) => void;
  onClose: () => void;
}

/** 申請書を印刷: which, in which order, how often; what is wrong with them is said before a sheet is taken. */
export function PrintDialog({ id, only, onMissing, onClose }: Props) {
  const state = useCase(id);
  const { me, link, catalog } = state;
  const house = useHouse();
  const { found } = useFresh(id, `fit ${id}`, () => askForms(id, true));
  const [plan, setPlan] = useState<Plan>({ ...START, forms: only ? [only] : null });
  const [why, setWhy] = useState(false);
  const [proving, setProving] = useState<(() => void) | null>(null);
  useTop(onClose);
  const forms = (found?.forms ?? []).filter((one) => counts(one) && one.may_print);
  const order = plan.order.length > 0 ? plan.order : forms.map((one) => one.form);
  const sorted = [...forms].sort((a, b) => place(order, a.form) - place(order, b.form));
  const chosen = sorted.filter((one) => plan.forms === null || plan.forms.includes(one.form));
  const lacks = [...new Map(chosen.flatMap((one) => one.missing).map((lack) => [lack.key, lack])).values()];
  const may = (me?.sees ?? []).includes(OVERRIDE);
  const pages = papersOf(chosen, plan, found?.slip_pages ?? 0);
  const change = (part: Partial<Plan>) => setPlan((now) => ({ ...now, ...part }));
  const numbers = (me?.sees ?? []).includes(NUMBERS);
  const addresses = hiddenAddresses(catalog!, state.cases[id]?.entries ?? {}).length > 0;
  const because = whyNot(link === "up", chosen.length, lacks.length, found !== null);

  async function go(override: Why | null = null) {
    if (!override && because) return;
    const names = chosen.map((one) => one.form);
    setProving(null);
    if (!plan.numbers) onClose();
    if ((await settled(house, id)) > 0) return house.notice({ tone: "look", what: W.handOff.notSaved });
    const printed = await printForms(house, id, newOp(), names, plan, override);
    if (printed) onClose();
    else setProving(() => () => void go(override));
  }

  return (
    <Panel
      testId="print-dialog"
      head={
        <>
          <h2 className="grow">{F.print.title}</h2>
          <Button tone="plain" small keys="Esc" onPress={onClose}>
            {W.close}
          </Button>
        </>
      }
      foot={
        <>
          {lacks.length > 0 && (
            <Button
              tone="plain"
              testId="print-override"
              because={may ? null : F.print.overrideNo}
              onPress={() => setWhy(true)}
            >
              {F.print.override}
            </Button>
          )}
          <Button tone="main" grow keys="Enter" testId="print-go" autoFocus because={because} onPress={() => void go()}>
            {F.print.go(pages.total)}
          </Button>
        </>
      }
    >
      <p className="print-pages" data-testid="print-pages">
        <b>{F.print.pages(pages.total)}</b>
        {pages.papers.map(([paper, count]) => (
          <span key={paper} className="note">
            {F.print.paper(paper, count)}
          </span>
        ))}
      </p>
      {!found && <p className="note">{F.print.checking}</p>}
      {lacks.length > 0 && (
        <Band
          tone="look"
          what={F.print.lacking(lacks.length)}
          testId="print-lacks"
          now={
            <span className="print-lacks">
              {lacks.map((lack) => (
                <button key={lack.key} type="button" className="link" onClick={() => onMissing(lack.key)}>
                  {lack.label}
                </button>
              ))}
            </span>
          }
        />
      )}
      {found && <Fit chosen={chosen} letters={found.letters} label={(key) => catalog!.label(key)} />}
      <FormTicks all={sorted} plan={plan} onChange={change} />
      <Options plan={plan} onChange={change} printed={state.printed.has(rowOf(state, id)?.visit ?? "")} />
      {(numbers || addresses) && (
        <fieldset className="print-options plain-set">
          {numbers && <PrintHidden id={id} plan={plan} what="numbers" onChange={change} />}
          {addresses && <PrintHidden id={id} plan={plan} what="reveal" onChange={change} />}
        </fieldset>
      )}
      <Preview id={id} chosen={chosen} />
      {why && (
        <WhyDialog
          title={F.print.override}
          what={F.print.overrideWhat}
          deed={F.print.overrideGo}
          reasons={catalog!.reasons("override")}
          onClose={() => setWhy(false)}
          onGo={(reason, note) => void go({ reason, note })}
        />
      )}
      {proving && <Prove onProved={proving} onClose={() => setProving(null)} />}
    </Panel>
  );
}

const place = (order: readonly string[], form: string): number => {
  const at = order.indexOf(form);
  return at < 0 ? order.length : at;
};

function whyNot(up: boolean, chosen: number, lacks: number, known: boolean): string | null {
  if (!up) return W.link.needsLine;
  if (!known) return F.print.checking;
  if (chosen === 0) return F.print.choose;
  return lacks > 0 ? F.print.lacking(lacks) : null;
}

function Fit({ chosen, letters, label }: { chosen: ListedForm[]; letters: string[]; label: (key: string) => string }) {
  const cut = chosen.flatMap((one) => one.too_long.map((each) => ({ name: one.name, items: each.items })));
  if (cut.length === 0 && letters.length === 0) {
    return (
      <p className="note" data-testid="print-fits">
        {F.print.fits}
      </p>
    );
  }
  return (
    <>
      {cut.length > 0 && (
        <Band
          tone="look"
          what={F.print.tooLong(cut.length)}
          testId="print-too-long"
          now={
            <span className="print-lacks">
              {cut.map((one) => (
                <span key={`${one.name} ${one.items.join()}`}>
                  {F.print.cut(one.name, one.items.map(label).join("・"))}
                </span>
              ))}
            </span>
          }
        />
      )}
      {letters.length > 0 && (
        <Band tone="look" what={F.print.letters(letters.join("、"))} now={F.print.lettersNow} testId="print-letters" />
      )}
    </>
  );
}

interface PartProps {
  plan: Plan;
  onChange: (part: Partial<Plan>) => void;
}

function FormTicks({ all, plan, onChange }: PartProps & { all: readonly ListedForm[] }) {
  const names = all.map((one) => one.form);
  const ticked = plan.forms ?? names;
  const tick = (form: string, on: boolean) =>
    onChange({ forms: names.filter((one) => (one === form ? on : ticked.includes(one))) });
  const move = (form: string, by: 1 | -1) => {
    const at = names.indexOf(form);
    const next = names.toSpliced(at, 1).toSpliced(Math.max(0, at + by), 0, form);
    onChange({ order: next });
  };
  return (
    <section>
      <h3 className="small-head">
        {F.print.which}
        <button type="button" className="link note" onClick={() => onChange({ forms: ticked.length > 0 ? [] : null })}>
          {ticked.length > 0 ? F.print.noneChosen : F.print.all}
        </button>
      </h3>
      <ul className="print-list">
        {all.map((one, at) => (
          <li key={one.form}>
            <label>
              <input
                type="checkbox"
                data-testid={`print-${one.form}`}
                checked={ticked.includes(one.form)}
                onChange={(event) => tick(one.form, event.target.checked)}
              />
              <span className="cut">{one.name}</span>
            </label>
            <span className="note num">{F.list.copies(one.paper, one.pages)}</span>
            <button
              type="button"
              className="btn btn-plain btn-s"
              aria-label={`${one.name} ${F.print.up}`}
              disabled={at === 0}
              onClick={() => move(one.form, -1)}
            >
              ↑
            </button>
            <button
              type="button"
              className="btn btn-plain btn-s"
              aria-label={`${one.name} ${F.print.down}`}
              disabled={at === all.length - 1}
              onClick={() => move(one.form, 1)}
            >
              ↓
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Options({ plan, onChange, printed }: PartProps & { printed: boolean }) {
  return (
    <fieldset className="print-options plain-set">
      <label>
        {F.print.copies}
        <input
          className="input num"
          type="number"
          min={1}
          max={20}
          data-testid="print-copies"
          value={plan.copies}
          onChange={(event) => onChange({ copies: Math.min(20, Math.max(1, Number(event.target.value) || 1)) })}
        />
      </label>
      <label>
        {F.print.larger}
        <select
          className="input"
          value={plan.larger}
          onChange={(event) => onChange({ larger: Number(event.target.value) })}
        >
          {LARGER.map((size) => (
            <option key={size} value={size}>
              {F.print.sizes(Math.round(size * 100))}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          data-testid="print-visitor"
          checked={plan.visitor}
          onChange={(event) => onChange({ visitor: event.target.checked })}
        />
        {F.print.forVisitor}
      </label>
      <label>
        <input
          type="checkbox"
          data-testid="print-slip-last"
          checked={plan.slip}
          onChange={(event) => onChange({ slip: event.target.checked })}
        />
        {printed ? F.print.slipAgain : F.print.slip}
      </label>
    </fieldset>
  );
}
