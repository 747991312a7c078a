// The line to the server: one event each way, websocket only, no acks. Answers come back as messages; whoever asked is
// told here. A cut line is found again by itself, a little later each time.

import { io, type Socket } from "socket.io-client";
import { newOp } from "./ids.ts";
import { Silence } from "./silence.ts";
import {
  type Agree,
  type Answer,
  type FromDisplay,
  type MoveDeed,
  type Press,
  type Sign,
  type ToClient,
  type ToServer,
  WIRE,
} from "./wire.ts";

export interface Listener {
  hear: (message: ToClient) => void;
  up: () => void;
  down: (why: string) => void;
}

interface Waiting {
  message: FromDisplay;
  tell: (answer: Answer) => void;
  since: number;
  saidAt: number;
}

const AGAIN_AFTER = 3_500;
const REFUSED_AGAIN_AFTER = 1_500;
const GIVE_UP_AFTER = 14_000;
const LATER: ReadonlySet<string> = new Set(["busy", "slow", "full", "unknown"]);

export class Link {
  private readonly socket: Socket;
  private readonly waiting = new Map<string, Waiting>();
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly silence = new Silence();
  /** The sign of life that was asked for. */
  private probe: string | null = null;
  private closed = false;
  isUp = false;

  constructor(
    namespace: "/staff" | "/display",
    private readonly listener: Listener,
  ) {
    this.socket = io(namespace, {
      transports: ["websocket"],
      path: "/socket.io",
      reconnectionDelay: 300,
      reconnectionDelayMax: 1_500,
      randomizationFactor: 0.5,
      timeout: 5_000,
      forceNew: true,
    });
    this.socket.on("connect", () => {
      this.silence.heard();
      this.hello();
    });
    this.socket.on("hear", (message: ToClient) => {
      this.silence.heard();
      this.hear(message);
    });
    this.socket.io.on("ping", () => this.silence.heard());
    this.socket.on("disconnect", (why) => this.fell(why));
    this.socket.on("connect_error", (error) => this.fell(error.message));
    window.addEventListener("offline", this.lost);
    window.addEventListener("online", this.found);
    this.timer = setInterval(() => this.tick(), 500);
  }

  /** Greets again: the welcome brings lines and windows anew. */
  hello(): void {
    this.socket.emit("say", { t: "hello", wire: WIRE });
  }

  // The machine, or a silence, knows before the socket does.
  private readonly lost = (): void => {
    this.socket.io.engine?.close();
  };
  private readonly found = (): void => {
    this.socket.connect();
  };

  /** Says it now, or not at all: what must arrive is kept by whoever says it. */
  say(message: FromDisplay): void {
    if (this.isUp) this.socket.emit("say", message);
  }

  /** A transition. The same request goes again until there is an answer; asking twice gives the same result. */
  move(deed: MoveDeed, version?: number | null): Promise<Answer> {
    const request = newOp();
    const message: ToServer = { t: "move", request, do: deed };
    if (version != null) message.version = version;
    return this.ask(request, message);
  }

  /** はい or いいえ at a tablet, said until there is an answer, as a transition is. */
  press(pressed: Omit<Press, "t" | "op">): Promise<Answer> {
    const op = newOp();
    return this.ask(op, { t: "press", op, ...pressed });
  }

  /** Agreed or signed at a tablet, said until there is an answer. */
  tell(said: Agree | Sign): Promise<Answer> {
    return this.ask(said.op, said);
  }

  private ask(re: string, message: FromDisplay): Promise<Answer> {
    return new Promise((tell) => {
      const now = Date.now();
      this.waiting.set(re, { message, tell, since: now, saidAt: now });
      this.say(message);
    });
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    window.removeEventListener("offline", this.lost);
    window.removeEventListener("online", this.found);
    this.socket.disconnect();
  }

  private hear(message: ToClient): void {
    if (message.t === "welcome") {
      this.isUp = true;
      this.listener.hear(message);
      this.listener.up();
      for (const { message: said } of this.waiting.values()) this.say(said);
      return;
    }
    if (message.t === "answer" && (message.re === this.probe || this.answered(message))) return;
    this.listener.hear(message);
    if (message.t === "bye") this.fell(message.why);
  }

  private answered(answer: Answer): boolean {
    const asked = this.waiting.get(answer.re);
    if (!asked) return false;
    const late = Date.now() - asked.since > GIVE_UP_AFTER;
    if (LATER.has(answer.result) && !late) return true;
    if (answer.result === "refused" && answer.reason === "not_kept_yet" && !late) return true;
    this.waiting.delete(answer.re);
    asked.tell(answer);
    return true;
  }

  private tick(): void {
    if (this.socket.connected) this.listen();
    this.again();
  }

  /** A line that carries nothing any more is hung up: another one is found at once. */
  private listen(): void {
    const next = this.silence.tick();
    if (next === "ask") {
      this.probe = newOp();
      this.socket.emit("say", { t: "beat", cases: [], re: this.probe });
    } else if (next === "give up") this.lost();
  }

  private again(): void {
    const now = Date.now();
    for (const [request, asked] of this.waiting) {
      if (now - asked.since > GIVE_UP_AFTER) {
        this.waiting.delete(request);
        asked.tell({ t: "answer", re: request, result: "unknown" });
      } else if (now - asked.saidAt >= Math.min(AGAIN_AFTER, 800 + (now - asked.since))) {
        asked.saidAt = now;
        this.say(asked.message);
      }
    }
  }

  private fell(why: string): void {
    this.isUp = false;
    this.listener.down(why);
    // When the server itself closed or refused the line (a store that was away), the library does not try again.
    if (!this.closed && !this.socket.active)
      setTimeout(() => this.closed || this.socket.connect(), REFUSED_AGAIN_AFTER);
  }
}
