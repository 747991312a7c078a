import { useState } from "react";
import { askPage, type ListedForm } from "./api.ts";
import { Pages } from "./FormView.tsx";
import { useFresh } from "./fresh.ts";
import { F } from "./words.ts";

const PIXELS = 900;

/** プレビュー: the pages that will be printed, one after the other, as the paper has them. */
export function Preview({ id, chosen }: { id: string; chosen: readonly ListedForm[] }) {
  const pages = chosen.flatMap((one) => Array.from({ length: one.pages }, (_, at) => ({ form: one, page: at + 1 })));
  const [place, setPlace] = useState(1);
  const at = Math.min(place, pages.length);
  const shown = pages[at - 1];
  const { found, failed } = useFresh(
    id,
    `preview ${shown?.form.form} ${shown?.page}`,
    shown ? () => askPage(id, shown.form.form, shown.page, PIXELS) : null,
  );
  if (!shown) return null;
  return (
    <section className="print-preview" data-testid="print-preview">
      <h3 className="small-head">
        {F.print.preview}
        <Pages at={at} of={pages.length} onPage={setPlace} />
      </h3>
      {found ? (
        <img
          src={`data:image/png;base64,${found.png}`}
          alt={F.picture(shown.form.name, shown.page, shown.form.pages)}
          style={{ aspectRatio: `${found.width} / ${found.height}` }}
        />
      ) : (
        <p className="note">{failed ? F.again : F.loading}</p>
      )}
    </section>
  );
}
