// 手続マスタ: the administrators' pages. Loaded only when somebody opens them.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { useHouse, useHouseState } from "../hooks.ts";
import { mayKeep } from "../keepers.ts";
import { Notices } from "../Notices.tsx";
import { Top } from "../Top.tsx";
import { api, type RowChange } from "./api.ts";
import { Audit } from "./audit/Audit.tsx";
import { Banner } from "./Banner.tsx";
import { Belongings } from "./Belongings.tsx";
import { Contents } from "./Contents.tsx";
import { type Drafting, draftingOf } from "./drafting.ts";
import { atOf, FORMS, placeOfRow } from "./forms/address.ts";
import { Forms } from "./forms/Forms.tsx";
import { type Asked, DraftingContext, useAsk, useDrafting, useWork } from "./hooks.ts";
import { BELONGINGS, kindOf } from "./kinds.ts";
import { Nav } from "./Nav.tsx";
import { belongings } from "./options.ts";
import { Publish } from "./Publish.tsx";
import { Changes } from "./pages/Changes.tsx";
import { Exchange } from "./pages/Exchange.tsx";
import { Faults } from "./pages/Faults.tsx";
import { Households } from "./pages/Households.tsx";
import { Postal } from "./pages/Postal.tsx";
import { Start } from "./pages/Start.tsx";
import { Walk } from "./pages/Walk.tsx";
import { NONE, type Place, pathOf, placeOf, START } from "./place.ts";
import { Retention } from "./retention/Retention.tsx";
import { unkept } from "./sheet.ts";
import { Systems } from "./systems/Systems.tsx";
import { Unsaved } from "./Unsaved.tsx";
import { ADMIN } from "./words.ts";
import "./admin.css";

export function Admin() {
  const { me, path } = useHouseState();
  const place = placeOf(path);
  if (!mayKeep(me?.roles)) {
    return (
      <Frame>
        <main>
          <Band tone="look" what={ADMIN.noRight} now={ADMIN.noRightNow} testId="no-right" />
        </main>
      </Frame>
    );
  }
  return place.draft && place.draft !== NONE ? (
    <WithDraft key={place.draft} draft={place.draft} place={place} />
  ) : (
    <WithoutDraft place={place} />
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="staff admin" data-testid="admin">
      <Top place={ADMIN.title} />
      {children}
    </div>
  );
}

function useGo() {
  const house = useHouse();
  return useCallback(
    (draft: string | null, page?: string, id?: string | null) => house.go(pathOf(draft, page, id)),
    [house],
  );
}

function WithoutDraft({ place }: { place: Place }) {
  const go = useGo();
  const kept = useAsk("kept", api.kept);
  return (
    <Frame>
      <div className="admin-two">
        <Nav sheet={null} page={place.page} belongings={0} onGo={(page) => go(page === START ? null : NONE, page)} />
        <main className="admin-main">
          <Notices />
          {place.page === "audit" ? (
            <Audit />
          ) : place.page === "retention" ? (
            <Retention />
          ) : place.page === "systems" ? (
            <Systems />
          ) : place.page === "postal" ? (
            <Postal />
          ) : (
            <Start kept={kept} onOpen={(draft) => go(draft, "questions")} />
          )}
        </main>
      </div>
    </Frame>
  );
}

/** A draft is open. */
function WithDraft({ draft, place }: { draft: string; place: Place }) {
  const house = useHouse();
  const { clerk } = house.get().me!;
  const [drafting, setDrafting] = useState<Drafting | null>(null);
  useEffect(() => {
    const { name } = house.get().me!;
    const here = (): boolean => house.get().phase === "in" && house.get().me?.clerk === clerk;
    const made = draftingOf(draft, { clerk, name, here, signedOut: () => house.set({ covered: "idle" }) });
    made.enter();
    setDrafting(made);
    return () => made.leave();
  }, [draft, clerk, house]);
  if (!drafting) return <Frame>{null}</Frame>;
  return (
    <DraftingContext value={drafting}>
      <Opened place={place} />
    </DraftingContext>
  );
}

function Opened({ place }: { place: Place }) {
  const { status, reason } = useWork();
  const go = useGo();
  if (status === "ready") return <Pages place={place} />;
  const { what, now } = sentence(reason);
  return (
    <Frame>
      <main>
        {status === "loading" && (
          <p className="admin-wait" role="status">
            {ADMIN.loading}
          </p>
        )}
        {status === "cut" && <Band tone="danger" what={ADMIN.line.cut} now={ADMIN.line.cutWhy(0)} />}
        {status === "refused" && <Band tone="look" what={what} now={now} />}
        {status === "gone" && (
          <>
            <Band tone="look" what={ADMIN.draft.gone} now={ADMIN.draft.goneNow} testId="draft-gone">
              <Button onPress={() => go(null)}>{ADMIN.pages.start}</Button>
            </Band>
            <Unsaved />
          </>
        )}
      </main>
    </Frame>
  );
}

