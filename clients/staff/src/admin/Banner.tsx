import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { SaveMark } from "@madoguchi/shared/parts/signs.tsx";
import { useHouseState } from "../hooks.ts";
import type { Kept } from "./api.ts";
import { useWork } from "./hooks.ts";
import { START } from "./place.ts";
import { unkept } from "./sheet.ts";
import { ADMIN } from "./words.ts";

interface Props {
  kept: Kept | null;
  changes: number | null;
  page: string;
  onGo: (page: string) => void;
  onPublish: () => void;
}

/** What draft this is, what is safe of it, what differs, what is wrong, and the way to the counters. */
export function Banner({ kept, changes, page, onGo, onPublish }: Props) {
  const { sheet, checked } = useWork();
  const isAdmin = useHouseState().me?.roles.includes("admin") ?? false;
  if (!sheet) return null;
  const words = ADMIN.draft;
  const waiting = unkept(sheet);
  const errors = sheet.faults.filter((one) => one.level === "error").length;
  const warnings = sheet.faults.length - errors;
  return (
    <section className="draft" data-testid="draft" aria-label={words.tag}>
      <b className="draft-tag">{words.tag}</b>
      <b className="cut" data-testid="draft-name">
        {sheet.name}
      </b>
      <span className="note nowrap">{kept && words.published(kept.published.version)}</span>
      <span className="draft-kept" role="status" data-testid="draft-kept" data-left={waiting}>
        <span aria-hidden="true">
          <SaveMark mark={waiting ? "sending" : "kept"} />
        </span>
        {waiting ? words.unkept(waiting) : words.allKept}
      </span>
      <span className="draft-deeds">
        <button
          type="button"
          className="btn btn-plain btn-s"
          aria-current={page === "changes" ? "page" : undefined}
          data-testid="to-changes"
          onClick={() => onGo("changes")}
        >
          {words.changes}
          {changes !== null && <b data-testid="change-count">{changes}</b>}
        </button>
        <button
          type="button"
          className="btn btn-plain btn-s"
          aria-current={page === "faults" ? "page" : undefined}
          data-testid="to-faults"
          data-checked={checked}
          onClick={() => onGo("faults")}
        >
          {words.faults}
          {errors > 0 && <b className="tag tag-danger">{words.errors(errors)}</b>}
          {warnings > 0 && <b className="tag tag-look">{words.warnings(warnings)}</b>}
          {sheet.faults.length === 0 && <span>{checked ? words.clean : words.checking}</span>}
        </button>
        <Button tone="plain" small testId="to-versions" onPress={() => onGo(START)}>
          {words.versions}
        </Button>
        <Button tone="main" small testId="to-publish" because={isAdmin ? null : words.adminOnly} onPress={onPublish}>
          {words.publish}
        </Button>
      </span>
    </section>
  );
}
