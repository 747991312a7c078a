// Which page of the catalog stands, as the address says it: /admin/<draft>/<page>/<row>. Nothing of a person stands there.

export interface Place {
  draft: string | null;
  page: string;
  id: string | null;
}

export const START = "start";

export function placeOf(path: string): Place {
  const [, , draft = "", page = "", id = ""] = path.split("/").map(decoded);
  return { draft: draft || null, page: page || (draft ? "questions" : START), id: id || null };
}

export function pathOf(draft: string | null, page?: string, id?: string | null): string {
  if (!draft) return "/admin";
  return ["/admin", draft, page, id]
    .filter((part) => part !== undefined && part !== null)
    .map((part, index) => (index ? encoded(String(part)) : part))
    .join("/");
}

/** Without dots: the server takes the last part of an address with a dot for a file. */
const encoded = (part: string): string => encodeURIComponent(part.replaceAll("~", "~t").replaceAll(".", "~d"));

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll("~d", ".").replaceAll("~t", "~");
  } catch {
    return "";
  }
}

/** In place of a draft, on pages that need none. */
export const NONE = "-";
