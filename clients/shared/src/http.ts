// Our own HTTP, always JSON, always same origin. A rule's no comes as `No`; a line that is down comes as `NoLine`.

export class No extends Error {
  constructor(
    readonly reason: string,
    readonly more: Record<string, unknown> = {},
    readonly at: string | null = null,
  ) {
    super(reason);
  }
}

export class NoLine extends Error {}

async function ask<T>(method: string, url: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  let response: Response;
  try {
    const said = body === undefined ? null : JSON.stringify(body);
    response = await fetch(url, { method, headers, body: said, credentials: "same-origin", cache: "no-store" });
  } catch {
    throw new NoLine();
  }
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok) return answer as T;
  const more = (answer.more ?? {}) as Record<string, unknown>;
  throw new No(String(answer.reason ?? "not_now"), more, (answer.at as string | undefined) ?? null);
}

export const get = <T>(url: string): Promise<T> => ask<T>("GET", url);
export const post = <T>(url: string, body: unknown): Promise<T> => ask<T>("POST", url, body);
export const remove = <T>(url: string): Promise<T> => ask<T>("DELETE", url);
