// Where a form's page comes from: our own, a PDF that somebody brings.

import { No, NoLine, reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { api, type BasePage, type FileFault } from "../api.ts";
import { useDrafting, useSheet } from "../hooks.ts";
import { AskBefore } from "../parts/AskBefore.tsx";
import { FileDrop } from "../parts/FileDrop.tsx";
import { keptOf, rowOf, rowsOf } from "../sheet.ts";
import { mm } from "./box.ts";
import { itemsOfForm } from "./parts.ts";
import type { Offer } from "./proposals.ts";
import { TABLE } from "./useFields.ts";
import { FORMS_W } from "./words.ts";

const words = FORMS_W.editor;

type State =
  | { is: "rest" }
  | { is: "busy"; name: string }
  | { is: "taken"; name: string; page: BasePage }
  | { is: "faulty"; what: string; faults: FileFault[] }
  | { is: "refused"; reason: string };

interface Props {
  form: string;
  /** A file proposes fields, or says why it proposes none. */
  onOffer: (offer: Offer) => void;
}

/** Begin, bring another page, or go back to ours. */
export function PageSource({ form, onOffer }: Props) {
  const drafting = useDrafting();
  const sheet = useSheet();
  const [state, setState] = useState<State>({ is: "rest" });
  const [number, setNumber] = useState("1");
  const [leaving, setLeaving] = useState(false);
  const row = rowOf(sheet, "forms", form) ?? {};
  const own = keptOf(sheet, "layouts", form)?.row;
  const placed = rowsOf(sheet, TABLE).filter((one) => one.row.form_id === form).length;

  const deed = async (name: string, work: () => Promise<State>): Promise<void> => {
    setState({ is: "busy", name });
    try {
      setState(await work());
      await drafting.load();
    } catch (no) {
      if (!(no instanceof No || no instanceof NoLine)) throw no;
      setState({ is: "refused", reason: reasonOf(no) });
    }
  };
  const bring = (file: File): void =>
    void deed(file.name, async () => {
      const page = await api.bringPage(drafting.draft, form, file, pageNumber);
      if (page.faults.length > 0) return { is: "faulty", what: words.pdfRefused, faults: page.faults };
      if (page.proposals.length > 0) onOffer({ from: file.name, proposals: page.proposals, left: [] });
      return { is: "taken", name: file.name, page };
    });
  const readCells = (file: File): void =>
    void deed(file.name, async () => {
      const { sheet, proposals, left, faults } = await api.namedCells(drafting.draft, form, file, pageNumber);
      if (faults.length > 0) return { is: "faulty", what: words.cellsRefused, faults };
      onOffer({ from: words.cellsOf(file.name, sheet), proposals, left });
      return { is: "rest" };
    });
  const takeOver = (): void =>
    void deed(words.takeOver, async () => {
      const { faults } = await api.takeOver(drafting.draft, form);
      return faults?.length ? { is: "faulty", what: words.pdfRefused, faults } : { is: "rest" };
    });
  const busy = state.is === "busy";
  const pageNumber = Math.max(1, Number(number) || 1);
  return (
    <section className="page-source" data-testid="page-source" aria-label={words.page}>
      {own ? (
        <p className="page-now" data-testid="page-now">
          <b>{own.source ? FORMS_W.ofPdf(own.source) : FORMS_W.own}</b>
          <span className="note">{words.size(mm(Number(own.width)), mm(Number(own.height)))}</span>
        </p>
      ) : (
        <>
          <p>
            <b>{words.nothing}</b>
          </p>
          <p className="note">{words.nothingNow}</p>
          <div className="page-way">
            <Button tone="main" testId="take-over" because={busy ? words.loading : null} onPress={takeOver}>
              {words.takeOver}
            </Button>
            <p className="note">{words.takeOverLead(itemsOfForm(sheet, row).length)}</p>
          </div>
        </>
      )}
      <div className="page-way">
        <FileDrop
          label={own ? words.pdfOther : words.pdf}
          accept={[".pdf"]}
          wrongKind={words.pdfKind}
          testId="page-in"
          onFile={bring}
        />
        <label className="page-number">
          <span>{words.pdfPage}</span>
          <input
            className="input"
            inputMode="numeric"
            data-testid="page-number"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </label>
        <p className="note">{words.pdfLead}</p>
      </div>
      {own && (
        <div className="page-way">
          <FileDrop
            label={words.cells}
            accept={[".xlsx"]}
            wrongKind={words.cellsKind}
            testId="cells-in"
            onFile={readCells}
          />
          <p className="note">{words.cellsLead}</p>
        </div>
      )}
      {busy && <p role="status">{words.pdfReading(state.name)}</p>}
      {state.is === "taken" && (
        <Band
          tone="kept"
          testId="page-taken"
          what={words.pdfTaken(state.name, words.size(mm(state.page.width), mm(state.page.height)))}
        />
      )}
      {state.is === "faulty" && (
        <Band
          tone="danger"
          testId="page-refused"
          what={state.what}
          now={state.faults.map((one) => one.text).join("")}
        />
      )}
      {state.is === "refused" && (
        <Band tone="look" what={sentence(state.reason).what} now={sentence(state.reason).now} testId="page-refused" />
      )}
      {own && (
        <Button tone="danger" small testId="give-up" onPress={() => setLeaving(true)}>
          {words.giveUp}
        </Button>
      )}
      {leaving && (
        <AskBefore
          title={words.giveUpTitle}
          what={words.giveUpWhat(placed)}
          go={words.giveUp}
          danger
          testId="give-up-ask"
          deed={async () => {
            await api.giveUp(drafting.draft, form);
            await drafting.load();
          }}
          onClose={() => setLeaving(false)}
          onDone={() => setLeaving(false)}
        />
      )}
    </section>
  );
}
