import type { SideBySide } from "../guidance.ts";
import { ADMIN } from "../words.ts";

const words = ADMIN.households;

type Both = Pick<SideBySide, "published" | "draft">;

/** What a household gets by both: all of it, or only the kinds of things in which they differ. */
export function Sides({ published, draft, whole }: Both & { whole: boolean }) {
  const kinds = whole ? kindsOf({ published, draft }) : differing({ published, draft });
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{whole ? words.all : words.what}</th>
          <th scope="col">{words.published}</th>
          <th scope="col">{words.draft}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => {
          const [before, after] = [published[kind] ?? [], draft[kind] ?? []];
          return (
            <tr key={kind}>
              <th scope="row">{words.kinds[kind] ?? kind}</th>
              <Side texts={before} other={after} sign="del" whole={whole} />
              <Side texts={after} other={before} sign="ins" whole={whole} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface SideProps {
  texts: string[];
  other: string[];
  /** How a text is marked that the other side has not. */
  sign: "del" | "ins";
  whole: boolean;
}

function Side({ texts, other, sign: Sign, whole }: SideProps) {
  const same = texts.filter((one) => other.includes(one)).length;
  return (
    <td>
      {texts.map((one) => {
        if (!other.includes(one)) {
          return (
            <p key={one}>
              <Sign>{one}</Sign>
            </p>
          );
        }
        return whole && <p key={one}>{one}</p>;
      })}
      {!whole && same > 0 && <p className="note">{words.unchanged(same)}</p>}
      {whole && texts.length === 0 && <p className="note">{words.nothing}</p>}
    </td>
  );
}

const kindsOf = ({ published, draft }: Both): string[] => [
  ...new Set([...Object.keys(published), ...Object.keys(draft)]),
];

/** The kinds of things in which the two differ. */
export function differing({ published, draft }: Both): string[] {
  return kindsOf({ published, draft }).filter((kind) => {
    const [before, after] = [published[kind] ?? [], draft[kind] ?? []];
    return before.some((one) => !after.includes(one)) || after.some((one) => !before.includes(one));
  });
}
