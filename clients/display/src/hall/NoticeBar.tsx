import { words } from "../words.ts";
import type { Notice } from "./notices.ts";

/** What the office has to say to everybody: large, in plain Japanese too where it was written, one at a time. */
export function NoticeBar({ notice: { bulletin, page, pages } }: { notice: Notice }) {
  return (
    <section className={bulletin.easy ? "hall-notice has-easy" : "hall-notice"} aria-live="polite">
      <b>{words.hall.notice}</b>
      <p data-testid="hall-notice">
        {bulletin.text}
        {bulletin.easy && <span>{bulletin.easy}</span>}
      </p>
      {pages > 1 && <small>{words.hall.page(page, pages)}</small>}
    </section>
  );
}
