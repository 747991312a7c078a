import { shown as shownValue } from "@madoguchi/shared/caseStore.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import type { ReactNode } from "react";
import { useHouse, useHouseState } from "../hooks.ts";
import { confirmSection } from "./confirm.ts";
import { Entry } from "./Entry.tsx";
import type { Shown } from "./visible.ts";

interface BlockProps {
  id: string;
  /** As it stands in `ok.<section>`: `new_addr`, `p.<person>.basic`. */
  name: string;
  title: ReactNode;
  shown: Shown;
  prefix: string;
  onMore?: () => void;
  children?: ReactNode;
}

/** A section: title, 入力確定, its items. */
export function SectionBlock({ id, name, title, shown, prefix, onMore, children }: BlockProps) {
  const { cases } = useHouseState();
  const house = useHouse();
  const frozen = shownValue(cases[id]!, `ok.${name}`) === true;
  return (
    <section className={frozen ? "sec is-done" : "sec"} data-section={name}>
      <div className="head">
        <h2 className="head-name">{title}</h2>
        <span className="sum line">
          {children}
          {frozen ? (
            <>
              <Tag tone="kept">
                <Icon name="lock" small />
                {W.case.confirmed}
              </Tag>
              <button
                type="button"
                className="link note"
                onClick={() => house.edit(id, { kind: "open", section: name })}
              >
                {W.case.reopenSection}
              </button>
            </>
          ) : (
            <Button tone="plain" small testId={`confirm-${name}`} onPress={() => void confirmSection(house, id, name)}>
              {W.case.confirm}
            </Button>
          )}
        </span>
      </div>
      <div className="body">
        {shown.items.map((item) => (
          <Entry key={item.key} id={id} name={prefix + item.key} item={item} frozen={frozen} />
        ))}
        {shown.hidden > 0 && onMore && !frozen && (
          <button type="button" className="link note more-items" onClick={onMore}>
            {W.case.moreItems(shown.hidden)}
          </button>
        )}
      </div>
    </section>
  );
}
