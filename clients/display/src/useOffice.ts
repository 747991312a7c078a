// The live state of this screen's office: the line to the server, what it says, and whether it is current.

import { Link } from "@madoguchi/shared/link.ts";
import type { ToClient } from "@madoguchi/shared/wire.ts";
import { useEffect, useRef, useState } from "react";
import { type Board, EMPTY, hear } from "./board.ts";
import { ASK_EVERY_MS, answers, begun, type Signs, signs } from "./freshness.ts";

export interface Office {
  board: Board;
  signs: Signs;
  link: Link | null;
}

/** Words of the server after which this screen asks anew who it is. */
const SENT_OFF = new Set(["signed_out", "unknown_device", "other_place", "not_allowed"]);

/** `sentOff` is called when the server does not know this screen (any more). */
export function useOffice(sentOff: () => void): Office {
  const [board, setBoard] = useState<Board>(EMPTY);
  const [state, setState] = useState<Signs>(() => begun(Date.now()));
  const [link, setLink] = useState<Link | null>(null);
  const off = useRef(sentOff);
  off.current = sentOff;

  useEffect(() => {
    const change = (what: Partial<Signs>): void => setState((before) => signs(before, what, Date.now()));
    const opened = new Link("/display", {
      hear: (message) => {
        if (message.t === "epoch" && !message.id.startsWith("case:")) opened.hello();
        if (message.t === "lamp") change({ live: message.live });
        if (message.t === "bye") leave(message, off.current);
        setBoard((before) => hear(before, message, Date.now()));
      },
      up: () => change({ up: true, answered: Date.now() }),
      down: (why) => {
        change({ up: false });
        if (SENT_OFF.has(why)) off.current();
      },
    });
    setLink(opened);
    const timer = setInterval(async () => change((await answers()) ? { answered: Date.now() } : {}), ASK_EVERY_MS);
    return () => {
      clearInterval(timer);
      opened.close();
    };
  }, []);

  return { board, signs: state, link };
}

/** A newer language of the server is on a newer page; anything else is answered by asking who we are. */
function leave(message: Extract<ToClient, { t: "bye" }>, sentOff: () => void): void {
  if (message.why === "wire_version") setTimeout(() => location.reload(), 5_000);
  else if (SENT_OFF.has(message.why)) sentOff();
}
