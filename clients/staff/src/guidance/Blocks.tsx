import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import type { Block } from "@madoguchi/shared/rules/guidance.ts";
import { useState } from "react";
import { useCase, useHouse } from "../hooks.ts";
import { isMine, rowOf } from "../place.ts";
import type { Derived } from "./derive.ts";
import { WhyDialog } from "./WhyDialog.tsx";
import { G } from "./words.ts";

const RIGHT = "overrule";

interface Props {
  id: string;
  derived: Derived;
}

/** What cannot be taken today, why, what can be done; and, for whoever may, going on all the same. */
export function Blocks({ id, derived }: Props) {
  return (
    <>
      {derived.guidance.blocks.map((block) => (
        <BlockBox key={block.rule} id={id} derived={derived} block={block} />
      ))}
    </>
  );
}

function BlockBox({ id, derived, block }: Props & { block: Block }) {
  const state = useCase(id);
  const house = useHouse();
  const [asking, setAsking] = useState(false);
  const { catalog } = derived;
  const row = rowOf(state, id);
  const here = isMine(state, row) && row?.stage === "serving";
  const mayNot = state.cases[id]!.closed ? G.ask.closed : null;
  const because = state.me?.sees?.includes(RIGHT) ? mayNot : G.blocks.noRight;
  const said = derived.values[`over.${block.rule}`];
  const why = typeof said === "object" && said !== null && "reason" in said ? catalog.reason(String(said.reason)) : "";
  return (
    <section
      className={block.overruled ? "block is-over" : "block"}
      data-testid={`block-${block.rule}`}
      data-overruled={block.overruled}
      aria-label={G.blocks.title(block.procedures.length)}
    >
      <h2>
        <Icon name={block.overruled ? "check" : "warn"} small />
        {block.overruled ? `${G.blocks.overruled}（${why}）` : G.blocks.title(block.procedures.length)}
      </h2>
      <p className="block-text">{block.text}</p>
      {!block.overruled && (
        <p>
          <b>{G.blocks.wayOut}</b> {block.wayOut}
        </p>
      )}
      <details>
        <summary>{G.blocks.stopped(block.procedures.length)}</summary>
        <ul>
          {block.procedures.map((one) => (
            <li key={one} data-testid={`stopped-${one}`}>
              {catalog.procedure(one)?.name ?? one}
            </li>
          ))}
        </ul>
      </details>
      {!block.overruled && <p className="note">{G.blocks.later}</p>}
      <p className="block-deeds">
        {block.overruled ? (
          <Button
            small
            testId={`hold-to-${block.rule}`}
            because={because}
            onPress={() => house.edit(id, { kind: "hold_to", rule: block.rule })}
          >
            {G.blocks.hold}
          </Button>
        ) : (
          <>
            {here && (
              <Button small testId={`suspend-${block.rule}`} onPress={() => house.set({ overlay: "finish" })}>
                {G.blocks.suspend}
              </Button>
            )}
            <Button small testId={`overrule-${block.rule}`} because={because} onPress={() => setAsking(true)}>
              {G.blocks.go}
            </Button>
          </>
        )}
        {because && <span className="note">{because}</span>}
      </p>
      {asking && (
        <WhyDialog
          title={G.blocks.goTitle}
          what={block.text}
          deed={G.blocks.goDeed}
          reasons={catalog.reasons("overrule_block")}
          onClose={() => setAsking(false)}
          onGo={(reason, note) => house.edit(id, { kind: "overrule", rule: block.rule, reason, note })}
        />
      )}
    </section>
  );
}
