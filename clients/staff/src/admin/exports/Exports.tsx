// CSVと文字の変換表, for administrators. Loaded only when somebody opens it.

import { No, NoLine, reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type ReactNode, useState } from "react";
import { useHouseState } from "../../hooks.ts";
import { mayKeepUsers } from "../../keepers.ts";
import { Notices } from "../../Notices.tsx";
import { Top } from "../../Top.tsx";
import type { FileFault } from "../api.ts";
import { useAsk } from "../hooks.ts";
import { Download } from "../pages/Download.tsx";
import { Columns } from "../parts/Columns.tsx";
import { FileDrop } from "../parts/FileDrop.tsx";
import { FileFaults } from "../parts/FileFaults.tsx";
import { Waiting } from "../Waiting.tsx";
import { when } from "../when.ts";
import "../admin.css";
import "./exports.css";
import { PageHead } from "../parts/PageHead.tsx";
import { type Letters, lettersApi } from "./api.ts";
import { LETTERS } from "./words.ts";

export function Exports() {
  const { me } = useHouseState();
  return (
    <div className="staff admin" data-testid="exports">
      <Top place={LETTERS.title} />
      <main className="admin-main">
        <Notices />
        {mayKeepUsers(me?.roles) ? (
          <Kept />
        ) : (
          <Band tone="look" what={LETTERS.noRight} now={LETTERS.noRightNow} testId="no-right" />
        )}
      </main>
    </div>
  );
}

function Kept() {
  const asked = useAsk("letters", lettersApi.state);
  const again = (): void => {
    if ("again" in asked) asked.again();
  };
  return (
    <section className="admin-page letters">
      <PageHead title={LETTERS.title} lead={LETTERS.lead} />
      <p className="note">{LETTERS.order}</p>
      <h2 className="head">{LETTERS.layouts}</h2>
      <p className="note">{LETTERS.layoutsLead}</p>
      <Download at={lettersApi.layoutsAt} name={`${LETTERS.layouts}.pdf`} testId="layouts-out">
        {LETTERS.layouts}
      </Download>
      <Waiting asked={asked}>{(letters) => <Tables letters={letters} again={again} />}</Waiting>
    </section>
  );
}

function Tables({ letters, again }: { letters: Letters; again: () => void }) {
  const found = letters.brought.public;
  return (
    <>
      <h2 className="head">{LETTERS.own}</h2>
      <p data-testid="letters-own">{LETTERS.ownState(letters.own.length)}</p>
      <p className="note">{LETTERS.ownLead}</p>
      {letters.own.length > 0 && <Own letters={letters} />}
      <Download at={lettersApi.outAt} name={LETTERS.outName} testId="letters-out" small>
        {LETTERS.out}
      </Download>
      <Bring which="own" label={LETTERS.chooseOwn} accept={[".csv"]} onTaken={again} />
      <h2 className="head">{LETTERS.public}</h2>
      <p data-testid="letters-public">
        {found ? LETTERS.publicState(found.letters, found.by, when(found.at)) : LETTERS.publicNone}
      </p>
      <p className="note">{LETTERS.publicLead}</p>
      <Bring which="public" label={LETTERS.choosePublic} accept={[".zip"]} onTaken={again} />
    </>
  );
}

const Own = ({ letters }: { letters: Letters }) => (
  <table className="table" data-testid="letters-table">
    <Columns names={LETTERS.columns} />
    <tbody>
      {letters.own.map((one) => (
        <tr key={one.letter}>
          <td>{one.letter}</td>
          <td>{one.written}</td>
          <td>{one.note}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

interface BringProps {
  which: "own" | "public";
  label: string;
  accept: string[];
  onTaken: () => void;
}

function Bring({ which, label, accept, onTaken }: BringProps) {
  const [said, setSaid] = useState<ReactNode>(null);
  const [faults, setFaults] = useState<FileFault[]>([]);
  async function take(file: File): Promise<void> {
    setSaid(<p role="status">{LETTERS.reading}</p>);
    setFaults([]);
    try {
      const found = await lettersApi.bring(which, file);
      setFaults(found);
      if (found.length) return setSaid(<Band tone="look" what={LETTERS.refused} testId={`letters-${which}-refused`} />);
      setSaid(<Band tone="kept" what={LETTERS.taken} testId={`letters-${which}-taken`} />);
      onTaken();
    } catch (no) {
      if (!(no instanceof No || no instanceof NoLine)) throw no;
      setSaid(<Band tone="look" {...sentence(reasonOf(no))} />);
    }
  }
  return (
    <>
      <FileDrop
        label={label}
        accept={accept}
        wrongKind={LETTERS.wrongKind}
        testId={`letters-${which}-in`}
        onFile={(file) => void take(file)}
      />
      {said}
      {faults.length > 0 && <FileFaults faults={faults} />}
    </>
  );
}
