import { No, post } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Tag, Ticket } from "@madoguchi/shared/parts/signs.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { sentence, stageName, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { arrive } from "../booking/deeds.ts";
import { B } from "../booking/words.ts";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import { claim, scan } from "../scanning.ts";
import { CloseBar } from "./CloseBar.tsx";

export interface Hit {
  case: string;
  visit: string;
  number: string;
  day: string;
  stage: string;
  name?: string | null;
  kana?: string | null;
  birth?: string | null;
  line: string;
  office: string;
  protected?: boolean;
}

/** 検索: a number opens at once; a name gives hits, and opening one asks why. */
export function FindPanel({ onClose }: { onClose: () => void }) {
  const state = useHouseState();
  const house = useHouse();
  const [text, setText] = useState("");
  const [hits, setHits] = useState<Hit[] | null>(null);
  const [chosen, setChosen] = useState<Hit | null>(null);
  const [wrong, setWrong] = useState("");
  useTop(chosen ? () => setChosen(null) : onClose);

  async function go() {
    const plain = text.normalize("NFKC").replace(/[\s-]/g, "");
    if (!plain) return;
    setWrong("");
    if (/^[A-Za-z]\d{1,3}$/.test(plain)) return byNumber(plain[0]!.toUpperCase() + plain.slice(1).padStart(3, "0"));
    if (/^\d{12,}$/.test(plain)) {
      onClose();
      return scan(house, plain);
    }
    try {
      setHits((await post<{ hits: Hit[] }>("/api/find", { text: text.trim() })).hits);
    } catch (no) {
      setWrong(no instanceof No ? sentence(no.reason).what : W.link.needsLine);
    }
  }

  async function byNumber(number: string) {
    const row = [...state.rows.values()].find((one) => one.number === number && one.office === state.me?.office);
    if (!row) return setWrong(sentence("no_such_visit").what + sentence("no_such_visit").now);
    onClose();
    if (state.me?.window) await claim(house, { kind: "claim", number });
    else house.show(row.case);
  }

  return (
    <Dialog title={W.find.title} testId="find-panel">
      {chosen ? (
        <Why hit={chosen} onClose={onClose} onBack={() => setChosen(null)} />
      ) : (
        <>
          <div className="line">
            <input
              className="input grow"
              data-first=""
              data-testid="find-input"
              aria-label={W.find.title}
              placeholder={W.find.placeholder}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && void go()}
            />
            <Button tone="main" keys="Enter" testId="find-go" onPress={() => void go()}>
              {W.find.go}
            </Button>
          </div>
          <p className="note">{W.find.lead}</p>
          <Wrong says={wrong} testId="notice" />
          {hits?.length === 0 && (
            <p>
              <b>{W.find.none}</b>
              {W.find.noneNow}
            </p>
          )}
          <ul className="hits">
            {hits?.map((hit) => (
              <li key={hit.visit}>
                <button type="button" className="qrow" data-testid={`hit-${hit.number}`} onClick={() => setChosen(hit)}>
                  <Ticket no={hit.number} />
                  <HitName hit={hit} />
                  <span className="note nowrap">{stageName(hit.stage)}</span>
                </button>
              </li>
            ))}
          </ul>
          <CloseBar onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}

function HitName({ hit }: { hit: Hit }) {
  const word = useHouseState().catalog?.sent.settings.protection?.word;
  return (
    <span>
      <b className="named">{hit.name || hit.kana || W.case.noName}</b> <span className="note">{hit.kana}</span>{" "}
      {hit.protected && <Tag>{word}</Tag>}
      <br />
      <span className="note">
        {hit.birth ? show(hit.birth) : ""}　{show(hit.day)}
      </span>
    </span>
  );
}

/** Opening without a slip is written down with its reason, and the lost slip ends. */
function Why(props: { hit: Hit; onClose: () => void; onBack: () => void }) {
  return props.hit.stage === "booked" ? <Booked {...props} /> : <Reason {...props} />;
}

/** An appointment: its visitor is here, or it is prepared. */
function Booked({ hit, onClose, onBack }: { hit: Hit; onClose: () => void; onBack: () => void }) {
  const house = useHouse();
  return (
    <>
      <p className="line">
        <Ticket no={hit.number} />
        <HitName hit={hit} />
      </p>
      <div className="deeds">
        <Button
          tone="main"
          grow
          autoFocus
          testId="find-arrive"
          onPress={() => {
            onClose();
            void arrive(house, hit.visit);
          }}
        >
          {B.arrive}
        </Button>
        <Button
          tone="plain"
          testId="find-prepare"
          onPress={() => {
            onClose();
            house.show(hit.case);
          }}
        >
          {B.prepare}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onBack}>
          {W.back}
        </Button>
      </div>
    </>
  );
}

function Reason({ hit, onClose, onBack }: { hit: Hit; onClose: () => void; onBack: () => void }) {
  const { catalog, me } = useHouseState();
  const house = useHouse();
  const reasons = catalog!.reasons("find");
  const [reason, setReason] = useState(reasons[0]?.reason ?? "");
  async function go() {
    onClose();
    await claim(house, { kind: "claim", case: hit.case, reason });
  }
  return (
    <>
      <p className="line">
        <Ticket no={hit.number} />
        <HitName hit={hit} />
      </p>
      <p>{W.find.whyLead}</p>
      <fieldset className="choice plain-set" aria-label={W.find.why}>
        {reasons.map((one) => (
          <label key={one.reason} data-testid={one.reason}>
            <input type="radio" name="why" checked={one.reason === reason} onChange={() => setReason(one.reason)} />
            <span>{one.name}</span>
          </label>
        ))}
      </fieldset>
      <div className="deeds">
        <Button
          tone="main"
          grow
          testId="find-open"
          because={me?.window ? null : W.line.noWindow}
          onPress={() => void go()}
        >
          {W.find.open}
        </Button>
        <Button
          tone="plain"
          testId="find-peek"
          onPress={() => {
            onClose();
            house.show(hit.case);
          }}
        >
          {W.find.peek}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onBack}>
          {W.back}
        </Button>
      </div>
    </>
  );
}
