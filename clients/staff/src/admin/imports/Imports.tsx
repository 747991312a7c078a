// 住民情報の取込, for administrators. Loaded only when somebody opens it.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { useState } from "react";
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
import { when } from "../when.ts";
import { type ImportPreview, importsApi, type State } from "./api.ts";
import { Erase } from "./Erase.tsx";
import { Preview } from "./Preview.tsx";
import { ProfileForm } from "./ProfileForm.tsx";
import { IMPORTS } from "./words.ts";

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
      <header className="page-head">
        <h1>{IMPORTS.title}</h1>
        <p className="note">{IMPORTS.lead}</p>
      </header>
      <Waiting asked={asked}>{(state) => <Here state={state} again={again} />}</Waiting>
    </section>
  );
}

function Here({ state, again }: { state: State; again: () => void }) {
  const [chosen, setChosen] = useState(state.profiles[0]?.profile.profile ?? "");
  const kept = state.profiles.find((one) => one.profile.profile === chosen) ?? state.profiles[0]!;
  const file = state.in_use;
  return (
    <>
      <p data-testid="imports-in-use">
        <b>{file ? IMPORTS.inUse(file.rows, file.by, when(file.at)) : IMPORTS.none}</b>
      </p>
      <p className="note">{IMPORTS.how}</p>
      <label className="line">
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
      <Bring profile={kept.profile.profile} onUsed={again} />
      <ProfileForm
        key={`${kept.profile.profile} ${kept.rev}`}
        kept={kept}
        items={state.items}
        revs={Object.fromEntries(state.profiles.map((one) => [one.profile.profile, one.rev]))}
        onSaved={again}
      />
      {file && <Erase onErased={again} />}
    </>
  );
}

function Bring({ profile, onUsed }: { profile: string; onUsed: () => void }) {
  const uploading = useUpload<ImportPreview>(
    (file) => importsApi.read(profile, file),
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
    <UploadSteps uploading={uploading} choose={choose} applied={() => ({ what: IMPORTS.applied })} testId="imports">
      {(preview, busy, other) => <Preview preview={preview} busy={busy} onGo={uploading.go} other={other} />}
    </UploadSteps>
  );
}
