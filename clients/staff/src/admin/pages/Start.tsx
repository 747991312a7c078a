// Where an administrator begins: drafts to go on with, the versions, who changed what.

import { reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouseState } from "../../hooks.ts";
import { api, type DraftHead, type Kept, type Version } from "../api.ts";
import type { Asked } from "../hooks.ts";
import { AskBefore } from "../parts/AskBefore.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { Waiting } from "../Waiting.tsx";
import { when } from "../when.ts";
import { ADMIN } from "../words.ts";
import { Download } from "./Download.tsx";
import { Log } from "./Log.tsx";

const words = ADMIN.start;

interface Props {
  kept: Asked<Kept>;
  onOpen: (draft: string) => void;
}

export function Start({ kept, onOpen }: Props) {
  return (
    <section className="admin-page start" data-testid="start-page">
      <PageHead title={ADMIN.pages.start} lead={words.lead} />
      <Waiting asked={kept}>
        {(value) => (
          <>
            <div className="start-two">
              <Drafts kept={value} onOpen={onOpen} onChanged={again(kept)} />
              <Versions kept={value} onChanged={again(kept)} />
            </div>
            <Log key={value.published.version} />
          </>
        )}
      </Waiting>
    </section>
  );
}

const again = (asked: Asked<unknown>) => () => {
  if (asked.is !== "loading") asked.again();
};

function Drafts({ kept, onOpen, onChanged }: { kept: Kept; onOpen: Props["onOpen"]; onChanged: () => void }) {
  const [dropping, setDropping] = useState<DraftHead | null>(null);
  return (
    <section>
      <h2 className="head">
        {words.drafts}
        <span className="sum">
          <b>{kept.drafts.length}</b>
          {ADMIN.units.rows}
        </span>
      </h2>
      {kept.drafts.length === 0 && (
        <p className="admin-empty">
          <b>{words.none}</b>
          {words.noneNow}
        </p>
      )}
      <ul className="draft-list">
        {kept.drafts.map((one, index) => (
          <li key={one.draft} data-testid={`draft-${one.draft}`}>
            <span className="grow">
              <b className="cut">{one.name}</b>
              <br />
              <span className="note facts">
                <span>{ADMIN.draft.based(one.based_on)}</span>
                <span>{words.count(one.changes)}</span>
                {one.by && <span>{ADMIN.draft.by(one.by, when(one.changed_at))}</span>}
              </span>
            </span>
            <Button
              tone={index === 0 ? "main" : undefined}
              small
              testId="draft-open"
              autoFocus={index === 0}
              onPress={() => onOpen(one.draft)}
            >
              {words.carryOn}
            </Button>
            <Button tone="danger" small testId="draft-drop" onPress={() => setDropping(one)}>
              {ADMIN.form.remove}
            </Button>
          </li>
        ))}
      </ul>
      <Make onMade={onOpen} />
      {dropping && (
        <AskBefore
          title={ADMIN.drop.title}
          what={ADMIN.drop.what(dropping.name, dropping.changes)}
          go={ADMIN.drop.go}
          danger
          testId="drop-draft"
          deed={() => api.drop(dropping.draft)}
          onClose={() => setDropping(null)}
          onDone={() => {
            setDropping(null);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

function Make({ onMade }: { onMade: (draft: string) => void }) {
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState("");
  const go = async (): Promise<void> => {
    if (!name.trim()) return setWrong(words.needName);
    try {
      onMade((await api.make(name.trim())).draft);
    } catch (no) {
      setWrong(sentence(reasonOf(no)).what);
    }
  };
  return (
    <form
      className="make-draft"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <input
        className="input"
        aria-label={words.name}
        placeholder={words.nameHint}
        autoComplete="off"
        maxLength={80}
        data-testid="draft-name-new"
        value={name}
        onChange={(event) => {
          setName(event.target.value);
          setWrong("");
        }}
      />
      <button type="submit" className="btn" data-testid="draft-make">
        {words.make}
      </button>
      <Wrong says={wrong} />
    </form>
  );
}

function Versions({ kept, onChanged }: { kept: Kept; onChanged: () => void }) {
  const [back, setBack] = useState<Version | null>(null);
  const [cancel, setCancel] = useState<Version | null>(null);
  const isAdmin = useHouseState().me?.roles.includes("admin");
  const done = (): void => {
    setBack(null);
    setCancel(null);
    onChanged();
  };
  const all = [...kept.versions, ...kept.planned].map((one) => one.version);
  const next = Math.max(kept.published.version, ...all) + 1;
  return (
    <section>
      <h2 className="head">
        {words.versions}
        <span className="sum">
          <b>{kept.versions.length}</b>
          {ADMIN.units.rows}
        </span>
      </h2>
      {kept.planned.map((one) => (
        <Band
          key={one.version}
          tone="info"
          what={`${words.planned} ${ADMIN.draft.version(one.version)} ${words.from(when(one.from))}`}
          now={`${one.note || words.noNote}　${one.by}`}
          testId={`planned-${one.version}`}
        >
          {isAdmin && (
            <Button tone="danger" small onPress={() => setCancel(one)}>
              {words.cancel}
            </Button>
          )}
        </Band>
      ))}
      <ul className="version-list">
        {kept.versions.map((one) => (
          <li key={one.version} data-testid={`version-${one.version}`}>
            <b className="nowrap">{ADMIN.draft.version(one.version)}</b>
            <span className="grow">
              <span className="cut">{one.note || words.noNote}</span>
              <br />
              <span className="note facts">
                <span>{words.from(when(one.from))}</span>
                <span>{one.by}</span>
              </span>
            </span>
            <Download
              at={api.definitionOf(one.version)}
              name={ADMIN.exchange.definitionName(ADMIN.draft.version(one.version))}
              testId="version-definition"
              small
            >
              {ADMIN.exchange.definition}
            </Download>
            {one.version === kept.published.version ? (
              <Tag tone="kept">{words.published}</Tag>
            ) : (
              isAdmin && (
                <Button tone="plain" small testId="version-back" onPress={() => setBack(one)}>
                  {words.back}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {back && (
        <AskBefore
          title={ADMIN.backTo.title(back.version)}
          what={ADMIN.backTo.what(back.version, next)}
          more={[ADMIN.backTo.cases, ADMIN.backTo.drafts(kept.drafts.length)]}
          note={ADMIN.backTo.note}
          go={ADMIN.backTo.go(back.version)}
          testId="back-to"
          deed={(note) => api.back(back.version, note)}
          onClose={() => setBack(null)}
          onDone={done}
        />
      )}
      {cancel && (
        <AskBefore
          title={ADMIN.cancelPlan.title(cancel.version)}
          what={ADMIN.cancelPlan.what(when(cancel.from))}
          go={ADMIN.cancelPlan.go}
          danger
          testId="cancel-plan"
          deed={() => api.cancel(cancel.version)}
          onClose={() => setCancel(null)}
          onDone={done}
        />
      )}
    </section>
  );
}
