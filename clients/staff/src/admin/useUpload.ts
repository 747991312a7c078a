import { No, NoLine } from "@madoguchi/shared/http.ts";
import { useState } from "react";
import { isMissing } from "./hooks.ts";

/** A file on its way: chosen, read by the server, looked at, taken or given up. */
export type Upload<T> =
  | { is: "none" }
  | { is: "reading"; name: string }
  | { is: "read"; name: string; preview: T }
  | { is: "applying"; name: string; preview: T }
  | { is: "applied"; name: string; preview: T }
  | { is: "missing" }
  | { is: "refused"; reason: string };

export interface Uploading<T> {
  upload: Upload<T>;
  take: (file: File) => void;
  go: () => void;
  /** Begins again. */
  over: () => void;
}

export function useUpload<T>(read: (file: File) => Promise<T>, apply: (preview: T) => Promise<unknown>): Uploading<T> {
  const [upload, setUpload] = useState<Upload<T>>({ is: "none" });
  const failed = (no: unknown): void => {
    if (isMissing(no)) setUpload({ is: "missing" });
    else if (no instanceof No) setUpload({ is: "refused", reason: no.reason });
    else if (no instanceof NoLine) setUpload({ is: "refused", reason: "not_now" });
    else throw no;
  };
  const take = (file: File): void => {
    setUpload({ is: "reading", name: file.name });
    read(file).then((preview) => setUpload({ is: "read", name: file.name, preview }), failed);
  };
  const go = (): void => {
    if (upload.is !== "read") return;
    const { name, preview } = upload;
    setUpload({ is: "applying", name, preview });
    apply(preview).then(() => setUpload({ is: "applied", name, preview }), failed);
  };
  return { upload, take, go, over: () => setUpload({ is: "none" }) };
}
