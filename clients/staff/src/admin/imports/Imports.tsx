// 住民情報の取込, for administrators. Loaded only when somebody opens it.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { useEffect, useState } from "react";
import { useHouseState } from "../../hooks.ts";
import { mayKeepUsers } from "../../keepers.ts";
import { Notices } from "../../Notices.tsx";
import { Top } from "../../Top.tsx";
import { useAsk } from "../hooks.ts";
import { FileDrop } from "../parts/FileDrop.tsx";
import { UploadSteps } from "../parts/UploadSteps.tsx";
import { useUpload } from "../useUpload.ts";
import { Waiting } from "../Waiting.tsx";
import "../admin.css";
import "./imports.css";
import { PageHead } from "../parts/PageHead.tsx";
import { when } from "../when.ts";
import { type ImportPreview, importsApi, type Kind, type Profile, type State } from "./api.ts";
import { Erase } from "./Erase.tsx";
import { Preview } from "./Preview.tsx";
import { ProfileForm } from "./ProfileForm.tsx";
import { WatchedFolder } from "./WatchedFolder.tsx";
import { IMPORTS } from "./words.ts";

const RUNNING_MS = 2000;

export function Imports() {
  const { me } = useHouseState();
  return (
    <div className="staff admin" data-testid="imports">
      <Top place={IMPORTS.title} />
      <main className="admin-main">
        <Notices />
        {mayKeepUsers(me?.roles) ? (
          <Kept />
        ) : (
          <Band tone="look" what={IMPORTS.noRight} now={IMPORTS.noRightNow} testId="no-right" />
        )}
      </main>
    </div>
  );
}

function Kept() {
  const asked = useAsk("imports", importsApi.state);
  const again = (): void => {
    if ("again" in asked) asked.again();
  };
  return (
    <section className="admin-page">
      <PageHead title={IMPORTS.title} lead={IMPORTS.lead} />
      <Waiting asked={asked}>{(state) => <Here state={state} again={again} />}</Waiting>
    </section>
  );
}

function Here({ state, again }: { state: State; again: () => void }) {
  const [chosen, setChosen] = useState(state.profiles[0]?.profile.profile ?? "");
  const kept = state.profiles.find((one) => one.profile.profile === chosen) ?? state.profiles[0]!;
  const items = state.items[kept.profile.kind];
  const limit = state.limits[kept.profile.kind];
  return (
    <>
      <InUse state={state} again={again} />
      <p className="note">{IMPORTS.how(limit.rows, limit.bytes)}</p>
      <label className="line imports-profile">
        <span className="nowrap">{IMPORTS.profile}</span>
        <select
          className="input"
          data-testid="imports-profile"
          value={kept.profile.profile}
          onChange={(event) => setChosen(event.target.value)}
        >
          {state.profiles.map((one) => (
            <option key={one.profile.profile} value={one.profile.profile}>
              {one.profile.name}
            </option>
          ))}
        </select>
      </label>
      <Bring key={kept.profile.profile} profile={kept.profile} items={items} onUsed={again} />
      <ProfileForm
        key={`${kept.profile.profile} ${kept.rev}`}
        kept={kept}
        items={items}
        revs={Object.fromEntries(state.profiles.map((one) => [one.profile.profile, one.rev]))}
        onSaved={again}
      />
      <WatchedFolder folder={state.folder} />
    </>
  );
}

/** What the counters use now, kind by kind; each is erased by itself. */
function InUse({ state, again }: { state: State; again: () => void }) {
  return (
    <table className="table imports-in-use" data-testid="imports-in-use">
      <thead>
        <tr>
          <th scope="col">{IMPORTS.kind}</th>
          <th scope="col" className="num">
            {IMPORTS.count}
          </th>
          <th scope="col">{IMPORTS.brought}</th>
          <th scope="col">{IMPORTS.eraseHead}</th>
        </tr>
      </thead>
      <tbody>
        {(Object.keys(IMPORTS.kinds) as Kind[]).map((kind) => {
          const file = state.in_use[kind];
          return (
            <tr key={kind} data-testid={`in-use-${kind}`}>
              <th scope="row">{IMPORTS.kinds[kind]}</th>
              <td className="num">{file ? IMPORTS.people(file.rows) : IMPORTS.none}</td>
              <td>{file && IMPORTS.byWhom(file.by, when(file.at))}</td>
              <td>{file && <Erase kind={kind} onErased={again} />}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface BringProps {
  profile: Profile;
  items: Record<string, string>;
  onUsed: () => void;
}

function Bring({ profile, items, onUsed }: BringProps) {
  const uploading = useUpload<ImportPreview>(
    (file) => importsApi.read(profile.profile, file),
    async (preview) => {
      await importsApi.use(preview.upload ?? "");
      onUsed();
    },
  );
  const choose = (
    <FileDrop
      label={IMPORTS.choose}
      accept={[".csv", ".txt"]}
      wrongKind={IMPORTS.wrongKind}
      testId="imports-in"
      onFile={uploading.take}
    />
  );
  return (
    <>
      <UploadSteps uploading={uploading} choose={choose} applied={() => ({ what: IMPORTS.applied })} testId="imports">
        {(preview, step) => <Preview kind={profile.kind} items={items} preview={preview} step={step} />}
      </UploadSteps>
      {uploading.upload.is === "reading" && <Running />}
    </>
  );
}

/** Whose file is read while this one waits or is read. */
function Running() {
  const asked = useAsk("imports running", importsApi.state);
  const again = "again" in asked ? asked.again : null;
  useEffect(() => {
    const turn = again && setTimeout(again, RUNNING_MS);
    return () => void (turn && clearTimeout(turn));
  });
  if (asked.is !== "here" || !asked.value.running) return null;
  return (
    <p role="status" data-testid="imports-running">
      {IMPORTS.running(asked.value.running)}
    </p>
  );
}
