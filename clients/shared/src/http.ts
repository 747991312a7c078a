// Our own HTTP, always JSON, always same origin. A rule's no comes as `No`; a line that is down comes as `NoLine`.

export class No extends Error {
  constructor(
    readonly reason: string,
    readonly more: Record<string, unknown> = {},
    readonly at: string | null = null,
    readonly status = 0,
  ) {
    super(reason);
  }
}

export class NoLine extends Error {}

/** The reason of a no; what is no rule's no (the line, a defect) is "not now". */
export const reasonOf = (no: unknown): string => (no instanceof No ? no.reason : "not_now");

async function send(method: string, url: string, body?: unknown): Promise<Response> {
  const file = body instanceof Blob;
  const type = file ? body.type || "application/octet-stream" : "application/json";
  const headers: Record<string, string> = body === undefined ? {} : { "content-type": type };
  let response: Response;
  try {
    const said = body === undefined ? null : file ? body : JSON.stringify(body);
    response = await fetch(url, { method, headers, body: said, credentials: "same-origin", cache: "no-store" });
  } catch {
    throw new NoLine();
  }
  if (response.ok) return response;
  const { reason, at, more, ...rest } = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const facts = { ...rest, ...((more ?? {}) as Record<string, unknown>) };
  throw new No(String(reason ?? "not_now"), facts, (at as string | undefined) ?? null, response.status);
}

async function ask<T>(method: string, url: string, body?: unknown): Promise<T> {
  const response = await send(method, url, body);
  return (await response.json().catch(() => ({}))) as T;
}

export const get = <T>(url: string): Promise<T> => ask<T>("GET", url);
/** A JSON value, or a file as it is. */
export const post = <T>(url: string, body: unknown): Promise<T> => ask<T>("POST", url, body);
export const put = <T>(url: string, body: unknown): Promise<T> => ask<T>("PUT", url, body);
/** The server takes no deed without a JSON body, not even an empty one. */
export const remove = <T>(url: string, body: unknown = {}): Promise<T> => ask<T>("DELETE", url, body);
/** A file that is the answer: it has no address that anybody could open again. */
export const getFile = async (url: string): Promise<Blob> => (await send("GET", url)).blob();
export const postForFile = async (url: string, body: unknown): Promise<Blob> => (await send("POST", url, body)).blob();

/** An answer that comes line by line, each line a JSON value, while the server is at it. */
export async function postForLines<T>(url: string, body: unknown, onLine: (said: T) => void): Promise<void> {
  const answer = await send("POST", url, body);
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let begun = "";
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new NoLine();
    });
    if (done) return;
    const lines = (begun + value).split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) onLine(JSON.parse(line) as T);
  }
}
