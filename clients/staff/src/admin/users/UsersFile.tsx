// CSV out and in, and 人事異動: the same file with a day. Looked at first, then done whole.

import { getFile, reasonOf } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { download } from "../download.ts";
import { FileDrop } from "../parts/FileDrop.tsx";
import { stops } from "../parts/FileFaults.tsx";
import { FilePreview, type Step } from "../parts/FilePreview.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { UploadSteps } from "../parts/UploadSteps.tsx";
import { useUpload } from "../useUpload.ts";
import { ADMIN } from "../words.ts";
import { type UserDiffers, type UsersPreview, usersApi } from "./api.ts";
import { FieldChanges } from "./FieldChanges.tsx";
import { Prove } from "./Prove.tsx";
import { USERS } from "./words.ts";

const words = USERS.file;
const MOST = 300;

export function UsersFile({ today, onUsed }: { today: string; onUsed: () => void }) {
  return (
    <section className="admin-page" data-testid="users-file">
      <PageHead title={USERS.pages.file} lead={words.lead} />
      <section className="exchange-part">
        <h2 className="head">{words.out}</h2>
        <p className="note">{words.outLead}</p>
        <Out />
      </section>
      <section className="exchange-part">
        <h2 className="head">{words.in}</h2>
        <p className="note">{words.inLead}</p>
        <p className="note">{words.codesLead}</p>
        <In today={today} onUsed={onUsed} />
      </section>
    </section>
  );
}

/** A list of everybody is asked for once more. */
function Out() {
  const [proving, setProving] = useState(false);
  const [wrong, setWrong] = useState("");
  const take = async (): Promise<void> => {
    setProving(false);
    setWrong("");
    try {
      download(await getFile(usersApi.csvAt), words.name);
    } catch (no) {
      const reason = reasonOf(no);
      if (reason === "prove_again") setProving(true);
      else setWrong(sentence(reason).what);
    }
  };
  return (
    <div className="deeds">
      <Button testId="users-out" onPress={() => void take()}>
        {words.outGo}
      </Button>
      <Wrong says={wrong} />
      {proving && <Prove onProved={() => void take()} onClose={() => setProving(false)} />}
    </div>
  );
}

function In({ today, onUsed }: { today: string; onUsed: () => void }) {
  const [turn, setTurn] = useState(false);
  const [day, setDay] = useState("");
  const uploading = useUpload<UsersPreview>(
    (file) => usersApi.csv(file, turn ? day : null),
    async (preview) => {
      await usersApi.applyCsv(preview.upload ?? "");
      onUsed();
    },
  );
  const choose = (
    <>
      <fieldset className="when plain-set">
        <legend>{USERS.from}</legend>
        <label className="one-choice">
          <input type="radio" name="file-when" checked={!turn} onChange={() => setTurn(false)} />
          {USERS.now}
        </label>
        <label className="one-choice">
          <input type="radio" name="file-when" data-testid="file-turn" checked={turn} onChange={() => setTurn(true)} />
          {words.turn}
        </label>
        {turn && (
          <input
            type="date"
            className="input"
            min={today}
            aria-label={USERS.day}
            data-testid="file-day"
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        )}
      </fieldset>
      {turn && <p className="note">{words.turnLead}</p>}
      {turn && !day ? (
        <p className="note">{USERS.dayNeeded}</p>
      ) : (
        <FileDrop
          label={words.choose}
          accept={[".csv"]}
          wrongKind={words.wrongKind}
          testId="users-in"
          onFile={uploading.take}
        />
      )}
    </>
  );
  const applied = ({ day, differences }: UsersPreview) => ({
    what: day ? words.planned(day) : words.applied(differences.length),
    now: words.appliedNow,
  });
  return (
    <UploadSteps uploading={uploading} choose={choose} applied={applied} testId="users">
      {(preview, step) => <Preview preview={preview} step={step} />}
    </UploadSteps>
  );
}

function Preview({ preview, step }: { preview: UsersPreview; step: Step }) {
  const { differences, faults, same, leaving, day } = preview;
  const broken = stops(faults);
  const fresh = differences.filter((one) => one.what === "new").length;
  const found = preview.upload ? words.figures(fresh, differences.length - fresh, leaving, same) : words.nothing;
  const go = day ? words.plan : words.apply;
  return (
    <FilePreview
      step={step}
      faults={faults}
      broken={broken > 0}
      what={broken > 0 ? words.broken(broken) : found}
      now={broken > 0 ? words.brokenNow : day ? words.begins(day) : undefined}
      apply={preview.upload && broken === 0 ? go(differences.length) : null}
      testId="users"
    >
      {differences.length > 0 && <Differences of={differences} />}
    </FilePreview>
  );
}

function Differences({ of }: { of: UserDiffers[] }) {
  return (
    <>
      <table className="table" data-testid="users-differences">
        <thead>
          <tr>
            <th scope="col" className="num">
              {ADMIN.exchange.line}
            </th>
            <th scope="col">{ADMIN.exchange.what}</th>
            <th scope="col">{USERS.fields.login}</th>
            <th scope="col">{USERS.fields.name}</th>
            <th scope="col">{ADMIN.exchange.columns}</th>
          </tr>
        </thead>
        <tbody>
          {of.slice(0, MOST).map((one) => (
            <tr key={one.row}>
              <td className="num">{one.row}</td>
              <td>
                <Tag tone={one.what === "new" ? "act" : undefined}>{words.what[one.what]}</Tag>
              </td>
              <td className="row-id">{one.login}</td>
              <td>{one.name}</td>
              <td>
                <FieldChanges fields={one.fields} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {of.length > MOST && <p className="note">{words.rest(of.length - MOST)}</p>}
    </>
  );
}
