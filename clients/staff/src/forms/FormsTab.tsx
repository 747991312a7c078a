import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { useState } from "react";
import { useCase, useHouse } from "../hooks.ts";
import { AddForm } from "./AddForm.tsx";
import { counts, type FormList, type ListedForm } from "./api.ts";
import { FormWhy } from "./FormWhy.tsx";
import { Remark } from "./Remark.tsx";
import { RowPeople } from "./RowPeople.tsx";
import { F } from "./words.ts";

interface Props {
  id: string;
  list: FormList | null;
  onShow: (form: string) => void;
  onPrint: () => void;
}

/** 申請書: every application of the case, what lacks on it, who signs it; added and dropped by hand, with the reason. */
export function FormsTab({ id, list, onShow, onPrint }: Props) {
  const [adding, setAdding] = useState(false);
  if (!list) return <p className="starting">{F.loading}</p>;
  const made = list.forms.filter(counts);
  return (
    <div className="forms-tab" data-testid="forms-tab">
      <div className="forms-head">
        <h2 className="head-name">{F.list.title}</h2>
        <span className="note">{F.list.sum(made.length, list.sheets)}</span>
        {list.boxes > 0 && <span className="note">{F.list.saved(list.typed, list.boxes, list.saved)}</span>}
        <span className="right">
          <Button small testId="form-add" onPress={() => setAdding(!adding)}>
            {F.list.add}
          </Button>
          <Button tone="main" small keys="Alt I" testId="forms-print" onPress={onPrint}>
            {F.print.open}
          </Button>
        </span>
      </div>
      {adding && <AddForm id={id} list={list} onClose={() => setAdding(false)} />}
      {list.forms.length === 0 && <p className="note">{F.none}</p>}
      <ul className="forms-list">
        {list.forms.map((one) => (
          <FormRow key={one.form} id={id} one={one} onShow={() => onShow(one.form)} />
        ))}
      </ul>
    </div>
  );
}

function FormRow({ id, one, onShow }: { id: string; one: ListedForm; onShow: () => void }) {
  const { catalog } = useCase(id);
  const house = useHouse();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const dropped = !counts(one);
  const back = () => house.edit(id, { kind: "use_form", form: one.form, on: null });
  const names = one.named_by.map((procedure) => catalog!.procedure(procedure)?.name ?? procedure).join("、");
  return (
    <li className={dropped ? "forms-row is-dropped" : "forms-row"} data-testid={`form-${one.form}`}>
      <div className="forms-line">
        <button
          type="button"
          className="link forms-name"
          aria-expanded={open}
          disabled={dropped || !one.may_print}
          onClick={() => setOpen(!open)}
        >
          {one.name}
        </button>
        <span className="note num">{F.list.copies(one.paper, one.pages)}</span>
        <span className="forms-state">
          <States one={one} />
        </span>
        <span className="right">
          {!dropped && one.may_print && (
            <Button tone="plain" small testId={`show-${one.form}`} onPress={onShow}>
              {F.list.show}
            </Button>
          )}
          {one.by_hand === null ? (
            <Button tone="plain" small testId={`drop-${one.form}`} onPress={() => setAsking(true)}>
              {F.list.drop}
            </Button>
          ) : (
            <Button tone="plain" small testId={`back-${one.form}`} onPress={back}>
              {one.by_hand ? F.list.drop : F.list.bring}
            </Button>
          )}
        </span>
      </div>
      <p className="note">
        {one.by_hand === null
          ? names
          : `${F.list.why}: ${[catalog!.reason(one.reason), one.note].filter(Boolean).join(" ")}`}
      </p>
      {open && <Inside id={id} one={one} />}
      {asking && <FormWhy id={id} form={one.form} name={one.name} on={false} onClose={() => setAsking(false)} />}
    </li>
  );
}

function Inside({ id, one }: { id: string; one: ListedForm }) {
  const { catalog } = useCase(id);
  return (
    <div className="forms-inside">
      <RowPeople id={id} one={one} />
      <Remark id={id} one={one} />
      {one.missing.length > 0 && (
        <p className="note">
          {F.missing(one.missing.length)}: {one.missing.map((lack) => lack.label).join("、")}
        </p>
      )}
      {one.only.length > 0 && (
        <p className="note">
          {F.list.only(one.only.length)}: {one.only.map((key) => catalog!.label(key)).join("、")}
        </p>
      )}
    </div>
  );
}

/** What stands about an application, each in a word. */
function States({ one }: { one: ListedForm }) {
  if (one.by_hand === false) return <Tag>{F.list.dropped}</Tag>;
  if (!one.may_print) return <Tag>{F.list.restricted}</Tag>;
  const mine = one.signs.filter((sign) => sign.medium === "tablet");
  const done = mine.filter((sign) => sign.state === "signed" || sign.state === "for").length;
  const paper = one.signs.filter((sign) => sign.medium === "paper").length;
  const absent = one.signs.filter((sign) => sign.state === "absent").length;
  return (
    <>
      {one.missing.length > 0 ? (
        <Tag tone="look">{F.list.lacks(one.missing.length)}</Tag>
      ) : (
        <Tag tone="kept">{F.list.full}</Tag>
      )}
      {one.too_long.length > 0 && <Tag tone="look">{F.list.tooLong(one.too_long.length)}</Tag>}
      {mine.length > 0 && (
        <Tag {...(done === mine.length ? { tone: "kept" } : {})}>{F.list.signed(done, mine.length)}</Tag>
      )}
      {one.signs.some((sign) => sign.state === "void") && <Tag tone="look">{F.list.void}</Tag>}
      {paper > 0 && <Tag>{F.list.paper(paper)}</Tag>}
      {absent > 0 && <Tag>{F.list.absent(absent)}</Tag>}
      {one.by_hand && <Tag>{F.list.added}</Tag>}
      {one.only.length > 0 && <Tag>{F.list.only(one.only.length)}</Tag>}
    </>
  );
}