function Pages({ place }: { place: Place }) {
  const house = useHouse();
  const go = useGo();
  const drafting = useDrafting();
  const { sheet, line, others, turn } = useWork();
  const [publishing, setPublishing] = useState(false);
  const [column, setColumn] = useState<string | null>(null);
  const draft = place.draft!;
  const things = useMemo(() => (sheet ? belongings(sheet).size : 0), [sheet]);
  const kept = useAsk("kept", api.kept);
  const changes = useAsk(`${draft} ${turn}`, () => api.changes(draft));
  const changed = useMemo(
    () =>
      new Set(
        (changes.is === "here" ? changes.value : []).filter((one) => one.table === place.page).map((one) => one.id),
      ),
    [changes, place.page],
  );
  if (!sheet) return null;

  const toPage = (page: string): void => {
    setColumn(null);
    setPublishing(false);
    if (page === START) go(null);
    else go(draft, page);
  };
  /** Another row of the same list is no page to come back to. */
  const toRow = (table: string, id: string | null): void => {
    setColumn(null);
    const path = pathOf(draft, table, id);
    if (table === place.page) window.history.replaceState(null, "", path);
    else window.history.pushState(null, "", path);
    house.set({ path });
  };
  const toColumn = (table: string, id: string, name: string): void => {
    const form = placeOfRow(table, id);
    if (form !== null) return toRow(FORMS, form);
    if (!kindOf(table)) return;
    toRow(table, id);
    setColumn(name);
  };
  const waiting = unkept(sheet);
  const kind = kindOf(place.page);
  const forms = place.page === FORMS;
  const main = forms && atOf(place.id)?.layout ? "is-editor" : kind || forms ? "is-contents" : "";
  return (
    <Frame>
      <Banner
        kept={kept.is === "here" ? kept.value : null}
        changes={changes.is === "here" ? changes.value.length : null}
        page={place.page}
        onGo={toPage}
        onPublish={() => {
          drafting.flush();
          setPublishing(true);
        }}
      />
      {line === "down" && (
        <Band tone="danger" what={ADMIN.line.cut} now={ADMIN.line.cutWhy(waiting)} testId="line-cut" />
      )}
      {others.length > 0 && (
        <Band tone="person" what={ADMIN.draft.others(others.join("、"))} testId="others">
          <Button tone="plain" small onPress={() => drafting.seenOthers()}>
            {ADMIN.close}
          </Button>
        </Band>
      )}
      <div className="admin-two">
        <Nav sheet={sheet} page={place.page} belongings={things} onGo={toPage} />
        <main className={`admin-main ${main}`.trim()}>
          <Notices />
          {forms ? (
            <Forms
              id={place.id}
              changes={changes.is === "here" ? changes.value : NO_CHANGES}
              onChoose={(id) => toRow(FORMS, id)}
            />
          ) : place.page === BELONGINGS ? (
            <Belongings
              id={place.id}
              onChoose={(id) => toRow(BELONGINGS, id)}
              onGo={(use) => toColumn(use.table, use.id, use.column)}
            />
          ) : kind ? (
            <Contents
              key={kind.table}
              kind={kind}
              id={place.id}
              column={column}
              changed={changed}
              onChoose={(id) => toRow(kind.table, id)}
              onGo={(use) => toColumn(use.table, use.id, use.column)}
            />
          ) : (
            <Page page={place.page} changes={changes} onGo={toColumn} />
          )}
        </main>
      </div>
      {publishing && (
        <Publish
          changes={changes}
          onClose={() => setPublishing(false)}
          onGo={toPage}
          onDone={() => {
            setPublishing(false);
            go(null);
          }}
        />
      )}
    </Frame>
  );
}

const NO_CHANGES: readonly RowChange[] = [];

interface PageProps {
  page: string;
  changes: Asked<RowChange[]>;
  onGo: (table: string, id: string, column: string) => void;
}

function Page({ page, changes, onGo }: PageProps) {
  switch (page) {
    case "changes":
      return <Changes asked={changes} onGo={onGo} />;
    case "faults":
      return <Faults onGo={onGo} />;
    case "walk":
      return <Walk />;
    case "households":
      return <Households />;
    case "exchange":
      return <Exchange />;
    case "postal":
      return <Postal />;
    default:
      return <p className="admin-empty">{ADMIN.noPage}</p>;
  }
}
