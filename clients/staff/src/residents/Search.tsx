import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useHouseState } from "../hooks.ts";
import { CloseBar } from "../overlays/CloseBar.tsx";
import { type Among, type Hits, type Resident, search } from "./api.ts";
import { why } from "./why.ts";
import { R } from "./words.ts";

interface SearchProps {
  kind: Among;
  onKind: (kind: Among) => void;
  onOpen: (one: Resident) => void;
  onWrong: (what: string) => void;
  onClose: () => void;
}

/** The QR of a moving-out certificate is longer than any name (handoff/moving_code.py). */
const LONGEST = 4_000;

/** A name and Enter; one household opens by itself, of several the arrows choose. */
export function Search({ kind, onKind, onOpen, onWrong, onClose }: SearchProps) {
  const [text, setText] = useState("");
  const [hits, setHits] = useState<Hits | null>(null);
  const [busy, setBusy] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (hits?.hits.length) list.current?.querySelector("button")?.focus();
  }, [hits]);

  async function go() {
    if (!text.trim() || busy) return;
    setBusy(true);
    onWrong("");
    try {
      const found = await search(text.trim(), kind);
      setHits(found);
      const homes = new Set(found.hits.map((one) => one.household));
      if (homes.size === 1 && !found.more) onOpen(found.hits[0]!);
    } catch (no) {
      onWrong(why(no));
    } finally {
      setBusy(false);
    }
  }

  const among = (next: Among) => {
    onKind(next);
    setHits(null);
  };
  return (
    <>
      <fieldset className="segment plain-set resident-kinds" aria-label={R.among}>
        {(["residents", "moving"] as const).map((one) => (
          <button
            type="button"
            key={one}
            aria-pressed={kind === one}
            data-testid={`resident-kind-${one}`}
            onClick={() => among(one)}
          >
            {R.kinds[one]}
          </button>
        ))}
      </fieldset>
      <div className="line">
        <input
          className="input grow"
          data-first=""
          data-testid="resident-text"
          aria-label={R.title}
          placeholder={kind === "moving" ? R.noticePlaceholder : R.placeholder}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && void go()}
        />
        <Button tone="main" keys="Enter" testId="resident-go" onPress={() => void go()}>
          {R.go}
        </Button>
      </div>
      <p className="note">{R.lead}</p>
      <div aria-live="polite">
        {busy && <p className="note">{R.searching}</p>}
        {hits && <Nobody hits={hits} kind={kind} />}
        {hits?.more && (
          <p className="note" data-testid="resident-more">
            {R.more}
          </p>
        )}
      </div>
      <ul className="hits" ref={list} onKeyDown={walk} aria-label={R.hits}>
        {hits?.hits.map((one) => (
          <li key={one.resident}>
            <button type="button" className="qrow resident-hit" data-testid="resident-hit" onClick={() => onOpen(one)}>
              <Who one={one} />
            </button>
          </li>
        ))}
      </ul>
      <CloseBar onClose={onClose} />
    </>
  );
}

function Nobody({ hits, kind }: { hits: Hits; kind: Among }) {
  if (hits.hits.length > 0) return null;
  const none = kind === "moving" ? R.noNoticeNow : R.noneNow;
  return (
    <p data-testid="resident-none">
      <b>{hits.loaded ? R.none : R.notLoaded(R.kinds[kind])}</b>
      {hits.loaded ? none : R.notLoadedNow}
    </p>
  );
}

/** ↑ ↓ between hits. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const all = [...event.currentTarget.querySelectorAll("button")];
  const at = all.indexOf(document.activeElement as HTMLButtonElement);
  all[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  event.preventDefault();
}

/** Who it is: name, reading, birth, sex, and where, as far as it may be seen. */
export function Who({ one }: { one: Resident }) {
  const word = useHouseState().catalog?.sent.settings.protection?.word;
  return (
    <span className="resident-who">
      <b className="named">{one.name}</b> <span className="note">{one.kana}</span>{" "}
      {one.protected && <Tag tone="look">{word}</Tag>}
      <br />
      <span className="note">
        {one.birth ? show(one.birth) : ""}　{one.sex}　{one.address ?? R.hidden}
      </span>
    </span>
  );
}
