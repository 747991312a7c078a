// The doors of paired screens and agents (server/web/displays.py, devices.py).

import { get, post } from "@madoguchi/shared/http.ts";

export type What = "displays" | "devices";

export interface Paired {
  what: What;
  id: string;
  kind: string;
  office: string;
  window?: string | null;
  name: string;
  /** How an agent's PC stands; null while it holds no line. Screens say nothing of themselves. */
  stands?: Stands | null;
}

export interface Stands {
  service: boolean;
  readers: Record<string, boolean>;
  scanners: Record<string, boolean>;
  last: string;
  went: boolean;
}

/** Where a screen or an agent stands: `window` "" is the whole office, which only screens have. */
export interface Place {
  office: string;
  window: string;
  name: string;
}

/** All that are paired here: screens, then readers. */
export async function listed(): Promise<Paired[]> {
  const [{ displays }, { devices }] = await Promise.all([
    get<{ displays: Omit<Paired, "what">[] }>("/api/displays"),
    get<{ devices: Omit<Paired, "what">[] }>("/api/devices"),
  ]);
  return [
    ...displays.map((one) => ({ ...one, what: "displays" as const })),
    ...devices.map((one) => ({ ...one, what: "devices" as const })),
  ];
}

/** An agent's office is its window's. */
const stands = (what: What, { office, window, name }: Place) =>
  what === "devices" ? { window, name } : { office, window: window || null, name };

export const adopt = (what: What, code: string, at: Place) =>
  post(`/api/${what}/adopt`, { code: code.normalize("NFKC").replace(/\D/g, ""), ...stands(what, at) });
export const place = ({ what, id }: Paired, at: Place) => post(`/api/${what}/place`, { id, ...stands(what, at) });
export const revoke = ({ what, id }: Paired) => post(`/api/${what}/revoke`, { id });
