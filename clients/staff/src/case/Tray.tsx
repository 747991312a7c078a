import type { Undelivered } from "@madoguchi/shared/caseStore.ts";
import { onByHand, type Value } from "@madoguchi/shared/facts.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { useCase, useHouse, useHouseState } from "../hooks.ts";

/** 届かなかった入力: what was refused, with its sentence; never nowhere. */
export function Tray({ id }: { id: string }) {
  const { cases } = useHouseState();
  const tray = cases[id]!.tray;
  if (tray.length === 0) return null;
  return (
    <section className="tray" aria-label={W.tray.title} data-testid="tray">
      <h2>
        <Icon name="warn" small /> {W.tray.title}
      </h2>
      <ul>
        {tray.map((item) => (
          <TrayItem key={item.op} id={id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function TrayItem({ id, item }: { id: string; item: Undelivered }) {
  const { catalog } = useCase(id);
  const house = useHouse();
  const { what, now } = sentence(item.reason);
  const shown = Object.entries(item.values).map(([key, value]) => `${catalog!.label(key)} ${plain(value)}`);
  const forget = () => house.feed(id, { is: "forget_tray", op: item.op });
  return (
    <li data-testid="notice">
      <span className="grow">
        <b>{shown.join("、")}</b>
        <br />
        <span className="note">
          {what}
          {now}
        </span>
      </span>
      {item.deed.kind === "set" && item.reason !== "number_in_memo" && (
        <Button
          tone="plain"
          small
          onPress={() => {
            house.edit(id, { kind: "note", text: shown.join("\n") });
            forget();
          }}
        >
          {W.tray.toMemo}
        </Button>
      )}
      <Button tone="plain" small onPress={forget}>
        {W.tray.drop}
      </Button>
    </li>
  );
}

function plain(value: Value): string {
  if (value === null) return W.case.empty;
  if (Array.isArray(value)) return value.join("、");
  if (typeof value === "object" && onByHand(value) === null) return "text" in value ? String(value.text) : "";
  if (typeof value === "object") return onByHand(value) ? W.case.added : W.case.takenOut;
  return typeof value === "boolean" ? (value ? W.case.yes : W.case.no) : String(value);
}
