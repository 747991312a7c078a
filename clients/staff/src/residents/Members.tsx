import { newOp } from "@madoguchi/shared/ids.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { useRef, useState } from "react";
import { useCase, useHouse, useKeys } from "../hooks.ts";
import { type Among, type Household, type Member, type Taken, take } from "./api.ts";
import { Beside, differing } from "./Beside.tsx";
import { Who } from "./Search.tsx";
import { why } from "./why.ts";
import { R } from "./words.ts";

interface MembersProps {
  id: string;
  home: Household;
  kind: Among;
  onSeen: () => void;
  onBack: () => void;
  onClose: () => void;
  onEligible: () => void;
}

/** The household, everybody ticked: 全部, or 一部 after a few keys. Of a protected one the alert comes first. */
export function Members({ onSeen, ...props }: MembersProps) {
  if (props.home.members.length === 0) return <Alert onSeen={onSeen} onBack={props.onBack} />;
  return <Tick {...props} />;
}

export function Alert({ onSeen, onBack }: { onSeen: () => void; onBack: () => void }) {
  return (
    <>
      <p className="resident-alert" role="alert" data-testid="resident-alert">
        <b>{R.alert}</b>
        {R.alertNow}
      </p>
      <div className="deeds">
        <Button tone="main" grow keys="Enter" autoFocus testId="resident-seen" onPress={onSeen}>
          {R.alertSeen}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onBack}>
          {R.back}
        </Button>
      </div>
    </>
  );
}

function Tick({ id, home, kind, onBack, onClose, onEligible }: Omit<MembersProps, "onSeen">) {
  const house = useHouse();
  const { cases, catalog } = useCase(id);
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [taken, setTaken] = useState<Taken | null>(null);
  const op = useRef(newOp());
  const chosen = home.members.filter((one) => !off.has(one.resident));
  const flip = (one: Member) => {
    op.current = newOp();
    const next = new Set(off);
    if (!next.delete(one.resident)) next.add(one.resident);
    setOff(next);
  };
  const digits = home.members.slice(0, 9).map((one, place) => [`${place + 1}`, () => !taken && flip(one)] as const);
  const keys: Record<string, () => void> = Object.fromEntries(digits);
  if (kind === "residents") keys["Alt+l"] = onEligible;
  useKeys(keys);

  async function go() {
    if (busy || chosen.length === 0) return;
    setBusy(true);
    setWrong("");
    try {
      const fence = cases[id]?.fence ?? 0;
      const said = await take(
        id,
        op.current,
        fence,
        chosen.map((one) => one.resident),
        kind,
      );
      if (said.result === "ok" || said.result === "done") finished(said);
      else setWrong(R.later);
    } catch (no) {
      setWrong(why(no));
    } finally {
      setBusy(false);
    }
  }

  function finished(said: Taken) {
    const items = Object.keys(said.left_out ?? {}).map((key) => catalog?.label(key) ?? key);
    if (items.length > 0)
      house.notice({ tone: "look", what: R.leftOut([...new Set(items)].join("、")), now: R.leftOutNow });
    else house.notice({ tone: "kept", what: R.taken(chosen.length), now: R.takenNow });
    if (differing(chosen, home.differs).length > 0) setTaken(said);
    else onClose();
  }

  if (taken) return <Beside id={id} differs={differing(chosen, home.differs)} onClose={onClose} />;
  return (
    <>
      <fieldset className="plain-set" aria-label={R.choose}>
        {home.members.map((one, place) => (
          <label key={one.resident} className="resident-member" data-testid="resident-member">
            <input type="checkbox" checked={!off.has(one.resident)} onChange={() => flip(one)} />
            <kbd>{place < 9 ? place + 1 : ""}</kbd>
            <span className="resident-relation">{one.zokugara}</span>
            <Who one={one} />
            <span className="line">
              {one.person && <Tag tone="kept">{R.here}</Tag>}
              {Object.keys(one.differs).length > 0 && (
                <Tag tone="look">{R.differs(Object.keys(one.differs).length)}</Tag>
              )}
            </span>
          </label>
        ))}
      </fieldset>
      <Wrong says={wrong} testId="resident-refused" />
      <div className="deeds">
        <Button
          tone="main"
          grow
          keys="Enter"
          autoFocus
          testId="resident-take"
          because={chosen.length === 0 ? R.takeNobody : null}
          onPress={() => void go()}
        >
          {busy ? R.taking : R.take(chosen.length)}
        </Button>
        {kind === "residents" && (
          <Button tone="plain" keys="Alt L" testId="resident-eligible" onPress={onEligible}>
            {R.eligible}
          </Button>
        )}
        <Button tone="plain" keys="Esc" onPress={onBack}>
          {R.back}
        </Button>
      </div>
    </>
  );
}
