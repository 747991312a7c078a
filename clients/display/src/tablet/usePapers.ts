import { newOp } from "@madoguchi/shared/ids.ts";
import type { Link } from "@madoguchi/shared/link.ts";
import type { Answer, Papers } from "@madoguchi/shared/wire.ts";
import { useCallback, useEffect, useState } from "react";
import { NOTHING, type Strokes, sent } from "./ink.ts";
import { asked, BEGINNING, sheets, signerOf, stepOf, turned, type Where } from "./showing.ts";

/** Why what was sent does not stand: it did not arrive, or the papers are others now. */
export type Note = "unsaid" | "others";

/** The visitor's way through the papers, and what goes to the server. Nothing of it outlives the visitor. */
export function usePapers(papers: Papers, link: Link | null) {
  const [where, setWhere] = useState<Where>(BEGINNING);
  const [ink, setInk] = useState<Strokes>(NOTHING);
  const [sending, setSending] = useState(false);
  const [note, setNote] = useState<Note | null>(null);
  const step = stepOf(papers, where);
  const all = sheets(papers, where.again);
  const signer = signerOf(papers, where);

  // What was written belongs to one person, and to the papers that they saw.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the person or the step is another
  useEffect(() => setInk(NOTHING), [signer?.person, step]);
  // Papers that changed are looked at, wherever the visitor is.
  useEffect(() => {
    if (!papers.agreed) setWhere((before) => ({ ...before, again: false }));
  }, [papers.agreed]);

  const send = useCallback(async (say: Promise<Answer> | undefined): Promise<boolean> => {
    if (!say) return false;
    setSending(true);
    setNote(null);
    const answer = await say;
    setSending(false);
    const taken = answer.result === "ok" || answer.result === "done";
    if (!taken) setNote(answer.result === "refused" ? "others" : "unsaid");
    return taken;
  }, []);

  const agree = (): void => {
    if (papers.agreed) return setWhere({ ...where, again: false });
    if (papers.seen) void send(link?.tell({ t: "agree", op: newOp(), seen: papers.seen }));
  };
  const sign = (): void => {
    if (!papers.seen || !signer) return;
    const { person } = signer;
    void send(link?.tell({ t: "sign", op: newOp(), person, strokes: sent(ink), seen: papers.seen }));
  };

  return {
    step,
    all,
    where,
    signer,
    others: asked(papers).filter((one) => one !== signer),
    ink,
    sending,
    note,
    write: setInk,
    agree,
    sign,
    turn: (by: 1 | -1) => setWhere(turned(where, all, by)),
    back: () => setWhere({ ...where, again: true, form: null }),
    hand: (person: string) => setWhere({ ...where, person }),
  };
}
