import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouseState } from "../../hooks.ts";
import { type Paired, place, revoke } from "./api.ts";
import { PlaceSelect } from "./PlaceSelect.tsx";
import { howItStands } from "./stands.ts";

interface Props {
  one: Paired;
  onSay: (deed: () => Promise<unknown>) => Promise<boolean>;
}

/** One that is paired: where it stands, and its two deeds; each asks once more before it does something. `onSay` says
 * whether it went. */
export function PairedRow({ one, onSay }: Props) {
  const [asks, setAsks] = useState<"no" | "place" | "revoke">("no");
  const close = () => setAsks("no");
  if (asks === "place") return <Placing one={one} onSay={onSay} onClose={close} />;
  return (
    <li data-testid={`paired-${one.name}`}>
      <Tag>{W.screens.kinds[one.kind] ?? one.kind}</Tag>
      <Where one={one} />
      <span className="line">
        {asks === "revoke" ? (
          <>
            <span className="note">{W.screens.revokeAsks}</span>
            <Button tone="danger" small testId="revoke-go" onPress={() => void onSay(() => revoke(one))}>
              {W.screens.revoke}
            </Button>
            <Button tone="plain" small onPress={close}>
              {W.stop}
            </Button>
          </>
        ) : (
          <>
            <Button tone="plain" small testId="place" onPress={() => setAsks("place")}>
              {W.screens.change}
            </Button>
            <Button tone="plain" small testId="revoke" onPress={() => setAsks("revoke")}>
              {W.screens.revoke}
            </Button>
          </>
        )}
      </span>
    </li>
  );
}

function Where({ one }: { one: Paired }) {
  const { catalog } = useHouseState();
  return (
    <span className="paired-at">
      <span className="cut">
        <b>{one.name}</b>{" "}
        <span className="note">
          {one.window ? (catalog?.window(one.window)?.name ?? one.window) : catalog?.officeName(one.office)}
        </span>
      </span>
      {one.what === "devices" && (
        <small className="note" data-testid="stands">
          {howItStands(one.stands)}
        </small>
      )}
    </span>
  );
}

/** Another name, or another place. */
function Placing({ one, onSay, onClose }: Props & { onClose: () => void }) {
  const [name, setName] = useState(one.name);
  const [window, setWindow] = useState(one.window ?? "");
  const because = one.what === "devices" && !window ? W.screens.chooseWindow : name.trim() ? null : W.screens.name;
  const go = async () => {
    if (await onSay(() => place(one, { office: one.office, window, name: name.trim() }))) onClose();
  };
  return (
    <li data-testid={`paired-${one.name}`}>
      <form
        className="adopt"
        onSubmit={(event) => {
          event.preventDefault();
          if (because === null) void go();
        }}
      >
        <input
          className="input"
          aria-label={W.screens.name}
          data-testid="place-name"
          maxLength={40}
          value={name}
          // biome-ignore lint/a11y/noAutofocus: who pressed 変える goes on here
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
        <PlaceSelect what={one.what} office={one.office} window={window} testId="place-window" onChoose={setWindow} />
        <Button tone="main" small testId="place-go" because={because} onPress={() => void go()}>
          {W.screens.change}
        </Button>
        <Button tone="plain" small onPress={onClose}>
          {W.stop}
        </Button>
      </form>
    </li>
  );
}
